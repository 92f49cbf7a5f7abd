import { unreadOf } from '@roost/server/src/domain/mentions/unread.ts';
import type { Sql } from '@roost/server/src/storage/sql.ts';

/** A channel, an instant, a message with replies, and somebody who reads. */
export interface Asked {
  channel: string;
  at: number;
  message: string;
  user: string;
}

/**
 * How PostgreSQL finds what the product asked most, by its own account of the statements that it was sent (`auto_explain` would need a
 * setting of the server, so the statements are these, as `domain/messages/sql.ts` writes them).
 */
export async function plansOf(sql: Sql, of: Asked): Promise<Record<string, string>> {
  const { channel, message, at, user } = of;
  const unread = unreadOf(sql, {
    user,
    run: sql`n.channel_id = ${channel} and (n.thread_root_id is null or n.in_channel)`,
    channel: sql`${channel}`,
    readAt: sql`0`,
    limit: 101,
  });
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
    'a message by its id': await plan(sql`select m.* from message m where m.id = ${message}`),
    'what is unread in a channel that one has never read': await plan(sql`select ${unread} as unread`),
    'when two hundred people were active last': await plan(
      sql`select user_id, at from last_seen where user_id = any(array(select id from users limit 200))`,
    ),
    'replies of a thread': await plan(
      sql`select m.* from message m where m.thread_root_id = ${message} and m.deleted_at is null order by m.created_at limit 51`,
    ),
  };
}
