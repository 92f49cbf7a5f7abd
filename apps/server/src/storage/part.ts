import type { PendingQuery, ReservedSql, Row, Sql } from 'postgres';

/*
 * A statement, or a piece of one, as fixed text and values. Pieces can be put together to one statement before they have met a
 * connection, which fragments of postgres.js cannot: it would take one longer to put together than PostgreSQL to carry out.
 */

type Value = string | number | null;

export interface Part {
  /** What stands before, between and after the values. */
  readonly text: readonly string[];
  readonly values: readonly Value[];
}

/** SQL with values and other parts in it. */
export function part(strings: TemplateStringsArray, ...inserted: (Value | Part)[]): Part {
  const text = [strings[0]!];
  const values: Value[] = [];
  for (const [i, one] of inserted.entries()) {
    if (one !== null && typeof one === 'object') {
      text[text.length - 1] += one.text[0]!;
      text.push(...one.text.slice(1));
      values.push(...one.values);
      text[text.length - 1] += strings[i + 1]!;
    } else {
      text.push(strings[i + 1]!);
      values.push(one);
    }
  }
  return { text, values };
}

/** All of them, one after the other. */
export function joinParts(parts: readonly Part[], between: string): Part {
  const text = [''];
  const values: Value[] = [];
  for (const [i, one] of parts.entries()) {
    text[text.length - 1] += (i === 0 ? '' : between) + one.text[0]!;
    for (const piece of one.text.slice(1)) text.push(piece);
    for (const value of one.values) values.push(value);
  }
  return { text, values };
}

/** The part as a prepared statement on a connection. It is sent when it is awaited or executed. */
export function statement<T extends Row = Row>(tx: Sql | ReservedSql, { text, values }: Part): PendingQuery<T[]> {
  const sql = text.reduce((before, after, i) => `${before}$${i}${after}`);
  return tx.unsafe<T[]>(sql, [...values], { prepare: true });
}
