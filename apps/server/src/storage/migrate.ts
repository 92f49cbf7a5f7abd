import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { StartRefused } from './dataFolder.ts';
import { makeJobTables } from './jobTables.ts';

/*
 * Brings a database up to date at every start, without Prisma's command line.
 *
 * Keeps Prisma's own books (`_prisma_migrations`) under Prisma's own lock, so `prisma migrate` and this may take turns.
 * Each migration and its line in the books are one transaction: a failed or killed one leaves nothing, and the next start
 * simply tries again. Only what Postgres refuses inside a transaction (CONCURRENTLY) runs outside of one.
 */

const PRISMA_LOCK = 72707369;

const BOOKS = `
create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

type Entry = { name: string; checksum: string; finished: boolean; logs: string | null };
type Migration = { name: string; text: string; checksum: string };
type Connection = postgres.Sql;

/** Applies what is missing, in order, and returns the names of what it applied. `warn` hears of edited old migrations. */
export async function migrate(
  url: string,
  folder: string,
  warn: (message: string) => void = () => {},
): Promise<string[]> {
  const wanted = readMigrations(folder);
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'roost migrate' } });
  try {
    await sql`select pg_advisory_lock(${PRISMA_LOCK})`;
    await sql.unsafe(BOOKS);
    const entries = await readBooks(sql);
    refuseUnfinished(entries);
    warnOfDifferences(entries, wanted, warn);
    const done = new Set(entries.map((entry) => entry.name));
    const missing = wanted.filter(({ name }) => !done.has(name));
    for (const migration of missing) await apply(sql, migration);
    await makeJobTables(url, sql);
    return missing.map(({ name }) => name);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map(({ name }) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'));
      return { name, text: bytes.toString(), checksum: createHash('sha256').update(bytes).digest('hex') };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readBooks(sql: Connection): Promise<Entry[]> {
  return sql<Entry[]>`
    select migration_name as name, checksum, finished_at is not null as finished, logs
    from _prisma_migrations where rolled_back_at is null order by started_at`;
}

function refuseUnfinished(entries: Entry[]): void {
  const failed = entries.find((entry) => !entry.finished);
  if (!failed) return;
  throw new StartRefused(
    `The migration ${failed.name} was begun on this database and did not finish${failed.logs ? `: ${failed.logs.trim()}` : '.'} ` +
      'Undo by hand what it left, then mark it with: update _prisma_migrations set rolled_back_at = now() ' +
      `where migration_name = '${failed.name}' and finished_at is null`,
  );
}

function warnOfDifferences(entries: Entry[], wanted: Migration[], warn: (message: string) => void): void {
  const checksums = new Map(wanted.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of entries) {
    const now = checksums.get(name);
    if (now === undefined)
      warn(`the database has the migration ${name}, which this Roost does not know: it was used by a newer one`);
    else if (now !== checksum)
      warn(`the migration ${name} was edited after it was applied; the database keeps the old one`);
  }
}

async function apply(sql: Connection, { name, text, checksum }: Migration): Promise<void> {
  const atomic = !/\bconcurrently\b/i.test(text);
  const id = randomUUID();
  try {
    if (atomic) await sql`begin`;
    await sql`insert into _prisma_migrations (id, checksum, migration_name) values (${id}, ${checksum}, ${name})`;
    await sql.unsafe(text);
    await sql`update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = ${id}`;
    if (atomic) await sql`commit`;
  } catch (error) {
    const reason = (error as Error).message;
    if (atomic) await sql`rollback`.catch(() => {});
    else await sql`update _prisma_migrations set logs = ${reason} where id = ${id}`.catch(() => {});
    throw new StartRefused(
      `The migration ${name} failed: ${reason}. ` +
        (atomic ? 'Nothing of it was kept.' : 'Parts of it may have been kept.'),
    );
  }
}
