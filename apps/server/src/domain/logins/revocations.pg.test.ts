import { newId } from '@roost/protocol/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../storage/testDatabase.ts';
import { Revocations, SWEEP_EVERY_MS } from './revocations.ts';
import { insertLogin, markEnded } from './sql.ts';

let db: TestDatabase;
let now = Date.now();
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

/** A process whose timer a test turns by hand. */
async function open() {
  const timer = { run: () => {}, everyMs: 0, stopped: false };
  const revocations = await Revocations.open(
    db.sql,
    () => now,
    (ms, run) => {
      Object.assign(timer, { run, everyMs: ms });
      return () => (timer.stopped = true);
    },
  );
  const heard: string[] = [];
  revocations.onRevoked((credential) => heard.push(credential));
  return { revocations, heard, timer };
}

async function newLogin(): Promise<string> {
  const id = newId('login');
  await insertLogin(db.sql, { id, account: newId('account'), device: 'x', at: now * 1000 });
  return id;
}

test('[A6] what is revoked here is known at once, and told once', async () => {
  const { revocations, heard } = await open();
  const login = await newLogin();
  expect(revocations.isRevoked(login)).toBe(false);
  revocations.revoke(login);
  revocations.revoke(login);
  expect(revocations.isRevoked(login)).toBe(true);
  expect(heard).toEqual([login]);
});

test('[A6] what another process ends is found within a second, logins and tokens alike, and told once', async () => {
  const { revocations, heard, timer } = await open();
  expect(timer.everyMs).toBe(SWEEP_EVERY_MS);
  expect(SWEEP_EVERY_MS).toBeLessThan(1_000);
  const login = await newLogin();
  const token = newId('token');
  await db.sql`insert into token (id, hash, scopes, created_by, created_at, revoked_at)
    values (${token}, ${token}, '{read}', 'A', 0, (extract(epoch from clock_timestamp()) * 1000000)::bigint)`;
  await markEnded(db.sql, [login]);
  await revocations.sweep();
  await revocations.sweep();
  expect(heard.filter((each) => each === login || each === token).sort()).toEqual([token, login].sort());
  expect(revocations.isRevoked(login)).toBe(true);
});

test('[A6] a restart gives nobody their access back', async () => {
  const login = await newLogin();
  await markEnded(db.sql, [login]);
  const { revocations } = await open();
  expect(revocations.isRevoked(login)).toBe(true);
});

test('a listener that has gone is not told', async () => {
  const { revocations } = await open();
  const heard: string[] = [];
  const stop = revocations.onRevoked((credential) => heard.push(credential));
  stop();
  revocations.revoke(await newLogin());
  expect(heard).toEqual([]);
});

test('what was revoked is remembered for longer than an access token lives, and not for ever', async () => {
  const { revocations } = await open();
  const login = newId('login');
  revocations.revoke(login);
  now += 15 * 60_000;
  await revocations.sweep();
  expect(revocations.isRevoked(login)).toBe(true);
  now += 2 * 60_000;
  await revocations.sweep();
  expect(revocations.isRevoked(login)).toBe(false);
});

test('[A6] what ended during a long time without the database is found afterwards', async () => {
  const { revocations } = await open();
  const login = await newLogin();
  now += 3_600_000;
  await db.sql`update login set ended_at = (extract(epoch from clock_timestamp()) * 1000000)::bigint - 50 * 60000000::bigint
    where id = ${login}`;
  await revocations.sweep();
  expect(revocations.isRevoked(login)).toBe(true);
});

test('a sweep that fails is made good by the next, and closing stops the timer', async () => {
  const broken = { fails: false };
  const sql = new Proxy(db.sql, {
    apply: (target, self, args) =>
      broken.fails ? Promise.reject(new Error('gone')) : Reflect.apply(target, self, args),
  });
  let stopped = false;
  let tick = () => {};
  const revocations = await Revocations.open(
    sql,
    () => now,
    (_ms, run) => {
      tick = run;
      return () => (stopped = true);
    },
  );
  const login = await newLogin();
  await markEnded(db.sql, [login]);
  broken.fails = true;
  await expect(revocations.sweep()).rejects.toThrow('gone');
  tick();
  broken.fails = false;
  await revocations.close();
  await revocations.sweep();
  expect(revocations.isRevoked(login)).toBe(true);
  expect(stopped).toBe(true);
});
