import type { ActivityKind, FollowReason } from '@roost/protocol/entities';
import type { Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part, type Part } from '../../storage/part.ts';
import { mentioning, mentionedSince } from '../mentions/sql.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

type Reader = Sql | TransactionSql;

/** Something that concerns somebody. `at` and `seq` are its place in their activity. */
export interface ActivityRow {
  kind: ActivityKind;
  at: number;
  seq: number;
  by: string;
  message: string;
  emoji: string | null;
  /** Of a mention: by name. */
  named: boolean;
  follow: FollowReason | null;
}

export interface Wanted {
  user: string;
  kinds: readonly ActivityKind[];
  since: number;
  before: { at: number; seq: number };
  limit: number;
}

/**
 * Somebody's activity in the channels that they are in, the newest first. Each kind is a bounded walk down an index: by whom a text
 * addresses, by thread, by whose message was reacted to.
 */
export async function readActivity(sql: Reader, wanted: Wanted): Promise<ActivityRow[]> {
  const kinds = {
    mention: () => mentionsOf(sql, wanted),
    reply: () => repliesFor(sql, wanted),
    reaction: () => reactionsTo(sql, wanted),
  };
  const found = await Promise.all([...new Set(wanted.kinds)].map((kind) => kinds[kind]()));
  return found
    .flat()
    .sort((a, b) => b.at - a.at || b.seq - a.seq)
    .slice(0, wanted.limit);
}

async function mentionsOf(sql: Reader, { user, since, before, limit }: Wanted): Promise<ActivityRow[]> {
  // Whom a message names and means at once it is there for once: first by name.
  return await sql<ActivityRow[]>`
    select * from (
      select distinct on (x.at, x.seq) 'mention' as kind, x.at, x.seq, x.author_id as by, x.message_id as message, null as emoji,
        x.target = ${user} as named, null as follow
      from (select ${user} as target, 0 as nth union all select channel_id, 1 from membership where user_id = ${user}) t
      cross join lateral (
        select a.at, a.seq, a.message_id, a.target, n.author_id
        from mention a join message n on n.id = a.message_id
        join membership me on me.channel_id = n.channel_id and me.user_id = ${user}
        where a.target = t.target and (a.at, a.seq) < (${before.at}, ${before.seq}) and a.at > ${since} and n.author_id <> ${user}
          and ${mentioning(sql, user)} and a.at = ${mentionedSince(sql, user)} and (a.target <> n.channel_id or a.at > me.joined_at)
        order by a.at desc, a.seq desc limit ${limit}
      ) x
      order by x.at desc, x.seq desc, t.nth
    ) once limit ${limit}`;
}

async function repliesFor(sql: Reader, { user, kinds, since, before, limit }: Wanted): Promise<ActivityRow[]> {
  const besideMentions = kinds.includes('mention') ? sql`and not ${mentioning(sql, user)}` : sql``;
  return await sql<ActivityRow[]>`
    select 'reply' as kind, x.at, x.seq, x.author_id as by, x.id as message, null as emoji, false as named, f.reason as follow
    from thread_follow f
    join membership me on me.channel_id = f.channel_id and me.user_id = f.user_id
    cross join lateral (
      select n.created_at as at, n.event_seqs[1] as seq, n.author_id, n.id
      from message n
      where n.thread_root_id = f.root_id and n.created_at <= ${before.at} and (n.created_at, n.event_seqs[1]) < (${before.at}, ${before.seq})
        and n.created_at > ${since} and n.author_id <> ${user}
        and n.deleted_at is null and n.system is null and not n.backfill ${besideMentions}
      order by n.created_at desc limit ${limit}
    ) x
    where f.user_id = ${user} and f.reason is not null
    order by x.at desc, x.seq desc limit ${limit}`;
}

async function reactionsTo(sql: Reader, { user, since, before, limit }: Wanted): Promise<ActivityRow[]> {
  return await sql<ActivityRow[]>`
    select 'reaction' as kind, r.at, r.seq, r.user_id as by, r.message_id as message, r.emoji, false as named, null as follow
    from reaction r join message m on m.id = r.message_id
    join membership me on me.channel_id = m.channel_id and me.user_id = ${user}
    where r.author_id = ${user} and (r.at, r.seq) < (${before.at}, ${before.seq}) and r.at > ${since}
    order by r.at desc, r.seq desc limit ${limit}`;
}

/** Somebody's last look at their activity, or null. */
export async function readLook(sql: Reader, user: string): Promise<number | null> {
  const [row] = await sql<{ at: number }[]>`select looked_at as at from activity_look where user_id = ${user}`;
  return row?.at ?? null;
}

export function saveLooks(tx: Tx, rows: readonly { user: string; at: number }[]): Statement {
  return tx`
    insert into activity_look as a (user_id, looked_at)
    select who, max(at) from unnest(${rows.map((row) => row.user)}::text[], ${rows.map((row) => row.at)}::bigint[]) as x(who, at) group by who
    on conflict (user_id) do update set looked_at = greatest(a.looked_at, excluded.looked_at)`;
}

/** The last look as text. */
export function lookStates(users: readonly string[]): Part {
  return part`
    select user_id as id, looked_at::text as state from activity_look where user_id = any(${list(users)}::text[])`;
}
