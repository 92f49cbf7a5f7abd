import { sameDatabase } from './connection.ts';
import type { Connection, LogLogger, WritingConnection } from './connection.ts';
import type { LoggedEvent, Statement } from './item.ts';
import type { Patience } from './timers.ts';

/*
 * What became of a transaction whose COMMIT was sent and never answered. Nobody guesses: a new connection asks PostgreSQL, again
 * while the transaction is in progress, and ends the old session if it hangs on. If the database that answers is another one,
 * or none answers in time, the fate stays unknown.
 *
 * The number of a transaction is no proof: one that was lost in a crash of PostgreSQL before anything of it reached the disk gives its
 * number to another one afterwards, which may have committed. What counts as committed is there to be read.
 */

export type Fate = 'committed' | 'aborted' | 'unknown';

/** A transaction in doubt. */
export interface InDoubt {
  /** Null: a single statement, which was a transaction of its own. */
  xid: string | null;
  over: Connection;
  /** One of the events that it wrote, if it wrote any. */
  wrote: Pick<LoggedEvent, 'stream' | 'seq' | 'type' | 'at'> | undefined;
}

const ASKS_BEFORE_ENDING = 4;

/** Finds out, as long as patience lasts. */
export async function fateOf(
  transaction: InDoubt,
  connection: WritingConnection,
  patience: Patience,
  logger: LogLogger,
): Promise<Fate> {
  for (let asked = 1; !patience.over; asked++) {
    const open = await connection.open(patience);
    if (!open) return 'unknown';
    if (!sameDatabase(open, transaction.over)) return 'unknown';
    try {
      const status = await statusOf(open, transaction);
      if (status === 'aborted') return 'aborted';
      if (status === 'committed') return (await isThere(open, transaction.wrote)) ? 'committed' : 'aborted';
      if (status === null) return 'unknown';
      if (asked >= ASKS_BEFORE_ENDING) await endSession(open, transaction);
    } catch (error) {
      if ((error as { code?: string }).code === IN_THE_FUTURE) return 'unknown';
      logger.warn({ err: error }, 'Asking after a transaction failed.');
      connection.discard();
    }
    await patience.pause();
  }
  return 'unknown';
}

const IN_THE_FUTURE = '22023';

// A single statement may still come to be carried out as long as its session is there; after that, what is there tells.
async function statusOf({ tx }: Connection, { xid, over }: InDoubt): Promise<string | null> {
  if (xid === null) {
    const sessions = await tx`select from pg_stat_activity where ${isSession(tx, over)}`;
    return sessions.length > 0 ? 'in progress' : 'committed';
  }
  const [row] = await tx<{ status: string | null }[]>`select pg_xact_status(${xid}::xid8) as status`;
  return row!.status;
}

async function isThere({ tx }: Connection, wrote: InDoubt['wrote']): Promise<boolean> {
  if (!wrote) return true;
  const { stream, seq, type, at } = wrote;
  const found = await tx`select from event where stream = ${stream} and seq = ${seq} and type = ${type} and at = ${at}`;
  return found.length > 0;
}

// Only a session that is still in that very transaction, or may still come to that statement.
async function endSession({ tx }: Connection, { xid, over }: InDoubt): Promise<void> {
  await tx`
    select pg_terminate_backend(pid) from pg_stat_activity
    where ${isSession(tx, over)} and ${xid === null ? tx`true` : tx`backend_xid = ${xid}::xid8::xid`}`;
}

/** A process number may be somebody else's by now; with the instant at which the session began it is its name for good. */
function isSession(tx: Connection['tx'], { pid, startedAt }: Connection): Statement {
  return tx`pid = ${pid} and extract(epoch from backend_start)::text = ${startedAt}::text`;
}
