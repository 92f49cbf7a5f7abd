import type { Scope } from '@roost/protocol/entities';
import type { Sql } from '../../storage/sql.ts';

export interface TokenRow {
  id: string;
  userId: string | null;
  appId: string | null;
  scopes: Scope[];
}

/** A token that still works, by the hash of its secret. */
export async function findToken(sql: Sql, hash: string): Promise<TokenRow | null> {
  const [row] = await sql<TokenRow[]>`
    select id, user_id as "userId", app_id as "appId", scopes from token where hash = ${hash} and revoked_at is null`;
  return row ?? null;
}

/** When it was last used, to within minutes. */
export async function touchToken(sql: Sql, id: string, at: number): Promise<void> {
  await sql`update token set last_used_at = ${at} where id = ${id}`;
}
