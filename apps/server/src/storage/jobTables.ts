import { Pool } from 'pg';
import type { Sql } from 'postgres';

/** The newest migration of the pinned graphile-worker. A test compares. */
export const JOB_TABLES = 19;

/**
 * The tables of the job queue, which keeps its own books in the schema `graphile_worker`. Its code is only loaded when something is missing:
 * a start need not wait for it. Under the lock of the other migrations.
 */
export async function makeJobTables(url: string, sql: Sql): Promise<void> {
  const [table] = await sql<{ there: boolean }[]>`
    select to_regclass('graphile_worker.migrations') is not null as there`;
  const [newest] = table?.there
    ? await sql<{ id: number }[]>`select coalesce(max(id), 0)::int as id from graphile_worker.migrations`
    : [];
  if ((newest?.id ?? 0) >= JOB_TABLES) return;
  const { Logger, runMigrations } = await import('./graphile.ts');
  const pgPool = openJobPool(url, 1);
  try {
    await runMigrations({ pgPool, logger: new Logger(() => () => {}) });
  } finally {
    await pgPool.end();
  }
}

/** Connections for the queue. One that dies is no matter: the next look opens another. */
export function openJobPool(url: string, connections: number): Pool {
  const pool = new Pool({ connectionString: url, max: connections, application_name: 'roost jobs' });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
