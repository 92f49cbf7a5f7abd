import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '@roost/server/src/storage/embeddedPostgres.ts';
import { migrate } from '@roost/server/src/storage/migrate.ts';

/** The Postgres in which all sides of a comparison keep their messages, each in a database of its own. */
export interface Databases {
  postmaster: number | undefined;
  /** What makes it durable. */
  settings: string;
  /** Transactions that wrote something so far, in all of them. */
  transactions(): Promise<number>;
  /** Transactions that only read so far; as the database counts, which may be ten seconds late. */
  reads(): Promise<number>;
  /** The address of a database of this name, made when it is first asked for. */
  open(name: string): Promise<string>;
  /** The same, with Roost's tables. */
  openRoost(name: string): Promise<string>;
  close(): Promise<void>;
}

const MIGRATIONS = path.join(import.meta.dirname, '../prisma/migrations');

/** `DATABASE_URL` names a server on which databases may be made; without it one of our own runs in a temporary folder. */
export async function openDatabases(given = process.env['DATABASE_URL']): Promise<Databases> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roost-bench-'));
  chmodSync(folder, 0o755); // root's PostgreSQL runs as somebody else: it would go to another place, and stay there
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const log = { info() {}, warn: console.warn, error: console.error };
  const embedded = given ? null : await startEmbedded({ dataDir: path.join(folder, 'data'), log });
  const url = given ?? embedded!.url;
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  const [row] = await admin`
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('server_version') as version`;
  const made = new Map<string, string>();
  const open = async (name: string): Promise<string> => {
    const database = `bench_${name}_${process.pid}`;
    const address = Object.assign(new URL(url), { pathname: `/${database}` }).href;
    if (!made.has(database)) await admin`create database ${admin(database)}`;
    made.set(database, address);
    return address;
  };
  const transactions = async (): Promise<number> => {
    const [at] = await admin`select pg_snapshot_xmax(pg_current_snapshot())::text as next`;
    return Number(at!['next']);
  };
  return {
    postmaster: embedded?.pid(),
    settings: `PostgreSQL ${row!['version']}, fsync ${row!['fsync']}, synchronous_commit ${row!['commit']}`,
    transactions,
    async reads() {
      const [all] = await admin`select sum(xact_commit + xact_rollback)::text as ended from pg_stat_database`;
      return Number(all!['ended']) - (await transactions());
    },
    open,
    async openRoost(name) {
      const address = await open(name);
      await migrate(address, MIGRATIONS);
      return address;
    },
    async close() {
      for (const database of made.keys()) await admin`drop database if exists ${admin(database)} with (force)`;
      await admin.end();
      await embedded?.stop();
    },
  };
}
