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

/** A number that looks drawn, the same in every run; one after the other they are evenly apart. */
const hash = (number: string) => `((${number})::bigint * 2654435761 % 4294967291)`;
const hashOf = (number: number) => (BigInt(number) * 2654435761n) % 4294967291n;

/** The ids of so many things that were made one after the other are so far apart. */
const stretch = { M: 10n, C: 10_000n, U: 10_000n };
type Letter = keyof typeof stretch;

/** Ids as ours look, and as hard to pack: a letter, nine digits that grow, seven that are drawn. They do not meet those that exist. */
const id = (sql: Sql, letter: Letter, number: string) =>
  sql.unsafe(
    `('${letter}' || upper(lpad(to_hex((${number})::bigint * ${stretch[letter]} + ${hash(number)} % ${stretch[letter]}), 9, '0')
      || lpad(to_hex(${hash(`${number} + 5`)} % 268435456), 7, '0')))`,
  );

/** The same of one of them. */
export function idOf(letter: Letter, number: number): string {
  const digits = (value: bigint, count: number) => value.toString(16).toUpperCase().padStart(count, '0');
  const grown = BigInt(number) * stretch[letter] + (hashOf(number) % stretch[letter]);
  return letter + digits(grown, 9) + digits(hashOf(number + 5) % 268435456n, 7);
}

/** When the message of this number was written: some millisecond before the next one is due. */
const writtenAt = (number: string) =>
  `(${START}::bigint + (${number})::bigint * ${APART} + (hashint8(${number}) & 2147483647) % ${APART / 1000} * 1000)`;
/** When the channel of this number was made, and joined by its owner. */
const foundedAt = writtenAt('-n - 1');
/** One in so many messages was edited to mention somebody anew; the owner follows one in so many threads. */
const EDITED = 200;
const FOLLOWED = 2_000;

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
      ${owner}, ${sql.unsafe(foundedAt)}, ${START}::bigint, ${first}::bigint
    from generate_series(0, ${size.channels - 1}) n`;
  await sql`
    insert into membership (channel_id, user_id, workspace_id, joined_seq, joined_at)
    select ${general}, ${id(sql, 'U', 'n')}, ${workspace}, ${first}::bigint, ${START}::bigint from generate_series(1, ${size.people - 1}) n
    union all
    select ${id(sql, 'C', 'n')}, ${owner}, ${workspace}, ${first}::bigint, ${sql.unsafe(foundedAt)} from generate_series(0, ${size.channels - 1}) n
    union all
    select ${id(sql, 'C', 'n')}, ${id(sql, 'U', 'm')}, ${workspace}, ${first}::bigint, ${START}::bigint
    from generate_series(0, ${size.channels - 1}) n,
      lateral (select distinct 1 + ${sql.unsafe(hash('n * 977 + k'))} % ${size.people - 1} as m from generate_series(1, 30) k) picked`;
  for (let from = 0; from < size.messages; from += CHUNK) {
    await fillMessages(sql, { workspace, first }, size, from, Math.min(from + CHUNK, size.messages));
    process.stdout.write(`\r  ${Math.min(from + CHUNK, size.messages)} of ${size.messages} messages`);
  }
  process.stdout.write('\n');
  await editAndFollow(sql, { owner }, size);
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
        ${sql.unsafe(writtenAt('n'))} as at, ${isReply('n')} as reply, n - n % 4 as root,
        case when n % 4 = 0 then ${isReply('(n + 2)')}::int + ${isReply('(n + 3)')}::int else 0 end as replies,
        case when ${isReply('(n + 3)')} then ${sql.unsafe(writtenAt('n + 3'))} else ${sql.unsafe(writtenAt('n + 2'))} end as last_reply_at,
        ${first}::bigint + n as seq,
        substr(${words}, (1 + ${drawn('n + 11', 1_500)})::int, (20 + ${drawn('n + 13', 20)} * ${drawn('n + 17', 20)})::int) as text
      from generate_series(${from}::bigint, ${to - 1}::bigint) n
    ), messages as (
      insert into message (id, workspace_id, channel_id, author_id, client_id, text, created_at, thread_root_id, reply_count, last_reply_at,
        reply_users, rev, event_seqs)
      select id, ${workspace}, ${id(sql, 'C', 'channel')}, ${id(sql, 'U', 'author')}, 'big-' || n, text, at,
        case when reply then ${id(sql, 'M', 'root')} end, replies, case when replies > 0 then last_reply_at end,
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

/**
 * Edits that mention somebody anew, up to a day later: one in ten everybody, one in fifty the owner, else one other person. And threads
 * that the owner follows, read when they followed them.
 */
async function editAndFollow(sql: Sql, { owner }: { owner: string }, size: Size): Promise<void> {
  const whom = sql`case when n % ${10 * EDITED} = 0 then '<!channel>' when n % ${50 * EDITED} = ${EDITED} then '<@' || ${owner} || '>'
    else '<@' || ${id(sql, 'U', `1 + ${hash('n + 31')} % ${size.people - 1}`)} || '>' end`;
  const later = sql.unsafe(`${writtenAt('n')} + (1 + ${hash('n + 37')} % 86400000) * 1000`);
  await sql`
    with edited as (
      select ${id(sql, 'M', 'n')} as id, ${whom} as whom, ${later} as at
      from generate_series(0, ${size.messages - 1}::bigint, ${EDITED}) n
    )
    update message m set text = x.whom || ' ' || m.text, edited_at = x.at, mentioned_at = x.at,
      mentioned = jsonb_build_array(jsonb_build_object('at', to_char(to_timestamp(x.at / 1000000) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.') ||
        lpad((x.at % 1000000)::text, 6, '0') || 'Z') || case when x.whom = '<!channel>' then '{"users": [], "channel": true}'
        else jsonb_build_object('users', jsonb_build_array(substr(x.whom, 3, 17))) end)
    from edited x where m.id = x.id`;
  await sql`
    insert into thread_follow (user_id, root_id, channel_id, reason, read_at)
    select ${owner}, r.id, r.channel_id, 'followed', r.created_at
    from generate_series(0, ${size.messages - 1}::bigint, ${FOLLOWED}) n join message r on r.id = ${id(sql, 'M', 'n')}
    where r.thread_root_id is null and r.reply_count > 0`;
}

/** Heads and clocks. */
async function settle(sql: Sql, { workspace, first }: { workspace: string; first: number }, size: Size): Promise<void> {
  await sql`update stream set seq = ${first + size.messages}::bigint where id = ${workspace}`;
  await sql`
    update channel c set last_at = x.at, last_message_at = x.message_at
    from (
      select channel_id, max(created_at) as at, max(created_at) filter (where thread_root_id is null) as message_at
      from message group by channel_id
    ) x where c.id = x.channel_id`;
  await sql`vacuum analyze`;
}

/** The owner has read everything but the last so many messages, wherever they are; no two channels at the same instant. */
export async function readBut(sql: Sql, owner: string, away: number, size: Size): Promise<void> {
  await sql`
    insert into read_position (user_id, channel_id, read_at, rev)
    select ${owner}, ${id(sql, 'C', 'n')}, ${sql.unsafe(writtenAt(`${size.messages - away} - n % 50`))}, 1 from generate_series(0, ${size.channels - 1}) n
    on conflict (user_id, channel_id) do update set read_at = excluded.read_at`;
}

const words = Array.from(
  { length: 60 },
  (_, i) =>
    `the harbour opens at ${i % 24}:00 and *everything* that came in by night stands on the quay, says \`list --all\`; `,
).join('');
