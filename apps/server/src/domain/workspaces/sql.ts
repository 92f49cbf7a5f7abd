import type { User, Workspace } from '@roost/protocol/entities';
import type { Statement, Tx } from '../../log/item.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import { toUser, type UserRow } from '../users/entity.ts';
import { userColumns } from '../users/sql.ts';
import { toWorkspace, type WorkspaceRow } from './entity.ts';

/** A workspace as it stands, or null. */
export async function readWorkspace(sql: Sql | TransactionSql, id: string): Promise<Workspace | null> {
  const [row] = await sql<WorkspaceRow[]>`
    select id, name, created_at as "createdAt", rev from workspace where id = ${id}`;
  return row ? toWorkspace(row) : null;
}

/** Where an account, app or bot user is, and who it is there, in the order in which it came. */
export async function readWorkspacesOf(sql: Sql, subject: string): Promise<{ workspace: Workspace; user: User }[]> {
  const rows = await sql<{ workspace: WorkspaceRow; user: UserRow }[]>`
    select to_jsonb(w) as workspace, to_jsonb(u) as user
    from (select ${userColumns(sql)} from users u
      where (u.account_id = ${subject} or u.app_id = ${subject} or u.id = ${subject}) and not u.departed) u
    join (select id, name, created_at as "createdAt", rev from workspace) w on w.id = u.workspace
    order by u.id`;
  return rows.map(({ workspace, user }) => ({ workspace: toWorkspace(workspace), user: toUser(user) }));
}

/** The name that an account gave itself. */
export async function readAccountName(sql: Sql, account: string): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`select name from account where id = ${account}`;
  return row?.name ?? null;
}

interface Row extends WorkspaceRow {}

export function saveWorkspaces(tx: Tx, rows: readonly Row[]): Statement {
  return tx`
    insert into workspace as w (id, name, created_at, rev)
    select distinct on (id) id, name, created_at, rev
    from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => row.createdAt)}::bigint[], ${rows.map((row) => row.rev)}::bigint[]) as x(id, name, created_at, rev)
    order by id, rev desc
    on conflict (id) do update set name = excluded.name, rev = greatest(w.rev, excluded.rev)`;
}
