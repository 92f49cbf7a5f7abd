import type { Sql } from '@roost/server/src/storage/sql.ts';

/**
 * How PostgreSQL finds what the product asked most, by its own account of the statements that it was sent (`auto_explain` would need a
 * setting of the server, so the statements are these, as `domain/messages/sql.ts` writes them).
 */
export async function plansOf(sql: Sql, channel: string, at: number): Promise<Record<string, string>> {
  const run = sql`m.channel_id = ${channel} and (m.thread_root_id is null or m.in_channel) and (m.deleted_at is null or m.reply_count > 0)`;
  const plan = async (statement: ReturnType<Sql>) => {
    const rows = await sql`explain (analyze, buffers, costs off, timing off, summary off) ${statement}`;
    return rows.map((row) => String(row['QUERY PLAN'])).join('\n');
  };
  return {
    'page before an instant': await plan(
      sql`select m.* from message m where ${run} and m.created_at < ${at} order by m.created_at desc limit 51`,
    ),
    'page after an instant': await plan(
      sql`select m.* from message m where ${run} and m.created_at >= ${at} order by m.created_at limit 51`,
    ),
    'a message by its id': await plan(sql`select m.* from message m where m.id = ${'M00000000004C4B40'}`),
    'replies of a thread': await plan(
      sql`select m.* from message m where m.thread_root_id = ${'M00000000004C4B40'} and m.deleted_at is null order by m.created_at limit 51`,
    ),
  };
}
