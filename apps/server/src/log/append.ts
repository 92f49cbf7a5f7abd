import type { Sql } from 'postgres';
import { Reject } from '../reject.ts';
import { createStreams } from './burst.ts';
import { newEpoch } from './epoch.ts';
import { AppendQueue } from './queue.ts';
import { lookUpKey, readEvents, readHeads, readMovedHeads } from './read.ts';
import { realTimers } from './timers.ts';
import { Writer } from './writer.ts';
import type { LogLogger } from './connection.ts';
import type { Timers } from './timers.ts';
import type { AnyProjection, GuardReader, Item, Log, LoggedEvent, Outcome, StreamHead } from './item.ts';

/*
 * The log: the only way into the streams. One writer and one writing connection per process; what is appended while a
 * transaction is under way goes into the next one together. Streams are numbered 1, 2, 3 … in commit order without holes,
 * with any number of processes, because numbers are given out under the lock of the stream's row. An append is answered
 * after its commit is durable and has been announced, in order. Relies on PostgreSQL at READ COMMITTED and on projections,
 * guard readers and `alongside` being pure makers of statements.
 */

export interface LogDeps {
  /** For reading. */
  sql: Sql<{ bigint: number }>;
  /** Makes a new postgres.js instance of one connection, which the log ends itself; each is used until it fails. */
  connect: () => Sql<{ bigint: number }>;
  projections: readonly AnyProjection[];
  guards: readonly GuardReader[];
  /** Milliseconds since 1970. */
  now: () => number;
  logger?: LogLogger;
  limits?: Partial<LogLimits>;
  timers?: Timers;
}

export interface LogLimits {
  /** Items not settled yet; beyond it appends are refused as `busy`. */
  waiting: number;
  /** Items in one transaction, and events unless one item alone has more. */
  batchItems: number;
  batchEvents: number;
  /** How long appends wait for a database that is out of reach. */
  patienceMs: number;
  /** A connection that does not answer for so long is given up. */
  answerWithinMs: number;
}

const defaults: LogLimits = {
  waiting: 5_000,
  batchItems: 500,
  batchEvents: 5_000,
  patienceMs: 30_000,
  answerWithinMs: 30_000,
};

const silent: LogLogger = { warn() {}, error() {} };

/** Opens the log on a migrated database. */
export async function openLog(deps: LogDeps): Promise<Log> {
  const limits = { ...defaults, ...deps.limits };
  const queue = new AppendQueue(limits.waiting, { items: limits.batchItems, events: limits.batchEvents });
  let listener: Parameters<Log['onCommitted']>[0] = () => {};
  const writer = new Writer({
    connect: deps.connect as () => Sql,
    transaction: {
      projections: [...deps.projections].sort((a, b) => a.order - b.order),
      guards: new Map(deps.guards.map((reader) => [reader.kind, reader])),
      nowMicros: () => Math.floor(deps.now() * 1_000),
      newEpoch,
    },
    queue,
    timers: deps.timers ?? realTimers,
    logger: deps.logger ?? silent,
    limits,
    announce: (stream: string, events: LoggedEvent[], head: StreamHead) => listener(stream, events, head),
  });
  await writer.open();
  const kinds = new Set(deps.guards.map(({ kind }) => kind));
  const sql = deps.sql as unknown as Sql;
  let open = true;
  return {
    append(item): Promise<Outcome> {
      if (!open) return Promise.reject(new Reject('unavailable', 'The server is stopping; reconnect, then try again.'));
      const fault = faultOf(item, kinds);
      if (fault) return Promise.reject(new TypeError(fault));
      const outcome = queue.add(item);
      if (queue.hasWaiting) writer.wake();
      return outcome;
    },
    lookup: (key) => lookUpKey(sql, key),
    read: (request) => readEvents(sql, request),
    heads: (streams) => readHeads(sql, streams),
    movedHeads: (known) => readMovedHeads(sql, known),
    async ensureStreams(streams) {
      const sorted = [...new Set(streams)].sort();
      if (sorted.length > 0)
        await createStreams(
          sql,
          sorted.map((id) => ({ id, epoch: newEpoch() })),
        );
    },
    onCommitted(told) {
      listener = told;
    },
    close() {
      open = false;
      return writer.close();
    },
  };
}

// What a caller got wrong, before it can trouble others.
function faultOf({ events, key, guards }: Item, kinds: ReadonlySet<string>): string | null {
  if (key && events.length === 0) return 'an item with a key needs an event, which the key refers to';
  const unknown = guards.find(({ kind }) => !kinds.has(kind));
  return unknown ? `no reader is registered for guards of kind ${unknown.kind}` : null;
}
