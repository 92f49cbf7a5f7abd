import type { GuardReader, Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part } from '../../storage/part.ts';
import type { Sql } from '../../storage/sql.ts';

// When something ended is told by the database's clock: processes compare these instants, and their own clocks may disagree.

/** Ids of the logins and tokens that ended in the last `windowMs`, by whichever process. */
export async function endedSince(sql: Sql, windowMs: number): Promise<string[]> {
  const micros = windowMs * 1000;
  const rows = await sql<{ id: string }[]>`
    with since as materialized (select (extract(epoch from clock_timestamp()) * 1000000)::bigint - ${micros}::bigint as at)
    select id from login where ended_at > (select at from since)
    union all select id from token where revoked_at > (select at from since)`;
  return rows.map((row) => row.id);
}

export interface LoginRow {
  id: string;
  accountId: string;
  generation: number;
  usedAt: number;
  lastSeenAt: number;
  endedAt: number | null;
}

export async function readLogin(sql: Sql, id: string): Promise<LoginRow | null> {
  const [row] = await sql<LoginRow[]>`
    select id, account_id as "accountId", generation, used_at as "usedAt", last_seen_at as "lastSeenAt", ended_at as "endedAt"
    from login where id = ${id}`;
  return row ?? null;
}

/** Where an account is signed in. */
export async function liveLogins(sql: Sql, account: string): Promise<string[]> {
  const rows = await sql<
    { id: string }[]
  >`select id from login where account_id = ${account} and ended_at is null order by id`;
  return rows.map(({ id }) => id);
}

/** To be written with its event. */
export function insertLogin(tx: Tx, login: { id: string; account: string; device: string; at: number }): Statement {
  const { id, account, device, at } = login;
  return tx`
    insert into login (id, account_id, device, generation, used_at, created_at, last_seen_at)
    values (${id}, ${account}, ${device}, 0, ${at}, ${at}, ${at})`;
}

/** To be written with the events that say so. */
export function markEnded(tx: Tx, ids: string[]): Statement {
  return tx`
    update login set ended_at = (extract(epoch from clock_timestamp()) * 1000000)::bigint
    where id = any(${ids}) and ended_at is null`;
}

/** The first use of a refresh token: false when somebody else's came first, or the login has ended. */
export async function moveGeneration(
  sql: Sql,
  id: string,
  move: { from: number; to: number; at: number },
): Promise<boolean> {
  const moved = await sql`
    update login set generation = ${move.to}, used_at = ${move.at}, last_seen_at = ${move.at}
    where id = ${id} and generation = ${move.from} and ended_at is null`;
  return moved.count === 1;
}

/** What a check relied on: that a login is alive. */
export const loginGuard: GuardReader = {
  kind: 'login',
  read: (ids) => part`select id, 'live' as state from login where id = any(${list(ids)}::text[]) and ended_at is null`,
};

/** What a check relied on: which logins of an account are alive. */
export const loginsGuard: GuardReader = {
  kind: 'logins',
  read: (ids) => part`
      select account_id as id, string_agg(id, ' ' order by id) as state
      from login where account_id = any(${list(ids)}::text[]) and ended_at is null group by account_id`,
};
