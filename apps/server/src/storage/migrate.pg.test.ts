import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { freshDatabase } from './testDatabase.ts';
import type { TestDatabase } from './testDatabase.ts';

let folder: string;
let database: TestDatabase;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roost-migrations-'));
  database = await freshDatabase('template1');
});

afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), text);
}

test('migrations are applied once, in the order of their names', async () => {
  write('2_second', 'alter table a add column y int;');
  write('1_first', 'create table a (x int); insert into a values (1);');
  expect(await migrate(database.url, folder)).toEqual(['1_first', '2_second']);
  expect(await migrate(database.url, folder)).toEqual([]);
  write('3_third', 'update a set y = 7;');
  expect(await migrate(database.url, folder)).toEqual(['3_third']);
  expect(await database.sql`select x, y from a`).toEqual([{ x: 1, y: 7 }]);
});

test('several servers that start at once apply each migration once between them', async () => {
  write('1_first', 'create table a (x int);');
  write('2_second', 'insert into a values (1); select pg_sleep(0.1);');
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database.url, folder)));
  expect(applied.flat().sort()).toEqual(['1_first', '2_second']);
  expect(await database.sql`select x from a`).toHaveLength(1);
});

test('a failing migration names itself and its reason, and keeps nothing', async () => {
  write('1_first', 'create table a (x int); insert into b values (1);');
  await expect(migrate(database.url, folder)).rejects.toThrow(
    /1_first failed: relation "b" does not exist.*Nothing of it was kept/,
  );
  expect(await database.sql`select 1 from pg_class where relname = 'a'`).toHaveLength(0);
  write('1_first', 'create table a (x int);');
  expect(await migrate(database.url, folder)).toEqual(['1_first']);
});

test('a migration that cannot be rolled back blocks every later start until somebody has looked', async () => {
  write('1_first', 'create table a (x int); insert into a values (1), (1);');
  write('2_second', 'create unique index concurrently a_x on a (x)');
  await expect(migrate(database.url, folder)).rejects.toThrow(/2_second failed.*Parts of it may have been kept/);
  await expect(migrate(database.url, folder)).rejects.toThrow(
    /2_second was begun.*could not create unique index.*rolled_back_at/s,
  );
  await database.sql.unsafe(
    'drop index a_x; delete from a; update _prisma_migrations set rolled_back_at = now() where finished_at is null',
  );
  expect(await migrate(database.url, folder)).toEqual(['2_second']);
});

test('a migration that was edited after it was applied, or is unknown, is told of and not applied', async () => {
  write('1_first', 'create table a (x int);');
  write('2_second', 'create table b (x int);');
  await migrate(database.url, folder);
  write('1_first', 'create table a (x bigint);');
  rmSync(join(folder, '2_second'), { recursive: true });
  const warnings: string[] = [];
  expect(await migrate(database.url, folder, (message) => warnings.push(message))).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/1_first was edited/), expect.stringMatching(/2_second.*newer/)]);
});
