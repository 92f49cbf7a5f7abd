import type { Sql } from '../../storage/sql.ts';

const AT_ONCE = 1_000;

/**
 * Takes what was written in deleted channels off the disk: messages, reactions, and the texts in the events of the log. From the moment
 * of its deletion nobody can read any of it; this is done in small steps afterwards, so that nobody waits.
 */
export async function eraseDeleted(sql: Sql): Promise<number> {
  const channels = await sql<{ id: string; workspace: string }[]>`
    select id, workspace_id as workspace from deleted_channel where not erased`;
  let erased = 0;
  for (const { id, workspace } of channels) {
    while (await eraseStep(sql, id)) erased += 1;
    await eraseEvents(sql, workspace, id);
    await sql`delete from read_position where channel_id = ${id}`;
    await sql`update deleted_channel set erased = true where id = ${id}`;
  }
  return erased;
}

async function eraseStep(sql: Sql, channel: string): Promise<boolean> {
  const { count } = await sql`
    with part as (delete from message where id in (select id from message where channel_id = ${channel} limit ${AT_ONCE}) returning id),
      gone as (delete from reaction where message_id in (select id from part)),
      unvoted as (delete from vote where message_id in (select id from part)),
      unread as (delete from acknowledgement where message_id in (select id from part)),
      unsaid as (delete from mention where message_id in (select id from part))
    select id from part`;
  return count > 0;
}

async function eraseEvents(sql: Sql, stream: string, channel: string): Promise<void> {
  let after = 0;
  for (;;) {
    const rows = await sql<{ seq: number }[]>`
      with part as (
        select seq from event where stream = ${stream} and audience = ${channel} and seq > ${after} order by seq limit ${AT_ONCE}),
      emptied as (
        update event e set data = jsonb_set(e.data, '{message,text}', '""') #- '{message,files}' #- '{message,quote}' #- '{message,system}' #- '{message,poll}'
        from part where e.stream = ${stream} and e.seq = part.seq and e.data -> 'message' ? 'text'),
      unlinked as (
        update event e set data = jsonb_set(e.data, '{list}', '[]')
        from part where e.stream = ${stream} and e.seq = part.seq and e.type = 'bookmarks.arranged')
      select max(seq)::bigint as seq, count(*)::int as n from part having count(*) > 0`;
    if (rows.length === 0) return;
    after = Number(rows[0]!.seq);
  }
}
