import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { openSql } from './sql.ts';
import type { Sql } from './sql.ts';

/** The database that test databases are cloned from: migrated, empty, and never connected to. */
export const TEMPLATE = 'roost_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** The embedded Postgres that `*.pg.test.ts` files share, any database of it. */
    postgresUrl: string;
  }
}

export type TestDatabase = { url: string; sql: Sql; drop(): Promise<void> };

/** A migrated, empty database that only this test file uses. `drop()` cuts whoever is still connected. */
export async function freshDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  const url = databaseUrl(server, name);
  const sql = openSql(url, 4);
  return {
    url,
    sql,
    async drop() {
      await sql.end({ timeout: 1 });
      await onServer(server, (admin) => admin`drop database if exists ${admin(name)} with (force)`);
    },
  };
}

/** The same server, another database of it. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** One statement on the server itself, over a connection of its own. */
export async function onServer(server: string, run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}
