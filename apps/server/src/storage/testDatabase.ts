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

/** Databases that tests of this process have left, emptied. A clone is hundreds of new files, which takes longer than most tests. */
const left: string[] = [];

/** A migrated, empty database that only this test file uses. `drop()` cuts whoever is still connected. */
export async function freshDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = (template === TEMPLATE && left.pop()) || (await clone(server, template));
  const url = databaseUrl(server, name);
  const sql = openSql(url, 4);
  return {
    url,
    sql,
    async drop() {
      await sql.end({ timeout: 1 });
      if (template === TEMPLATE && (await onServer(url, emptied))) left.push(name);
      else await onServer(server, (admin) => admin`drop database if exists ${admin(name)} with (force)`);
    },
  };
}

async function clone(server: string, template: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  if (template === TEMPLATE) shape ??= await onServer(databaseUrl(server, name), shapeOf);
  return name;
}

/** Of the template, as `shapeOf` tells it. */
let shape: string | undefined;
/** Where more has been written than this, new files are quicker. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Empties a database if only rows tell it from a clone, and says whether it is one again. */
async function emptied(sql: postgres.Sql): Promise<boolean> {
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  const [{ bytes } = { bytes: '0' }] = await sql`select pg_database_size(current_database()) as bytes`;
  if (Number(bytes) > MOST_BYTES || (await shapeOf(sql)) !== shape) return false;
  await sql.unsafe(EMPTY);
  return true;
}

/** Every row but those of the migrations, which are all that the template has. Keys and triggers have no say meanwhile. */
const EMPTY = `
  begin;
  set local session_replication_role = replica;
  do $$ declare it record; begin
    for it in select oid::regclass as name from pg_class
      where relkind = 'r' and oid >= 16384 and relname not in ('_prisma_migrations', 'migrations')
    loop execute format('delete from %s', it.name); end loop;
    for it in select oid::regclass as name from pg_class where relkind = 'S' and oid >= 16384
    loop execute format('alter sequence %s restart', it.name); end loop;
  end $$;
  commit`;

async function shapeOf(sql: postgres.Sql): Promise<string> {
  const [{ told } = { told: '' }] = await sql<{ told: string }[]>`
    select md5(string_agg(it, ' ' order by it)) as told from (
      select relkind::text || ' ' || relname from pg_class where oid >= 16384
      union all select attrelid::regclass || '.' || attname from pg_attribute where attrelid >= 16384 and attnum > 0
      union all select 'trigger ' || tgname from pg_trigger where not tgisinternal
      union all select 'function ' || proname from pg_proc where oid >= 16384
      union all select 'setting ' || setconfig::text from pg_db_role_setting
        where setdatabase = (select oid from pg_database where datname = current_database())) as each(it)`;
  return told;
}

/** The same server, another database of it. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Asks a server, or one database of it, over a connection of its own. */
export async function onServer<T>(server: string, run: (sql: postgres.Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}
