import type { Sql } from '../../storage/sql.ts';
import { IDLE_MS } from './rotation.ts';

/** Ended logins are kept for as long, in case somebody asks what happened. Longer than revocations look back. */
const KEPT_MS = 30 * 24 * 3_600_000;
const AT_ONCE = 5_000;

/** Deletes logins that ended 30 days ago, by signing out or by lying idle. In small steps, so that nobody waits. */
export async function forgetOldLogins(sql: Sql, nowMs: number): Promise<number> {
  const endedBefore = (nowMs - KEPT_MS) * 1000;
  const seenBefore = (nowMs - IDLE_MS - KEPT_MS) * 1000;
  let forgotten = 0;
  for (;;) {
    const { count } = await sql`
      delete from login where id in (
        select id from login where ended_at < ${endedBefore} or last_seen_at < ${seenBefore} limit ${AT_ONCE})`;
    forgotten += count;
    if (count < AT_ONCE) return forgotten;
  }
}
