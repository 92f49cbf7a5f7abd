import type { Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part, type Part } from '../../storage/part.ts';

/*
 * Whom messages address: a row for each person whom they name, and one for the channel where they mean more (one more for each edit that meant
 * yet others), never one per member. Each is found by whom it addresses, the newest first.
 */

export interface MentionRow {
  message: string;
  /** A person, or the channel where people are meant without being named. */
  target: string;
  at: number;
  seq: number;
}

export function insertMentions(rows: readonly MentionRow[]): Part {
  const column = (name: keyof MentionRow) => list(rows.map((row) => row[name]));
  return part`
    insert into mention (message_id, target, at, seq)
    select * from unnest(${column('message')}::text[], ${column('target')}::text[], ${column('at')}::bigint[], ${column('seq')}::bigint[])`;
}

/** After an edit: whom the new text addresses stands where they were addressed first. */
export function readdressMentions(
  tx: Tx,
  edits: readonly { id: string; targets: { target: string; at: number }[] }[],
): Statement[] {
  if (edits.length === 0) return [];
  const rows = edits.flatMap(({ id, targets }) => targets.map((one) => ({ id, ...one })));
  return [
    dropMentions(
      tx,
      edits.map(({ id }) => id),
    ),
    ...(rows.length > 0 ? [addMentions(tx, rows)] : []),
  ];
}

function addMentions(tx: Tx, rows: readonly { id: string; target: string; at: number }[]): Statement {
  return tx`
    insert into mention (message_id, target, at, seq)
    select m.id, x.target, x.at, m.event_seqs[1]
    from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.target)}::text[], ${rows.map((row) => row.at)}::bigint[]) as x(id, target, at)
    join message m on m.id = x.id where m.deleted_at is null and not m.backfill and m.system is null`;
}

export function dropMentions(tx: Tx, messages: readonly string[]): Statement {
  return tx`delete from mention where message_id = any(${[...messages]}::text[])`;
}
