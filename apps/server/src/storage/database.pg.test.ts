import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { freshDatabase } from './testDatabase.ts';
import type { TestDatabase } from './testDatabase.ts';

let fresh: TestDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
});

afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test('Prisma and SQL by hand see the same migrated tables', async () => {
  const systemIdentifier = '7000000000000000001';
  await database.prisma.instance.create({ data: { name: 'Roost', systemIdentifier, timeline: 1 } });
  expect(await database.sql`select name, timeline from instance`).toEqual([{ name: 'Roost', timeline: 1 }]);
});

test('an int8 arrives as a number, to the microsecond', async () => {
  expect(await database.sql`select 1795227941003123::int8 as at, count(*) as n from instance where false`).toEqual([
    { at: 1795227941003123, n: 0 },
  ]);
  expect(await database.sql`select ${1795227941003123}::int8 as at`).toEqual([{ at: 1795227941003123 }]);
});

test('an int8 that a number cannot hold is refused, not rounded', async () => {
  await expect(database.sql`select 9007199254740993::int8 as at`).rejects.toThrow('does not fit');
  expect(await database.sql`select 1::int8 as at`).toEqual([{ at: 1 }]);
});

test('each test file has a database of its own', async () => {
  const other = await freshDatabase();
  expect(await other.sql`select 1 from instance`).toHaveLength(0);
  await other.drop();
});
