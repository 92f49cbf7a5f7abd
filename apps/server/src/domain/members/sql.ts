import type { Sql, TransactionSql } from '../../storage/sql.ts';
import type { IndexedChannel, IndexedUser } from './rules.ts';
import type { WorkspaceRows } from './workspaceIndex.ts';

type Rows = Pick<WorkspaceRows, 'users' | 'channels' | 'members'>;

/** Everybody, every channel and who is in it. */
export async function readWorkspaceRows(tx: TransactionSql, workspace: string): Promise<Rows> {
  const [users, channels, members] = await Promise.all([
    tx<IndexedUser[]>`
      select id, role, kind, name, handle, account_id as account, app_id as app from users where workspace_id = ${workspace}`,
    tx<Omit<IndexedChannel, 'members'>[]>`
      select id, kind, name, general, archived_at is not null as archived, created_by as "createdBy"
      from channel where workspace_id = ${workspace}`,
    tx<Rows['members']>`
      select channel_id as channel, user_id as user, joined_seq as "joinedSeq", joined_at as "joinedAt"
      from membership where workspace_id = ${workspace}`,
  ]);
  return { users: [...users], channels: [...channels], members: [...members] };
}

/** The workspace that a channel is in, or null. */
export async function workspaceOfChannel(sql: Sql, channel: string): Promise<string | null> {
  const [row] = await sql<{ workspace: string }[]>`select workspace_id as workspace from channel where id = ${channel}`;
  return row?.workspace ?? null;
}

/** The users that an account, an app or a bot user is, and where. */
export async function usersOfSubject(sql: Sql, subject: string): Promise<{ user: string; workspace: string }[]> {
  return await sql<{ user: string; workspace: string }[]>`
    select id as user, workspace_id as workspace from users
    where account_id = ${subject} or app_id = ${subject} or id = ${subject} order by id`;
}
