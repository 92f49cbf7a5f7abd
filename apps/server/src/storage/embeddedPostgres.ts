import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { isInPlace, keepPlace } from './clusterPlace.ts';
import { claimDataFolder, StartRefused } from './dataFolder.ts';
import { choosePlace } from './postgresAccount.ts';
import type { Place } from './postgresAccount.ts';
import { complaints, findBinaries, initialise, launch, OWNER } from './postgresCluster.ts';
import type { Launch, Settings } from './postgresCluster.ts';
import { clearDeadLock, readLock } from './postgresLock.ts';
import { ended, isRunning } from './processes.ts';

/*
 * A Postgres of our own, under the data folder, for people who have none.
 *
 * Guarantees: one Roost per data folder; a cluster is whole or absent; settings are durable. A Roost that was killed
 * leaves its Postgres running, and the next one adopts it; a Postgres that was killed leaves a lock, and the next start
 * recovers. A Postgres that dies under a living Roost is started again on the same port, so pools find it again; where that fails (the
 * disk is full, perhaps) it is tried until it works.
 * Relies on `postmaster.pid` as Postgres writes it, and on no port, user or locale of the machine.
 */

export type Log = { info(message: string): void; warn(message: string): void; error(message: string): void };

export type EmbeddedOptions = {
  dataDir: string;
  log: Log;
  onProgress?: (doing: string) => void;
  /** Postgres settings that differ from ours. For tests: a real data folder stays durable. */
  settings?: Settings;
};

export type Embedded = {
  url: string;
  /** The cluster is not the one that was last settled here: a backup was put back, perhaps. */
  isCopy: boolean;
  /** This cluster is the one that is here from now on. */
  settle: () => void;
  /** The postmaster's number while it runs. */
  pid(): number | undefined;
  /** Stops Postgres and starts it again on the same port; `immediate` as a crash would, without a checkpoint. */
  restart(how?: 'fast' | 'immediate'): Promise<void>;
  stop(): Promise<void>;
};

type Postmaster = { pid: number; port: number };

type State =
  | { kind: 'running'; postmaster: Postmaster }
  | { kind: 'changing'; done: Promise<void> }
  /** It could not be started again, so many times; `notBefore` is when the next try is due. */
  | { kind: 'down'; tries: number; notBefore: number }
  | { kind: 'stopped' };

