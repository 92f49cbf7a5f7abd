import type { JWK } from 'jose';
import type { GuardReader, Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part } from '../../storage/part.ts';
import type { Sql } from '../../storage/sql.ts';

/** A row of `server_key`. Instants in microseconds. */
export interface ServerKeyRow {
  kid: string;
  secret: JWK;
  public: JWK | null;
  createdAt: number;
  retiredAt: number | null;
}

export type ServerKeyKind = 'jwt' | 'refresh';

export async function readServerKeys(sql: Sql, kind: ServerKeyKind): Promise<ServerKeyRow[]> {
  return sql<ServerKeyRow[]>`
    select kid, secret, public, created_at as "createdAt", retired_at as "retiredAt"
    from server_key where kind = ${kind} order by created_at desc, kid`;
}

/**
 * Adds a key and retires the others of its kind, unless one that was made after `unlessSince` is there: of several processes that
 * find the key too old, one makes the next. Keys retired before `forgetBefore` go.
 */
export async function addServerKey(
  sql: Sql,
  kind: ServerKeyKind,
  key: ServerKeyRow,
  { unlessSince, forgetBefore }: { unlessSince: number; forgetBefore: number },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`lock table server_key in share row exclusive mode`;
    const [present] = await tx`
      select kid from server_key where kind = ${kind} and retired_at is null and created_at > ${unlessSince}`;
    if (present) return;
    await tx`update server_key set retired_at = ${key.createdAt} where kind = ${kind} and retired_at is null`;
    await tx`delete from server_key where kind = ${kind} and retired_at < ${forgetBefore}`;
    await tx`
      insert into server_key (kid, kind, secret, public, created_at) values
        (${key.kid}, ${kind}, ${tx.json(key.secret as never)}, ${tx.json(key.public as never)}, ${key.createdAt})`;
  });
}

export interface AccountRow {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
}

/** To be written with the first event of the account's stream. */
export function insertAccount(tx: Tx, account: AccountRow & { createdAt: number }): Statement {
  return tx`
    insert into account (id, email, name, password_hash, created_at)
    values (${account.id}, ${account.email}, ${account.name}, ${account.passwordHash}, ${account.createdAt})`;
}

export function updatePassword(tx: Tx, account: string, passwordHash: string): Statement {
  return tx`update account set password_hash = ${passwordHash} where id = ${account}`;
}

/** What a check relied on: that the password is still the one that was compared. */
export const passwordGuard: GuardReader = {
  kind: 'password',
  read: (ids) => part`select id, md5(password_hash) as state from account where id = any(${list(ids)}::text[])`,
};
