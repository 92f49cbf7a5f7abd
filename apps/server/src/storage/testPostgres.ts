import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from './embeddedPostgres.ts';
import { migrate } from './migrate.ts';
import { databaseUrl, onServer, TEMPLATE } from './testDatabase.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../../prisma/migrations');

/** What a test loses in a power cut nobody misses. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
};

/** Before the tests that need it: one Postgres in a folder of its own, with a migrated database to clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = join(tmpdir(), `roost-test-${randomBytes(6).toString('hex')}`);
  const log = { info() {}, warn: console.warn, error: console.error };
  const embedded = await startEmbedded({ dataDir, log, settings: FAST });
  stopWhenOrphaned(embedded.pid(), dataDir);
  await onServer(embedded.url, (sql) => sql`create database ${sql(TEMPLATE)}`);
  await migrate(databaseUrl(embedded.url, TEMPLATE), MIGRATIONS);
  project.provide('postgresUrl', embedded.url);
  return async () => {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** A test run that is killed tidies nothing itself: a small process outlives it and does. */
function stopWhenOrphaned(postmaster: number | undefined, dataDir: string): void {
  const watch = `
    const alive = (pid) => { try { process.kill(pid, 0); return true } catch { return false } };
    setInterval(() => {
      if (!alive(${postmaster})) process.exit();
      if (alive(${process.pid})) return;
      process.kill(${postmaster}, 'SIGQUIT');
      require('node:fs').rmSync(${JSON.stringify(dataDir)}, { recursive: true, force: true, maxRetries: 5 });
      process.exit();
    }, 1000)`;
  spawn(process.execPath, ['-e', watch], { detached: true, stdio: 'ignore' }).unref();
}
