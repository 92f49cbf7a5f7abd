import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inviteIn, openSettledHouse, START, type Device, type House } from './domain/accounts/testHouse.ts';
import { upkeep, UPKEEP_EVERY_MS } from './upkeep.ts';
import { startTestServer } from './testServer.ts';
import { freshDatabase } from './storage/testDatabase.ts';

const DAY_MS = 86_400_000;
let house: House;
let sofia: Device;
let workspace: string;
let warnings: string[] = [];
beforeAll(async () => {
  ({ house, sofia, workspace } = await openSettledHouse());
});
beforeEach(() => {
  warnings = [];
});
afterAll(() => house.close());

const look = (refreshTokens: { renew: () => Promise<void> } = house.identity.refreshTokens) =>
  upkeep({
    sql: house.database.sql,
    refreshTokens,
    now: () => house.clock.nowMs,
    warn: (_error, message) => void warnings.push(message),
  });
const logins = async () =>
  (await house.database.sql<{ id: string }[]>`select id from login order by id`).map(({ id }) => id);

test('a login is forgotten 30 days after it ended, or after it had lain idle too long; others stay', async () => {
  house.clock.nowMs += 1; // ids sort by time
  const gone = await inviteIn(house, sofia, workspace, 'Maya');
  const [sofias, mayas] = (await logins()) as [string, string];
  await gone.device.do('login.end', {});
  await house.database.sql`update login set ended_at = ${START * 1000} where id = ${mayas}`;
  house.clock.nowMs = START + 30 * DAY_MS;
  await look();
  expect(await logins()).toEqual([sofias, mayas]);
  house.clock.nowMs += 1;
  await look();
  expect(await logins()).toEqual([sofias]);
  house.clock.nowMs = START + 120 * DAY_MS + 1;
  await look();
  expect(await logins()).toEqual([]);
});

test('what fails is told and does not keep the rest from being done', async () => {
  let renewed = 0;
  await house.database.sql`alter table command_key rename to hidden`;
  await look({ renew: async () => void (renewed += 1) });
  await house.database.sql`alter table hidden rename to command_key`;
  expect([warnings, renewed]).toEqual([['cannot forget old keys'], 1]);
});

test('a server does it once an hour', async () => {
  const database = await freshDatabase();
  const run = new Map<number, () => void>();
  const every = (ms: number, work: () => void) => {
    run.set(ms, work);
    return () => void run.delete(ms);
  };
  const server = await startTestServer({ databaseUrl: database.url, every, now: () => START });
  const { sql } = database;
  const old = (START - 31 * DAY_MS) * 1000;
  await sql`
    insert into login (id, account_id, device, used_at, created_at, last_seen_at, ended_at)
    values ('L1', 'A1', 'x', ${old}, ${old}, ${old}, ${old})`;
  run.get(UPKEEP_EVERY_MS)!();
  await expect.poll(async () => (await sql`select 1 from login`).length).toBe(0);
  await server.close();
  expect(run.size).toBe(0);
  await database.drop();
});