const LOOK_MS = 20;
const PROGRESS_MS = 5_000;
const WATCH_MS = 500;
const STOP_MS = 30_000;
const LAUNCHES = 5;
/** From the first failed restart to the next try; doubled each time. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** Starts (or adopts) the Postgres of this data folder. Throws `StartRefused` with a message for people. */
export async function startEmbedded({
  dataDir,
  log,
  onProgress = () => {},
  settings = {},
}: EmbeddedOptions): Promise<Embedded> {
  const claim = await claimDataFolder(dataDir);
  try {
    const place = choosePlace(claim.folder, findBinaries());
    if (initialise(place, settings) === 'made') {
      log.info(`made a database in ${place.cluster}`);
      keepPlace(place.cluster);
    }
    const run = new Run(place, join(claim.folder, 'pg.log'), log, onProgress, settings);
    const postmaster = await run.begin();
    await createDatabase(urlOf(place, postmaster.port, 'postgres')).catch(async (error: Error) => {
      await end(postmaster.pid, 'SIGINT');
      throw new StartRefused(
        `The embedded Postgres runs but refuses us: ${error.message}. Its password is in ${place.passwordFile}.`,
      );
    });
    return {
      ...supervise(run, postmaster, urlOf(place, postmaster.port, OWNER), log, claim.release),
      isCopy: !isInPlace(place.cluster),
      settle: () => keepPlace(place.cluster),
    };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/** For tools beside a running Roost: the address of the Postgres that runs for this data folder now. */
export function runningUrl(dataDir: string): string | undefined {
  const wanted = join(dataDir, 'pg');
  if (!existsSync(wanted)) return undefined;
  const cluster = realpathSync(wanted);
  const lock = readLock(cluster);
  return lock.state === 'live' ? urlOf({ passwordFile: `${cluster}.password` }, lock.port, OWNER) : undefined;
}

/** Brings a postmaster up, whatever its predecessor left behind. */
class Run {
  readonly #place: Place;
  readonly #logFile: string;
  readonly #log: Log;
  readonly #onProgress: (doing: string) => void;
  readonly #settings: Settings;

  constructor(place: Place, logFile: string, log: Log, onProgress: (doing: string) => void, settings: Settings) {
    this.#place = place;
    this.#logFile = logFile;
    this.#log = log;
    this.#onProgress = onProgress;
    this.#settings = settings;
  }

  /** Adopts the postmaster that runs already, else launches one, on `port` when given. */
  async begin(port?: number): Promise<Postmaster> {
    const report = every(PROGRESS_MS, this.#onProgress);
    for (;;) {
      const lock = readLock(this.#place.cluster);
      if (lock.state === 'dead') clearDeadLock(this.#place.cluster);
      if (lock.state !== 'live') return this.#launch(port);
      if (lock.status === 'ready') {
        this.#log.info(`adopted the Postgres of an earlier start (process ${lock.pid}, port ${lock.port})`);
        return lock;
      }
      if (lock.status === 'stopping') signal(lock.pid, 'SIGINT'); // it may be waiting politely for clients that never leave
      report('waiting for the Postgres of an earlier start');
      await pause(LOOK_MS);
    }
  }

  async #launch(wanted?: number): Promise<Postmaster> {
    for (let attempt = 1; ; attempt++) {
      const port = wanted ?? (await freePort());
      const launched = launch(this.#place, port, this.#logFile, this.#settings);
      if (await this.#becameReady(launched)) return { pid: launched.pid, port };
      const said = launched.newLog();
      const passing = /Address already in use|pre-existing shared memory|could not bind/.test(said);
      if (!passing || attempt === LAUNCHES) {
        throw new StartRefused(
          `The embedded Postgres did not start: ${complaints(said)} (all of it: ${this.#logFile})`,
        );
      }
      await pause(attempt * 400);
    }
  }

  async #becameReady({ pid, exited }: Launch): Promise<boolean> {
    const report = every(PROGRESS_MS, this.#onProgress);
    const gone = exited.then(() => true);
    for (;;) {
      const lock = readLock(this.#place.cluster);
      if (lock.state === 'live' && lock.pid === pid && lock.status === 'ready') return true;
      report('waiting for Postgres, which is recovering after a crash');
      if (await Promise.race([gone, pause(LOOK_MS)])) return false;
    }
  }
}

function supervise(
  run: Run,
  first: Postmaster,
  url: string,
  log: Log,
  release: () => void,
): Omit<Embedded, 'isCopy' | 'settle'> {
  let state: State = { kind: 'running', postmaster: first };
  const killOnExit = () => state.kind === 'running' && signal(state.postmaster.pid, 'SIGINT');
  process.once('exit', killOnExit);

  const renew = (before: () => Promise<void>): Promise<void> => {
    const done = before()
      .then(() => run.begin(first.port))
      .then((postmaster) => void (state = { kind: 'running', postmaster }));
    state = { kind: 'changing', done };
    return done;
  };
  const raise = (tries: number): void => {
    renew(async () => {}).catch((error: Error) => {
      const wait = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** tries);
      state = { kind: 'down', tries: tries + 1, notBefore: performance.now() + wait };
      log.error(`${error.message} Trying again in ${wait / 1_000} s.`);
    });
  };
  const watch = setInterval(() => {
    if (state.kind === 'down' && performance.now() >= state.notBefore) raise(state.tries);
    if (state.kind !== 'running' || isRunning(state.postmaster.pid)) return;
    log.error('Postgres ended unexpectedly; starting it again');
    raise(0);
  }, WATCH_MS).unref();

  return {
    url,
    pid: () => (state.kind === 'running' ? state.postmaster.pid : undefined),
    async restart(how = 'fast') {
      if (state.kind === 'changing') await state.done;
      if (state.kind !== 'running') throw new Error('the embedded Postgres is stopped');
      const { pid } = state.postmaster;
      await renew(() => end(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT'));
    },
    async stop() {
      clearInterval(watch);
      if (state.kind === 'changing') await state.done.catch(() => {});
      if (state.kind === 'running') await end(state.postmaster.pid, 'SIGINT');
      state = { kind: 'stopped' };
      process.off('exit', killOnExit);
      release();
    },
  };
}

/** SIGINT is Postgres's "fast" shutdown: sessions are cut, everything is written. What does not obey is stopped as by a crash. */
async function end(pid: number, how: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  signal(pid, how);
  if (await ended(pid, STOP_MS)) return;
  signal(pid, 'SIGQUIT');
  await ended(pid, STOP_MS);
}

async function createDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${OWNER}`;
    if (found.length === 0) await sql`create database ${sql(OWNER)}`;
  } finally {
    await sql.end();
  }
}

function urlOf({ passwordFile }: Pick<Place, 'passwordFile'>, port: number, database: string): string {
  return `postgres://${OWNER}:${readFileSync(passwordFile, 'utf8').trim()}@127.0.0.1:${port}/${database}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already, which is what was wanted.
  }
}

function every(ms: number, tell: (text: string) => void): (text: string) => void {
  let last = Date.now();
  return (text) => {
    if (Date.now() - last < ms) return;
    last = Date.now();
    tell(text);
  };
}

function pause(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}
