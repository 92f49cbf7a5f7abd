import type { Sql } from '@roost/server/src/storage/sql.ts';

/** How large: `messages` in all, in `channels` channels, of a workspace with `people` people. */
export interface Size {
  messages: number;
  channels: number;
  people: number;
}

/** A workspace that is there already, as its first owner made it. */
export interface Founded {
  workspace: string;
  owner: string;
  general: string;
}

const CHUNK = 500_000;
/** One message in so many µs: ten million are a year. */
const APART = 3_150_000;
const START = Date.UTC(2025, 10, 1) * 1000;

/** Ids as ours look: a letter and sixteen digits. A million of each kind of thing does not meet those that exist. */
const id = (sql: Sql, letter: string, number: string) =>
  sql.unsafe(`('${letter}' || upper(lpad(to_hex(${number}), 16, '0')))`);

/** A number that looks drawn, the same in every run. */
const hash = (number: string) => `((${number})::bigint * 2654435761 % 4294967291)`;

/**
 * Fills a fresh workspace by SQL, as its projections would have left it: everybody in `general`, the owner in every channel, and messages
 * spread over a year. The first channels have most of them: channel k of n gets about the share of (k/n)^(1/3). A quarter are replies,
 * one in thirty has reactions. Positions and clocks fit, so the server goes on from there.
 */
export async function fill(sql: Sql, { workspace, owner, general }: Founded, size: Size): Promise<void> {
  await sql`set synchronous_commit = off`;
  await sql`set max_parallel_workers_per_gather = 0`;
  const first = Number((await sql`select seq from stream where id = ${workspace}`)[0]!['seq']) + 1;
  await sql`
    insert into users (id, workspace_id, kind, name, handle, role, created_at, rev)
    select ${id(sql, 'U', 'n')}, ${workspace}, 'human', 'Person ' || n, 'person' || n, 'member', ${START}::bigint, ${first}::bigint
    from generate_series(1, ${size.people - 1}) n`;
  await sql`
    insert into channel (id, workspace_id, kind, name, name_key, created_by, created_at, last_at, rev)
    select ${id(sql, 'C', 'n')}, ${workspace}, case when n % 10 = 0 then 'private' else 'public' end, 'channel-' || n, 'channel-' || n,
      ${owner}, ${START}::bigint, ${START}::bigint, ${first}::bigint
    from generate_series(0, ${size.channels - 1}) n`;
  await sql`
    insert into membership (channel_id, user_id, workspace_id, joined_seq, joined_at)
    select ${general}, ${id(sql, 'U', 'n')}, ${workspace}, ${first}::bigint, ${START}::bigint from generate_series(1, ${size.people - 1}) n
    union all
    select ${id(sql, 'C', 'n')}, ${owner}, ${workspace}, ${first}::bigint, ${START}::bigint from generate_series(0, ${size.channels - 1}) n
    union all
    select ${id(sql, 'C', 'n')}, ${id(sql, 'U', 'm')}, ${workspace}, ${first}::bigint, ${START}::bigint
    from generate_series(0, ${size.channels - 1}) n,
      lateral (select distinct 1 + ${sql.unsafe(hash('n * 977 + k'))} % ${size.people - 1} as m from generate_series(1, 30) k) picked`;
  for (let from = 0; from < size.messages; from += CHUNK) {
    await fillMessages(sql, { workspace, first }, size, from, Math.min(from + CHUNK, size.messages));
    process.stdout.write(`\r  ${Math.min(from + CHUNK, size.messages)} of ${size.messages} messages`);
  }
  process.stdout.write('\n');
  await settle(sql, { workspace, first }, size);
}

/** Messages `from` to `to` (without), four in a row in one channel: a root, and two that may be replies to it. */
async function fillMessages(
  sql: Sql,
  { workspace, first }: { workspace: string; first: number },
  size: Size,
  from: number,
  to: number,
): Promise<void> {
  const drawn = (number: string, of: number) => sql.unsafe(`${hash(number)} % ${of}`);
  // The share of a channel falls as a power, as it does among real ones.
  const channel = sql.unsafe(
    `floor(${size.channels} * power((${hash('n / 4 + 7')} % 1000003) / 1000003.0, 3))::bigint`,
  );
  const isReply = (number: string) => sql.unsafe(`(${number} % 4 >= 2 and ${hash(number)} % 2 = 0)`);
  await sql`
    with made as materialized (
      select n, ${id(sql, 'M', 'n')} as id, ${channel} as channel, 1 + ${drawn('n + 3', size.people - 1)} as author,
        ${START}::bigint + n * ${APART}::bigint as at, ${isReply('n')} as reply, n - n % 4 as root,
        case when n % 4 = 0 then ${isReply('(n + 2)')}::int + ${isReply('(n + 3)')}::int else 0 end as replies,
        ${first}::bigint + n as seq,
        substr(${words}, (1 + ${drawn('n + 11', 1_500)})::int, (20 + ${drawn('n + 13', 20)} * ${drawn('n + 17', 20)})::int) as text
      from generate_series(${from}::bigint, ${to - 1}::bigint) n
    ), messages as (
      insert into message (id, workspace_id, channel_id, author_id, client_id, text, created_at, thread_root_id, reply_count, last_reply_at,
        reply_users, rev, event_seqs)
      select id, ${workspace}, ${id(sql, 'C', 'channel')}, ${id(sql, 'U', 'author')}, 'big-' || n, text, at,
        case when reply then ${id(sql, 'M', 'root')} end, replies, case when replies > 0 then at + 3 * ${APART}::bigint end,
        case when replies > 0 then array[${id(sql, 'U', 'author')}] else '{}' end, seq, array[seq]
      from made
    ), reactions as (
      insert into reaction (message_id, user_id, emoji, seq)
      select id, ${id(sql, 'U', 'author')}, '👍', seq from made where n % 30 = 0
    )
    insert into event (stream, seq, v, type, at, actor, audience, data)
    select ${workspace}, seq, 1, 'message.posted', at, ${id(sql, 'U', 'author')}, ${id(sql, 'C', 'channel')},
      jsonb_build_object('message', jsonb_build_object('id', id, 'channel', ${id(sql, 'C', 'channel')}, 'author', ${id(sql, 'U', 'author')},
        'clientId', 'big-' || n, 'text', text))
    from made`;
}

/** Heads and clocks. */
async function settle(sql: Sql, { workspace, first }: { workspace: string; first: number }, size: Size): Promise<void> {
  await sql`update stream set seq = ${first + size.messages}::bigint where id = ${workspace}`;
  await sql`
    update channel c set last_at = x.at, last_message_at = x.at
    from (select channel_id, max(created_at) as at from message group by channel_id) x where c.id = x.channel_id`;
  await sql`vacuum analyze`;
}

/** The owner has read everything but the last so many messages, wherever they are. */
export async function readBut(sql: Sql, owner: string, away: number, size: Size): Promise<void> {
  const readAt = START + (size.messages - away) * APART;
  await sql`
    insert into read_position (user_id, channel_id, read_at, rev)
    select ${owner}, ${id(sql, 'C', 'n')}, ${readAt}::bigint, 1 from generate_series(0, ${size.channels - 1}) n
    on conflict (user_id, channel_id) do update set read_at = excluded.read_at`;
}

const words = Array.from(
  { length: 60 },
  (_, i) =>
    `the harbour opens at ${i % 24}:00 and *everything* that came in by night stands on the quay, says \`list --all\`; `,
).join('');
