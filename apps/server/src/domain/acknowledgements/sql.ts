import type { Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part, statement, type Part } from '../../storage/part.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

type Reader = Sql | TransactionSql;

/** As guards and touches name it. */
export function acknowledgementId(message: string, user: string): string {
  return `${message}|${user}`;
}

/** Who has acknowledged `m`, as a column; null where it does not ask for it. */
export const acknowledgedOf = (sql: Reader) => sql`
  case when m.asks_acknowledgement then (
    select coalesce(jsonb_agg(a.user_id order by a.seq), '[]') from acknowledgement a where a.message_id = m.id) end`;

interface AcknowledgedRow {
  message: string;
  user: string;
  seq: number;
}

export function insertAcknowledgements(tx: Tx, rows: readonly AcknowledgedRow[]): Statement[] {
  const column = (name: keyof AcknowledgedRow) => list(rows.map((row) => row[name]));
  const values = part`
    unnest(${column('message')}::text[], ${column('user')}::text[], ${column('seq')}::bigint[]) as x(message, who, seq)`;
  return [
    part`insert into acknowledgement (message_id, user_id, seq) select message, who, seq from ${values}`,
    part`
      update message m set rev = greatest(m.rev, y.seq)
      from (select message, max(seq) as seq from ${values} group by message) y where m.id = y.message`,
  ].map((one) => statement(tx, one));
}

export function dropAcknowledgements(tx: Tx, messages: readonly string[]): Statement {
  return tx`delete from acknowledgement where message_id = any(${[...messages]}::text[])`;
}

/** `given`, of those that are there. */
export function acknowledgementStates(ids: readonly string[]): Part {
  return part`
    select x.id, 'given' as state
    from (select id, split_part(id, '|', 1) as message, split_part(id, '|', 2) as who from unnest(${list(ids)}::text[]) as i(id)) x
    join acknowledgement a on a.message_id = x.message and a.user_id = x.who`;
}
