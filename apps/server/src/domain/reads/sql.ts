import { list } from '../../storage/columns.ts';
import { part } from '../../storage/part.ts';
import type { Part } from '../../storage/part.ts';
import type { Sql } from '../../storage/sql.ts';

/** As guards and touches name a read position. */
export function readId(user: string, channel: string): string {
  return `${user}|${channel}`;
}

/** The stored read position, or null when nothing was marked yet. */
export async function readPosition(sql: Sql, user: string, channel: string): Promise<number | null> {
  const [row] = await sql<{ readAt: number }[]>`
    select read_at as "readAt" from read_position where user_id = ${user} and channel_id = ${channel}`;
  return row?.readAt ?? null;
}

/** When a channel's timeline said something last: the newest message, or an edit that called somebody. 0 when there is nothing. */
export async function newestIn(sql: Sql, channel: string): Promise<number> {
  const [row] = await sql<{ at: number | null }[]>`
    select greatest(c.last_message_at, (select max(m.mentioned_at) from message m
      where m.channel_id = c.id and m.mentioned_at is not null and (m.thread_root_id is null or m.in_channel))) as at
    from channel c where c.id = ${channel}`;
  return row?.at ?? 0;
}

export function savePositions(rows: readonly { user: string; channel: string; readAt: number; seq: number }[]): Part {
  return part`
    insert into read_position as p (user_id, channel_id, read_at, rev)
    select distinct on (who, channel) who, channel, read_at, seq
    from unnest(${list(rows.map((row) => row.user))}::text[], ${list(rows.map((row) => row.channel))}::text[],
      ${list(rows.map((row) => row.readAt))}::bigint[], ${list(rows.map((row) => row.seq))}::bigint[]) as x(who, channel, read_at, seq)
    order by who, channel, seq desc
    on conflict (user_id, channel_id) do update set read_at = excluded.read_at, rev = excluded.rev`;
}

/** The position as text. */
export function readStates(ids: readonly string[]): Part {
  return part`
    select x.id, p.read_at::text as state
    from (select id, split_part(id, '|', 1) as who, split_part(id, '|', 2) as channel from unnest(${list(ids)}::text[]) as i(id)) x
    join read_position p on p.user_id = x.who and p.channel_id = x.channel`;
}
