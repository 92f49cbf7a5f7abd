import { limits } from '@roost/protocol/limits';
import type { Statement, Tx } from '../../log/item.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import { unreadOf, type UnreadRow } from '../mentions/unread.ts';
import type { MemberCounts } from './counts.ts';
import type { IndexedChannel, IndexedGroup, IndexedUser } from './rules.ts';
import type { WorkspaceRows } from './workspaceIndex.ts';

type Rows = Pick<WorkspaceRows, 'users' | 'channels' | 'groups' | 'members' | 'deleted'>;

/** Everybody, every channel and who is in it. */
export async function readWorkspaceRows(tx: TransactionSql, workspace: string): Promise<Rows> {
  const [users, channels, groups, members, deleted] = await Promise.all([
    tx<IndexedUser[]>`
      select id, role, kind, name, handle, account_id as account, app_id as app, departed as left, away from users where workspace_id = ${workspace}`,
    tx<Omit<IndexedChannel, 'members'>[]>`
      select id, kind, name, general, archived_at is not null as archived, created_by as "createdBy", admins, posting, newcomers
      from channel where workspace_id = ${workspace}`,
    tx<IndexedGroup[]>`
      select id, handle, users, disabled from user_group where workspace_id = ${workspace}`,
    tx<Rows['members']>`
      select channel_id as channel, user_id as user, joined_seq as "joinedSeq", joined_at as "joinedAt"
      from membership where workspace_id = ${workspace}`,
    tx<Rows['deleted']>`select id as channel, members from deleted_channel where workspace_id = ${workspace}`,
  ]);
  // Who is still there says nothing of leaving, as in events.
  const known = users.map(({ left, away, ...user }) => ({ ...user, ...(left && { left }), ...(away && { away }) }));
  return {
    users: known,
    channels: [...channels],
    groups: [...groups],
    members: [...members],
    deleted: [...deleted],
  };
}

/** The workspace that a channel is in, or null. */
export async function workspaceOfChannel(sql: Sql, channel: string): Promise<string | null> {
  const [row] = await sql<{ workspace: string }[]>`select workspace_id as workspace from channel where id = ${channel}`;
  return row?.workspace ?? null;
}

/** The users that an account, an app or a bot user is, and where. */
export async function usersOfSubject(sql: Sql, subject: string): Promise<{ user: string; workspace: string }[]> {
  const rows = await sql<{ user: string; workspace: string }[]>`
    select id as user, workspace_id as workspace from users
    where (account_id = ${subject} or app_id = ${subject} or id = ${subject}) and not departed order by id`;
  // The driver's answer carries its statement and more, and this is kept for as long as somebody is connected.
  return Array.from(rows).map(({ user, workspace }) => ({ user, workspace }));
}

interface MemberRow {
  workspace: string;
  channel: string;
  user: string;
  seq: number;
  at: number;
}

export function insertMemberships(tx: Tx, rows: readonly MemberRow[]): Statement[] {
  const column = <K extends keyof MemberRow>(name: K) => rows.map((row) => row[name]);
  return [
    tx`
      insert into membership (channel_id, user_id, workspace_id, joined_seq, joined_at)
      select * from unnest(${column('channel')}::text[], ${column('user')}::text[], ${column('workspace')}::text[],
        ${column('seq')}::bigint[], ${column('at')}::bigint[])`,
    // Joins stand on their channel's clock: what is posted later is later.
    tx`
      update channel c set last_at = greatest(c.last_at, x.at)
      from (select id, max(at) as at from unnest(${column('channel')}::text[], ${column('at')}::bigint[]) as r(id, at) group by id) x
      where c.id = x.id`,
  ];
}

export function deleteMemberships(tx: Tx, rows: readonly MemberRow[]): Statement {
  return tx`
    delete from membership m
    using unnest(${rows.map((row) => row.channel)}::text[], ${rows.map((row) => row.user)}::text[]) as x(channel, who)
    where m.channel_id = x.channel and m.user_id = x.who`;
}

/** The place of one member, and what it has not read. */
export interface MembershipRow {
  channel: string;
  joinedSeq: number;
  memberCount: number;
  readAt: number;
  lastMessageAt: number | null;
  /** Newest first, one more than are shown. */
  unread: UnreadRow[];
}

/**
 * Somebody's places in the channels of a workspace, or in one of them, each with its unread messages [M2]: one statement, and a bounded
 * walk down the newest messages of each channel. Members are counted where `counts` does not say how many there are.
 */
export async function readMemberships(
  tx: Sql | TransactionSql,
  of: { workspace: string; user: string; channel?: string },
  counts: MemberCounts | null = null,
): Promise<MembershipRow[]> {
  const { workspace, user, channel } = of;
  const unread = unreadOf(tx, {
    user,
    run: tx`n.channel_id = m.channel_id and (n.thread_root_id is null or n.in_channel)`,
    channel: tx`m.channel_id`,
    readAt: tx`place.read_at`,
    limit: limits.unreadEntries + 1,
  });
  const rows = await tx<MembershipRow[]>`
    select m.channel_id as channel, m.joined_seq as "joinedSeq", c.last_message_at as "lastMessageAt",
      place.read_at as "readAt", ${unread} as unread,
      ${counts ? tx`0` : tx`(select count(*)::int from membership everybody where everybody.channel_id = m.channel_id)`} as "memberCount"
    from membership m
    join channel c on c.id = m.channel_id
    left join read_position p on p.user_id = m.user_id and p.channel_id = m.channel_id
    cross join lateral (select greatest(coalesce(p.read_at, 0), m.joined_at) as read_at) place
    where m.user_id = ${user} and m.workspace_id = ${workspace} ${channel === undefined ? tx`` : tx`and m.channel_id = ${channel}`}
    order by m.channel_id`;
  return counts ? rows.map((row) => ({ ...row, memberCount: counts.get(row.channel) ?? 0 })) : rows;
}
