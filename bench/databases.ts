import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '@roost/server/src/storage/embeddedPostgres.ts';
import { migrate } from '@roost/server/src/storage/migrate.ts';

/** The Postgres in which both sides of a comparison keep their messages, each in a database of its own. */
export interface Databases {
  roost: string;
  naive: string;
  postmaster: number | undefined;
  /** What makes it durable. */
  settings: string;
  close(): Promise<void>;
}

const MIGRATIONS = path.join(import.meta.dirname, '../prisma/migrations');

/** `DATABASE_URL` names a server on which databases may be made; without it one of our own runs in a temporary folder. */
export async function openDatabases(given = process.env['DATABASE_URL']): Promise<Databases> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roost-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const log = { info() {}, warn: console.warn, error: console.error };
  const embedded = given ? null : await startEmbedded({ dataDir: path.join(folder, 'data'), log });
  const url = given ?? embedded!.url;
  const names = ['roost', 'naive'].map((name) => `bench_${name}_${process.pid}`);
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  for (const name of names) await admin`create database ${admin(name)}`;
  const [roost, naive] = names.map((name) => Object.assign(new URL(url), { pathname: `/${name}` }).href) as [
    string,
    string,
  ];
  await migrate(roost, MIGRATIONS);
  const [row] = await admin`
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('server_version') as version`;
  return {
    roost,
    naive,
    postmaster: embedded?.pid(),
    settings: `PostgreSQL ${row!['version']}, fsync ${row!['fsync']}, synchronous_commit ${row!['commit']}`,
    async close() {
      for (const name of names) await admin`drop database if exists ${admin(name)} with (force)`;
      await admin.end();
      await embedded?.stop();
    },
  };
}
