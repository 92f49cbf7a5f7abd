import { expect, test } from 'vitest';
import { openHouse, setupBy } from '../domain/accounts/testHouse.ts';
import { freshDatabase } from './testDatabase.ts';
import type { Sql } from './sql.ts';

/** How many rows each table has, and where the counters stand. */
async function contents(sql: Sql): Promise<unknown[]> {
  const tables = await sql<{ name: string }[]>`
    select oid::regclass::text as name from pg_class where relkind = 'r' and oid >= 16384 order by 1`;
  const rows = tables.map(({ name }) => sql.unsafe(`select '${name}' as name, count(*)::int as rows from ${name}`));
  const counters = await sql`select schemaname, sequencename, last_value from pg_sequences order by 1, 2`;
  return [...(await Promise.all(rows)), ...counters];
}

test('a database that a test has left is as empty as one that was never used', async () => {
  const others = await Promise.all([1, 2, 3].map(() => freshDatabase()));
  const never = await contents(others[2]!.sql);
  const house = await openHouse();
  const { database } = house.database.sql.options;
  await house.device().enter('setup.create', setupBy('Sofia'));
  await house.close();
  const again = await freshDatabase();
  expect(again.sql.options.database).toBe(database);
  expect(await contents(again.sql)).toEqual(never);
  for (const each of [...others, again]) await each.drop();
});

test('one whose tables a test has changed is not used again', async () => {
  const changed = await freshDatabase();
  const { database } = changed.sql.options;
  await changed.sql`alter table command_key rename to hidden`;
  await changed.drop();
  const next = await freshDatabase();
  expect(next.sql.options.database).not.toBe(database);
  await next.drop();
});
