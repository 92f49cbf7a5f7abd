import { randomBytes } from 'node:crypto';
import type { Sql } from '../../storage/sql.ts';
import { addServerKey, readServerKeys } from '../accounts/sql.ts';
import { IDLE_MS } from './rotation.ts';

/*
 * The keys that refresh tokens are derived with, kept in table `server_key`, shared by all processes on the database. Every 90 days
 * there is a new one, so what an old backup gives away is worth nothing in the end. A retired key still reads: for as long as a login
 * may lie idle, and a day, so nobody has to sign in because of it.
 */

export const KEY_LIVES_MS = 90 * 24 * 3_600_000;
export const RETIRED_READS_MS = IDLE_MS + 24 * 3_600_000;

/** Makes the next key when the newest is too old. Of several processes that find it so, one does. */
export async function renewRefreshKey(sql: Sql, nowMs: number): Promise<void> {
  const key = {
    kid: randomBytes(9).toString('base64url'),
    secret: { kty: 'oct', k: randomBytes(32).toString('base64url') },
    public: null,
    createdAt: nowMs * 1000,
    retiredAt: null,
  };
  await addServerKey(sql, 'refresh', key, {
    unlessSince: (nowMs - KEY_LIVES_MS) * 1000,
    forgetBefore: (nowMs - RETIRED_READS_MS) * 1000,
  });
}

/** All keys that read, the one that makes new tokens first. */
export async function readRefreshKeys(sql: Sql, nowMs: number): Promise<Buffer[]> {
  const rows = await readServerKeys(sql, 'refresh');
  return rows
    .filter(({ retiredAt }) => retiredAt === null || retiredAt / 1000 + RETIRED_READS_MS > nowMs)
    .sort((a, b) => Number(b.retiredAt === null) - Number(a.retiredAt === null))
    .map(({ secret }) => Buffer.from(secret.k!, 'base64url'));
}
