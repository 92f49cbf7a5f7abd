import { limits } from '@roost/protocol/limits';
import type { Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part } from '../../storage/part.ts';
import type { Part } from '../../storage/part.ts';
import type { Sql } from '../../storage/sql.ts';

export interface PinRow {
  message: string;
  user: string;
  at: number;
  seq: number;
}

/** How many messages of a channel are pinned. */
export async function countPins(sql: Sql, channel: string): Promise<number> {
  const [row] = await sql<{ pins: number }[]>`
    select count(*)::int as pins from message where channel_id = ${channel} and pinned_at is not null`;
  return row?.pins ?? 0;
}

export function pinMessages(tx: Tx, rows: readonly PinRow[]): Statement {
  return tx`
    update message m set pinned_by = x.who, pinned_at = x.at, rev = greatest(m.rev, x.seq)
    from unnest(${rows.map((row) => row.message)}::text[], ${rows.map((row) => row.user)}::text[],
      ${rows.map((row) => row.at)}::bigint[], ${rows.map((row) => row.seq)}::bigint[]) as x(id, who, at, seq)
    where m.id = x.id`;
}

export function unpinMessages(tx: Tx, rows: readonly PinRow[]): Statement {
  return tx`
    update message m set pinned_by = null, pinned_at = null, rev = greatest(m.rev, x.seq)
    from unnest(${rows.map((row) => row.message)}::text[], ${rows.map((row) => row.seq)}::bigint[]) as x(id, seq)
    where m.id = x.id`;
}

/** `pinned`, of those that are. */
export function pinStates(ids: readonly string[]): Part {
  return part`
    select id, 'pinned' as state from message where id = any(${list(ids)}::text[]) and pinned_at is not null`;
}

/** `full`, of channels that have no room for another pin. */
export function fullBoards(ids: readonly string[]): Part {
  return part`
    select channel_id as id, 'full' as state from message
    where channel_id = any(${list(ids)}::text[]) and pinned_at is not null group by channel_id having count(*) >= ${limits.pins}`;
}
