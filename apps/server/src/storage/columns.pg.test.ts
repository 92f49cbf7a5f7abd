import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sql } from 'postgres';
import { flags, list, names, numbers, rows, texts, words } from './columns.ts';
import { part, statement } from './part.ts';
import { freshDatabase, type TestDatabase } from './testDatabase.ts';

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await freshDatabase();
  sql = database.sql as unknown as Sql;
});
afterAll(() => database.drop());

const awkward = [
  ['one'],
  [''],
  [null],
  ['null', 'NULL', null, ''],
  ['a,b', '{}', '"', '\\', '\\"', "'", ' ', 'a b', '\n\t'],
  ['é', '日本', '👩‍👩‍👧', '\u202e'],
  ['{"text":"a \\"quoted\\" word","n":1}'],
  ['with a \u001e mark', 'and \u001f', null, '\u001f', '\u001e'],
  Array.from({ length: 700 }, (_, i) => (i % 7 === 0 ? null : `value ${i}`)),
];

test.each(awkward)('texts arrive as they are: %j', async (...values) => {
  const [row] = await statement(sql, part`select to_json(${texts(values)}) as got`);
  expect(row!['got']).toEqual(values);
});

test.each(awkward)('so they do in a list: %j', async (...values) => {
  const [row] = await sql`select to_json(${list(values)}::text[]) as got`;
  expect(row!['got']).toEqual(values);
});

test('numbers and nothing at all can be listed', async () => {
  const numbers = [1, 1_763_719_200_000_123, null, -3];
  const [row] = await sql`select to_json(${list(numbers)}::int8[]) as got, to_json(${list([])}::text[]) as none`;
  expect([row!['got'], row!['none']]).toEqual([numbers, []]);
});

test.each(awkward)('so they do as columns of rows, of which there may be one: %j', async (...values) => {
  const columns = {
    place: numbers(values.map((_, i) => i)),
    name: names(values),
    text: words(values),
    odd: flags(values.map((_, i) => i % 2 === 1)),
  };
  const got = await statement(sql, part`select name, text, odd = 1 as odd from ${rows('n', columns)} order by place`);
  expect([...got]).toEqual(values.map((value, i) => ({ name: value, text: value, odd: i % 2 === 1 })));
});
