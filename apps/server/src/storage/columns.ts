import { joinParts, part } from './part.ts';
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

type Value = string | number | null;

/** One value for each row. */
export interface Column {
  type: 'text' | 'int4' | 'int8';
  values: readonly Value[];
  /** Texts of any form, which cost more in a list. */
  inWords?: true;
}

/** Ids, names of types, hashes; any other text as well. */
export const names = (values: readonly (string | null)[]): Column => ({ type: 'text', values });
/** What people write, and JSON. */
export const words = (values: readonly (string | null)[]): Column => ({ type: 'text', values, inWords: true });
/** Places, instants. */
export const numbers = (values: readonly (number | null)[]): Column => ({ type: 'int8', values });
/** Yes or no, as 1 or 0. */
export const flags = (values: readonly boolean[]): Column => ({ type: 'int4', values: values.map(Number) });

/**
 * Rows to select from, by their columns: `from ${rows('n', { id: names(…), text: words(…) })}`. A single row stands there as it is: where there
 * is but one, beginning an `unnest` takes PostgreSQL longer than all else that is done with it.
 */
export function rows(as: string, columns: Record<string, Column>): Part {
  const all = Object.values(columns);
  const isOne = all.every(({ values }) => values.length === 1);
  const inside = joinParts(all.map(isOne ? alone : together), ', ');
  const end = `${isOne ? '))' : ')'} ${as} (${Object.keys(columns).join(', ')})`;
  return joinParts([{ text: [isOne ? '(values (' : 'unnest('], values: [] }, inside, { text: [end], values: [] }], '');
}

function alone({ type, values }: Column): Part {
  return { text: ['', `::${type}`], values: [values[0] ?? null] };
}

function together({ type, values, inWords }: Column): Part {
  return inWords ? texts(values as (string | null)[]) : { text: ['', `::${type}[]`], values: [list(values)] };
}
