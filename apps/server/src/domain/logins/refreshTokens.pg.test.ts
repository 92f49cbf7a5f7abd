import { newId } from '@roost/protocol/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sql } from '../../storage/sql.ts';
import { freshDatabase, type TestDatabase } from '../../storage/testDatabase.ts';
import { KEY_LIVES_MS, RETIRED_READS_MS } from './refreshKeys.ts';
import { RefreshTokens } from './refreshTokens.ts';

const DAY_MS = 86_400_000;
const login = newId('login');
let database: TestDatabase;
let sql: Sql;
let nowMs = Date.UTC(2026, 10, 21, 9);
let tokens: RefreshTokens;
const now = () => nowMs;

beforeAll(async () => {
  database = await freshDatabase();
  sql = database.sql;
  tokens = await RefreshTokens.open(sql, now);
});
afterAll(() => database.drop());

const keys = async () => (await sql`select kid from server_key where kind = 'refresh'`).length;

test('[A2] a refresh token is derived: the same login and generation make the same token, in every process', async () => {
  const another = await RefreshTokens.open(sql, now);
  expect(another.make(login, 3)).toBe(tokens.make(login, 3));
  expect(await another.read(tokens.make(login, 3))).toEqual({ login, generation: 3 });
  expect(await keys()).toBe(1);
});

test('nothing else is read: other keys, other generations, other logins, touched or cut text', async () => {
  const token = tokens.make(login, 3);
  const mac = token.split('.')[2]!;
  const others = [
    `${login}.3.${'A'.repeat(43)}`,
    `${login}.4.${mac}`,
    `${login}.30.${mac}`,
    `${newId('login')}.3.${mac}`,
    token.slice(0, -1),
    `${token}A`,
    `${token}\n`,
    ` ${token}`,
    token.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')),
    '',
    '..',
    `${login}.-1.${mac}`,
    `${login}.1e3.${mac}`,
    `${login}.99999999999.${mac}`,
  ];
  for (const other of others) {
    nowMs += 2_000; // also when the keys are looked up again
    expect(await tokens.read(other)).toBeNull();
  }
});

test('the key is renewed every 90 days; the old one reads for as long as a login may lie idle', async () => {
  const another = await RefreshTokens.open(sql, now);
  const old = tokens.make(login, 7);
  nowMs += KEY_LIVES_MS - DAY_MS;
  await tokens.renew();
  expect(tokens.make(login, 7)).toBe(old);

  nowMs += 2 * DAY_MS;
  await tokens.renew();
  const fresh = tokens.make(login, 8);
  expect(tokens.make(login, 7)).not.toBe(old);
  expect(await tokens.read(old)).toEqual({ login, generation: 7 });
  expect(await another.read(fresh)).toEqual({ login, generation: 8 });
  expect(another.make(login, 8)).toBe(fresh);

  nowMs += RETIRED_READS_MS + 1;
  await tokens.renew();
  expect(await tokens.read(old)).toBeNull();
  expect(await tokens.read(fresh)).toEqual({ login, generation: 8 });
  expect(await keys()).toBe(2);
});
