import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { runningUrl, startEmbedded } from './embeddedPostgres.ts';
import type { Embedded } from './embeddedPostgres.ts';
import { ended, isRunning } from './processes.ts';

/** A data folder in which a database was made once; making one takes most of a second. */
const made = join(tmpdir(), `roost embedded ${randomBytes(6).toString('hex')}`);

let dataDir: string;
let logged: string[] = [];
const running = new Set<Embedded>();

beforeAll(async () => {
  dataDir = made;
  await (await start()).stop();
  rmSync(join(made, 'pg.log'));
});

afterAll(() => rmSync(made, { recursive: true, force: true }));

beforeEach(() => {
  dataDir = join(tmpdir(), `roost embedded ${randomBytes(6).toString('hex')}`);
  logged = [];
});

afterEach(async () => {
  await stopAll();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Puts a made database where the test's will be, owners and all. */
function copyMade(): void {
  expect(spawnSync('cp', ['-a', made, dataDir]).status).toBe(0);
}

async function start(): Promise<Embedded> {
  const log = (message: string) => void logged.push(message);
  const embedded = await startEmbedded({ dataDir, log: { info: log, warn: log, error: log } });
  running.add(embedded);
  return embedded;
}

async function stopAll(): Promise<void> {
  for (const embedded of running) await embedded.stop();
  running.clear();
}

async function query(embedded: Embedded, text: string): Promise<unknown[]> {
  const sql = postgres(embedded.url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

/** A start in a process of its own, killed as soon as its Postgres is up: the number of that Postgres. */
async function startAndKill(): Promise<number> {
  const code = `
    const { startEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, 'embeddedPostgres.ts'))});
    const log = { info() {}, warn() {}, error: console.error };
    const embedded = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log });
    console.log(embedded.pid());
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(Number(data.toString())));
    child.once('exit', () => reject(new Error('the start ended early')));
  });
  child.kill('SIGKILL');
  await ended(child.pid ?? 0, 5_000);
  return pid;
}

test('data outlives a stop, a stop leaves no process and no claim, and a path may hold blanks', async () => {
  copyMade();
  const first = await start();
  await query(first, 'create table a (x int); insert into a values (1)');
  const pid = first.pid() ?? 0;
  await first.stop();
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(join(dataDir, 'roost.lock'))).toBe(false);
  expect(await query(await start(), 'select x from a')).toEqual([{ x: 1 }]);
});

test('what was promised is on disk: the settings are durable', async () => {
  copyMade();
  const settings = `select string_agg(name || '=' || setting, ' ' order by name) as all from pg_settings
    where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses')`;
  expect(await query(await start(), settings)).toEqual([
    { all: 'fsync=on full_page_writes=on listen_addresses=127.0.0.1 synchronous_commit=on' },
  ]);
});

test('a tool finds the Postgres of a running Roost, and none when it is stopped', async () => {
  copyMade();
  expect(runningUrl(dataDir)).toBeUndefined();
  const embedded = await start();
  expect(runningUrl(dataDir)).toBe(embedded.url);
});

test('only its owner can read the password', async () => {
  await start();
  expect(statSync(join(dataDir, 'pg.password')).mode & 0o777).toBe(0o600);
});

test('[L9] a cluster that was copied is told from the one that was made or settled here', async () => {
  const fresh = await start();
  expect(fresh.isCopy).toBe(false);
  await fresh.stop();
  rmSync(dataDir, { recursive: true });
  copyMade();
  const copied = await start();
  expect(copied.isCopy).toBe(true);
  copied.settle();
  await copied.stop();
  expect((await start()).isCopy).toBe(false);
  await stopAll();
  rmSync(join(dataDir, 'pg.place'));
  expect((await start()).isCopy).toBe(true);
});

test('the Postgres of a Roost that was killed is adopted', async () => {
  copyMade();
  const orphan = await startAndKill();
  const embedded = await start();
  expect(embedded.pid()).toBe(orphan);
  expect(logged.join()).toMatch(/adopted/);
  await embedded.stop();
  expect(isRunning(orphan)).toBe(false);
});

test('when Roost and Postgres were both killed, the next start recovers what was committed', async () => {
  copyMade();
  const first = await start();
  await query(first, 'create table a (x int); insert into a values (1)');
  await first.stop();
  const orphan = await startAndKill();
  const adopted = await start();
  await query(adopted, 'insert into a values (2)');
  running.delete(adopted);
  process.kill(orphan, 'SIGKILL');
  await ended(orphan, 5_000);
  await adopted.stop();
  expect(existsSync(join(dataDir, 'pg', 'postmaster.pid'))).toBe(true);
  const recovered = await start();
  expect(recovered.pid()).not.toBe(orphan);
  expect(await query(recovered, 'select x from a order by x')).toEqual([{ x: 1 }, { x: 2 }]);
});

test.runIf(process.platform === 'linux')('a lock that a zombie holds is cleared', async () => {
  copyMade();
  const { parent, number: zombie } = await asPostgresUser('sleep 0.2 & echo $!; exec sleep 60');
  await vi.waitFor(() => expect(readFileSync(`/proc/${zombie}/stat`, 'utf8')).toMatch(/\) Z /), 5_000);
  expect(isRunning(zombie)).toBe(false);
  lockFor(zombie);
  await start();
  parent.kill();
});

test('a lock whose number now belongs to another program is cleared', async () => {
  copyMade();
  const { parent, number: stranger } = await asPostgresUser('echo $$; exec sleep 60');
  lockFor(stranger);
  await start();
  expect(isRunning(stranger)).toBe(true);
  parent.kill();
});

test('a Postgres that dies is started again where the pools look for it', async () => {
  copyMade();
  const embedded = await start();
  await query(embedded, 'create table a (x int)');
  process.kill(embedded.pid() ?? 0, 'SIGKILL');
  await vi.waitFor(async () => expect(await query(embedded, 'select x from a')).toEqual([]), 10_000);
  expect(logged.join()).toMatch(/ended unexpectedly/);
});

test('a Postgres that cannot be started again is tried until it can', async () => {
  copyMade();
  const embedded = await start();
  const control = join(realpathSync(join(dataDir, 'pg')), 'global', 'pg_control');
  renameSync(control, `${control}.away`);
  process.kill(embedded.pid()!, 'SIGKILL');
  await vi.waitFor(() => expect(logged.join()).toMatch(/did not start.*Trying again in 1 s/s), { timeout: 20_000 });
  renameSync(`${control}.away`, control);
  await vi.waitFor(() => query(embedded, 'select 1'), { timeout: 20_000 });
});

test('a restart keeps the address, even one that looks like a crash', async () => {
  copyMade();
  const embedded = await start();
  const before = embedded.pid();
  await query(embedded, 'create table a (x int)');
  await embedded.restart('immediate');
  expect(embedded.pid()).not.toBe(before);
  expect(await query(embedded, 'select x from a')).toEqual([]);
});

test('a second Roost on the same data folder is refused and does the first no harm', async () => {
  copyMade();
  const embedded = await start();
  await expect(start()).rejects.toThrow(/already using the data folder .*ROOST_DATA/);
  expect(await query(embedded, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a database that was being made when everything was killed is made anew', async () => {
  mkdirSync(join(dataDir, 'pg.new'), { recursive: true, mode: 0o711 });
  writeFileSync(join(dataDir, 'pg.new', 'PG_VERSION'), '18\n');
  await start();
  expect(existsSync(join(dataDir, 'pg.new'))).toBe(false);
});

test('the data of another version of Postgres is refused, not touched', async () => {
  copyMade();
  writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toThrow(/made by Postgres 17, and this Roost brings Postgres 18/);
});

test('files that are no database are refused, not deleted', async () => {
  mkdirSync(join(dataDir, 'pg'), { recursive: true });
  writeFileSync(join(dataDir, 'pg', 'precious'), '');
  await expect(start()).rejects.toThrow(/holds files but no database/);
  expect(existsSync(join(dataDir, 'pg', 'precious'))).toBe(true);
});

test.runIf(process.getuid?.() === 0)(
  'a closed data folder of root gets its database elsewhere, and leads to it',
  async () => {
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(join(dataDir, 'private'), '');
    const embedded = await start();
    await query(embedded, 'create table a (x int)');
    await embedded.stop();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    const cluster = realpathSync(join(dataDir, 'pg'));
    expect(cluster).toMatch(/^\/var\/lib\/roost-data-/);
    expect(await query(await start(), 'select x from a')).toEqual([]);
    await stopAll();
    rmSync(dirname(cluster), { recursive: true });
  },
);

/** Postgres takes a lock held by another user's process for dead by itself; the hard case is a process of its own user. */
async function asPostgresUser(script: string): Promise<{ parent: ChildProcess; number: number }> {
  const { uid, gid } = statSync(join(dataDir, 'pg'));
  const parent = spawn('/bin/sh', ['-c', script], { uid, gid, cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] });
  const number = await new Promise<number>((resolve) => {
    parent.stdout.once('data', (data: Buffer) => resolve(Number(data.toString())));
  });
  return { parent, number };
}

/** Leaves a lock as Postgres writes it, held by this process number. */
function lockFor(pid: number): void {
  const lines = [pid, join(dataDir, 'pg'), 1_700_000_000, 5432, '', '127.0.0.1', '  1234567         0', 'ready   '];
  writeFileSync(join(dataDir, 'pg', 'postmaster.pid'), `${lines.join('\n')}\n`);
}
