import type { Sql } from 'postgres';

const KEPT_DAYS = 30;
const AT_ONCE = 5_000;

/**
 * Forgets keys of commands whose answer was kept, 30 days after they took effect. Keys of commands on messages, whose answer is made from
 * the event, stay for ever: an outbox may come back after any time. In small steps, so that nobody waits.
 */
export async function forgetOldKeys(sql: Sql<{ bigint: number }>, nowMs: number): Promise<number> {
  const before = Math.floor((nowMs - KEPT_DAYS * 86_400_000) * 1_000);
  let forgotten = 0;
  for (;;) {
    const { count } = await sql`
      delete from command_key where (author, key) in (
        select author, key from command_key where created_at < ${before} and result is not null limit ${AT_ONCE})`;
    forgotten += count;
    if (count < AT_ONCE) return forgotten;
  }
}
