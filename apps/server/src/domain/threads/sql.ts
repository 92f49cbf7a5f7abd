import { limits } from '@roost/protocol/limits';
import type { FollowReason } from '@roost/protocol/entities';
import type { Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part } from '../../storage/part.ts';
import type { Part } from '../../storage/part.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import type { MembershipRow } from '../members/sql.ts';
import { unreadOf } from '../mentions/unread.ts';

type Reader = Sql | TransactionSql;

/** As guards and touches name somebody's place in a thread. */
export function placeId(user: string, root: string): string {
  return `${user}|${root}`;
}

export interface FollowRow {
  user: string;
  /** Null: not any more. */
  reason: FollowReason | null;
  readAt: number;
}

/** What is known of these people in a thread; nothing of who never followed it. */
export async function readFollows(sql: Sql, root: string, users: readonly string[]): Promise<FollowRow[]> {
  return await sql<FollowRow[]>`
    select user_id as user, reason, read_at as "readAt" from thread_follow
    where root_id = ${root} and user_id = any(${[...users]}::text[])`;
}

interface SavedFollow {
  user: string;
  root: string;
  channel: string;
  reason: FollowReason;
  readAt: number;
}

export function saveFollows(rows: readonly SavedFollow[]): Part {
  const column = (name: keyof SavedFollow) => list(rows.map((row) => row[name]));
  return part`
    insert into thread_follow (user_id, root_id, channel_id, reason, read_at)
    select * from unnest(${column('user')}::text[], ${column('root')}::text[], ${column('channel')}::text[],
      ${column('reason')}::text[], ${column('readAt')}::bigint[])
    on conflict (user_id, root_id) do update set reason = excluded.reason, read_at = excluded.read_at`;
}

export function endFollows(tx: Tx, rows: readonly { user: string; root: string }[]): Statement {
  return tx`
    update thread_follow f set reason = null
    from unnest(${rows.map((row) => row.user)}::text[], ${rows.map((row) => row.root)}::text[]) as x(who, root)
    where f.user_id = x.who and f.root_id = x.root`;
}

export function moveThreadReads(rows: readonly { user: string; root: string; readAt: number }[]): Part {
  return part`
    update thread_follow f set read_at = x.read_at
    from unnest(${list(rows.map((row) => row.user))}::text[], ${list(rows.map((row) => row.root))}::text[],
      ${list(rows.map((row) => row.readAt))}::bigint[]) as x(who, root, read_at)
    where f.user_id = x.who and f.root_id = x.root`;
}

/** Who leaves a channel leaves its threads. */
export function deleteFollows(tx: Tx, rows: readonly { channel: string; user: string }[]): Statement {
  return tx`
    delete from thread_follow f
    using unnest(${rows.map((row) => row.channel)}::text[], ${rows.map((row) => row.user)}::text[]) as x(channel, who)
    where f.channel_id = x.channel and f.user_id = x.who`;
}

/** Why somebody follows a thread; `-` when not any more, the empty text when they never did. */
export function followStates(ids: readonly string[]): Part {
  return part`
    select x.id, coalesce(f.reason, '-') as state
    from (select id, split_part(id, '|', 1) as who, split_part(id, '|', 2) as root from unnest(${list(ids)}::text[]) as i(id)) x
    join thread_follow f on f.user_id = x.who and f.root_id = x.root`;
}

/** The read position as text. */
export function threadReadStates(ids: readonly string[]): Part {
  return part`
    select x.id, f.read_at::text as state
    from (select id, split_part(id, '|', 1) as who, split_part(id, '|', 2) as root from unnest(${list(ids)}::text[]) as i(id)) x
    join thread_follow f on f.user_id = x.who and f.root_id = x.root`;
}

/** Somebody's place in a thread that they follow, and what they have not read in it. */
export interface PlaceRow {
  root: string;
  channel: string;
  follow: FollowReason;
  readAt: number;
  lastReplyAt: number | null;
  /** Newest first, one more than are shown. */
  unread: MembershipRow['unread'];
}

/** When an edit of a reply called somebody last; 0 when none did. */
export async function lastCallIn(sql: Sql, { channel, id }: { channel: string; id: string }): Promise<number> {
  const [row] = await sql<{ at: number | null }[]>`
    select max(mentioned_at) as at from message where channel_id = ${channel} and mentioned_at is not null and thread_root_id = ${id}`;
  return row?.at ?? 0;
}

/** Which of the threads that somebody follows: one, or a page of those with replies. */
export type Which = { root: string } | { after: { at: number; root: string } | null; limit: number };

/** The threads that somebody follows, newest reply first, each with its unread replies: a bounded walk down each of them. */
export async function readFollowed(tx: Reader, user: string, which: Which): Promise<PlaceRow[]> {
  const one = 'root' in which;
  const page = one ? null : which.after;
  const unread = unreadOf(tx, {
    user,
    run: tx`n.thread_root_id = f.root_id`,
    channel: tx`f.channel_id`,
    readAt: tx`f.read_at`,
    limit: limits.unreadReplies + 1,
  });
  return await tx<PlaceRow[]>`
    select f.root_id as root, f.channel_id as channel, f.reason as follow, f.read_at as "readAt", f.last_reply_at as "lastReplyAt",
      ${unread} as unread
    from (
      select f.*, r.last_reply_at from thread_follow f
      join membership m on m.channel_id = f.channel_id and m.user_id = f.user_id
      join message r on r.id = f.root_id
      where f.user_id = ${user} and f.reason is not null
        ${one ? tx`and f.root_id = ${which.root}` : tx``}
        ${page ? tx`and (r.last_reply_at, f.root_id) < (${page.at}, ${page.root})` : tx``}
      order by r.last_reply_at desc nulls last, f.root_id desc limit ${one ? 1 : which.limit}
    ) f
    order by f.last_reply_at desc nulls last, f.root_id desc`;
}
