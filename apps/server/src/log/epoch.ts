import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Tx } from './item.ts';

/*
 * Notices that the database is not the one that this Roost left: restored elsewhere, promoted from a replica that may lack
 * the end, made anew. Then positions could name other events than before, so every stream gets a new epoch and cursors of
 * the old one take a snapshot. Compared are the cluster's system identifier, the database's oid and the timeline.
 *
 * A hosted PostgreSQL may forbid the functions that tell. What cannot be read counts as unchanged: whoever restores such a database changes
 * the epochs by hand (docs/operating.md). A data folder that was copied back is noticed by `storage`.
 */

/** Which database this is, as far as it may be known. */
export interface DatabaseIdentity {
  systemIdentifier: string;
  timeline: number;
}

const UNKNOWN: DatabaseIdentity = { systemIdentifier: '', timeline: 0 };
const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A new epoch, or the name of an instance: twelve characters of [0-9a-z]. */
export function newEpoch(): string {
  return [...randomBytes(12)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** Reads what tells this database from others. Never throws for a missing permission. */
export async function readIdentity(sql: Tx): Promise<DatabaseIdentity> {
  const system = await allowed(
    sql`select system_identifier::text || '/' || (select oid from pg_database where datname = current_database()) as id
        from pg_control_system()`,
  );
  // The running timeline: the one in the control file lags behind a promotion until the next checkpoint.
  const running = await allowed(sql`select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as id`);
  const checkpoint = running ?? (await allowed(sql`select to_hex(timeline_id) as id from pg_control_checkpoint()`));
  return {
    systemIdentifier: system ?? UNKNOWN.systemIdentifier,
    timeline: checkpoint === null ? UNKNOWN.timeline : Number.parseInt(checkpoint, 16),
  };
}

const FORBIDDEN = '42501';
const NO_SUCH_FUNCTION = '42883';
const NOT_SUPPORTED = '0A000';

async function allowed(query: PromiseLike<readonly { id?: unknown }[]>): Promise<string | null> {
  try {
    return String((await query)[0]!.id);
  } catch (error) {
    if ([FORBIDDEN, NO_SUCH_FUNCTION, NOT_SUPPORTED].includes((error as { code?: string }).code ?? '')) return null;
    throw error;
  }
}

/** Whether two identities are certainly not the same database. */
export function differs(a: DatabaseIdentity, b: DatabaseIdentity): boolean {
  const otherSystem =
    a.systemIdentifier !== b.systemIdentifier && a.systemIdentifier !== '' && b.systemIdentifier !== '';
  return otherSystem || (a.timeline !== b.timeline && a.timeline !== 0 && b.timeline !== 0);
}

/**
 * Compares the database with what table `instance` says and gives all streams new epochs when it is another. Creates the row
 * of a new instance. Safe from several processes at once. For a connection of one's own, thrown away when this fails.
 */
export async function adoptDatabase(
  sql: Tx,
  identity: DatabaseIdentity,
): Promise<{ name: string; change: 'none' | 'new' | 'epochs' }> {
  const { systemIdentifier, timeline } = identity;
  const [known] = await readInstance(sql);
  if (known && !differs(known, identity)) return { name: known.name, change: 'none' };
  await sql`begin`;
  await sql`lock table instance in share row exclusive mode`;
  const [locked] = await readInstance(sql);
  const change = !locked ? 'new' : differs(locked, identity) ? 'epochs' : 'none';
  const name = locked?.name ?? newEpoch();
  await sql`
    insert into instance (id, name, system_identifier, timeline) values (1, ${name}, ${systemIdentifier}, ${timeline})
    on conflict (id) do update set
      system_identifier = coalesce(nullif(excluded.system_identifier, ''), instance.system_identifier),
      timeline = coalesce(nullif(excluded.timeline, 0), instance.timeline)`;
  if (change === 'epochs') await changeEpochs(sql);
  await sql`commit`;
  return { name, change };
}

/** Gives every stream a new epoch: whoever resumes takes a snapshot. For a restore that the database itself cannot notice. */
export async function changeEpochs(sql: Tx): Promise<void> {
  await sql`update stream set epoch = left(replace(gen_random_uuid()::text, '-', ''), 12)`;
}

function readInstance(sql: Tx): PromiseLike<{ name: string; systemIdentifier: string; timeline: number }[]> {
  return sql`select name, system_identifier as "systemIdentifier", timeline from instance where id = 1`;
}

/** The name of this instance, which cookies carry. Null before the log was first opened on this database. */
export async function instanceName(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`select name from instance where id = 1`;
  return row?.name ?? null;
}
