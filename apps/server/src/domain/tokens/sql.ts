import type { Scope, User } from '@roost/protocol/entities';
import type { Statement, Tx } from '../../log/item.ts';
import type { Sql } from '../../storage/sql.ts';
import { toUser, type UserRow } from '../users/entity.ts';
import { userColumns } from '../users/sql.ts';

export interface TokenRow {
  id: string;
  user: string | null;
  app: string | null;
  scopes: Scope[];
}

/** A token that still works, by the hash of its secret. */
export async function findToken(sql: Sql, hash: string): Promise<TokenRow | null> {
  const [row] = await sql<TokenRow[]>`
    select id, user_id as user, app_id as app, scopes from token where hash = ${hash} and revoked_at is null`;
  return row ?? null;
}

/** When it was last used, to within minutes. */
export async function touchToken(sql: Sql, id: string, at: number): Promise<void> {
  await sql`update token set last_used_at = ${at} where id = ${id}`;
}

/** To be written at the rules that allow it. */
export function insertToken(
  tx: Tx,
  token: TokenRow & { hash: string; createdBy: string; createdAt: number },
): Statement {
  const { id, hash, user, app, scopes, createdBy, createdAt } = token;
  return tx`
    insert into token (id, hash, user_id, app_id, scopes, created_by, created_at)
    values (${id}, ${hash}, ${user}, ${app}, ${scopes}::text[], ${createdBy}, ${createdAt})`;
}

/** To be written with the joining of its first user. */
export function insertApp(tx: Tx, app: { id: string; name: string; account: string; createdAt: number }): Statement {
  return tx`
    insert into app (id, name, account_id, created_at) values (${app.id}, ${app.name}, ${app.account}, ${app.createdAt})`;
}

/** False when it was revoked before. Told by the database's clock: processes compare these instants. */
export async function markRevoked(sql: Sql, id: string): Promise<boolean> {
  const marked = await sql`
    update token set revoked_at = (extract(epoch from clock_timestamp()) * 1000000)::bigint
    where id = ${id} and revoked_at is null`;
  return marked.count === 1;
}

/** The bots of a workspace that an account made, and the app behind each. */
export async function botsMadeBy(
  sql: Sql,
  workspace: string,
  account: string,
): Promise<{ user: User; subject: string }[]> {
  const rows = await sql<(UserRow & { subject: string })[]>`
    select ${userColumns(sql)}, u.app_id as subject from app a join users u on u.app_id = a.id
    where a.account_id = ${account} and u.workspace_id = ${workspace} and not u.departed order by u.id`;
  return rows.map(({ subject, ...row }) => ({ user: toUser(row), subject }));
}

/** All tokens of these bot users, and those that one account has of any bot of the workspace, to be written with the leaving. */
export function revokeTokens(
  tx: Tx,
  { of, heldBy, workspace }: { of: readonly string[]; heldBy: string | null; workspace: string },
): Statement {
  return tx`
    update token set revoked_at = (extract(epoch from clock_timestamp()) * 1000000)::bigint
    where revoked_at is null and (user_id = any(${[...of]}::text[])
      or (created_by = ${heldBy} and user_id in (select id from users where workspace_id = ${workspace})))`;
}
