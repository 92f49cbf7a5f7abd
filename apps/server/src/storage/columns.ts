import { part } from './part.ts';
import type { Part } from './part.ts';

/*
 * Columns of many rows as parameters of one statement, for `unnest`. postgres.js writes an array element by element, quoting and
 * escaping each; for what is written with every message that is a tenth of the server's time.
 */

/** What PostgreSQL reads in an array literal as it stands: ids, names of types, numbers. The word null is not among them. */
const PLAIN = /^(?!null$)[\w.*:-]+$/i;

/** Numbers and ids as an array parameter, to be cast: `${list(ids)}::text[]`. Values of any other form are taken too. */
export function list(values: readonly (string | number | null)[]): string {
  const plain = values.every((value) => typeof value === 'number' || (value !== null && PLAIN.test(value)));
  return `{${(plain ? values : values.map(written)).join(',')}}`;
}

function written(value: string | number | null): string | number {
  if (value === null) return 'NULL';
  return typeof value === 'number' || PLAIN.test(value) ? value : quoted(value);
}

function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

const END = '\u001e';
const NULL = '\u001f';
const MARKS = /[\u001e\u001f]/;

/**
 * Texts of any form as a `text[]` in SQL. They are handed over as one text that marks, which no JSON and no message contains, cut
 * into pieces: nothing is quoted. PostgreSQL 14 is the first that can.
 */
export function texts(values: readonly (string | null)[]): Part {
  let joined = '';
  for (const value of values) {
    if (value === null) joined += NULL;
    else if (MARKS.test(value)) return part`${list(values)}::text[]`;
    else joined += value;
    joined += END;
  }
  // Every piece has an end, so that a single empty one is a piece as well; after the last end comes one too many.
  return part`trim_array(string_to_array(${joined}::text, chr(30), chr(31)), 1)`;
}
