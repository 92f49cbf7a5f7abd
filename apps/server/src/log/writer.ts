import { Reject } from '../reject.ts';
import { WritingConnection } from './connection.ts';
import type { Connection, LogLogger } from './connection.ts';
import { Foresight } from './foresight.ts';
import type { Foreseen } from './foresight.ts';
import { fateOf } from './recovery.ts';
import { Patience } from './timers.ts';
import type { Timers } from './timers.ts';
import { attempt, attemptAtOnce, begin } from './transaction.ts';
import type { Attempt, Begun, TransactionDeps } from './transaction.ts';
import type { AppendQueue, Settled } from './queue.ts';
import type { Numbered } from './numbering.ts';
import type { Entry } from './selection.ts';
import type { LoggedEvent, StreamHead } from './item.ts';

/*
 * Takes batches from the queue and brings each to an end, one after another: written and announced, or refused. It relies on
 * `attempt` to say what is certain about one transaction. A refused batch is halved until the item at fault stands alone, so
 * its neighbours commit; what may succeed later is tried again; an unknown fate is found out. When none of this ends in time,
 * the items are refused as `unavailable`: only then may a caller not know, and its key makes a repetition safe.
 *
 * The next transaction begins right behind the COMMIT of the one before, without waiting for its answer: it relies on nothing
 * but what it finds under the lock. When that COMMIT is in doubt, so is the connection, and the next batch begins anew over another.
 *
 * Of a large batch that is written nobody is told at once: announcing and answering it takes this process about as long as
 * writing takes PostgreSQL, so it happens while PostgreSQL writes the next batch. A batch is told whole, after the one before it.
 */

export interface WriterDeps {
  connect: ConstructorParameters<typeof WritingConnection>[0];
  transaction: Omit<TransactionDeps, 'isNew' | 'foresight' | 'onWriting' | 'onCommitting'>;
  queue: AppendQueue;
  timers: Timers;
  logger: LogLogger;
  limits: { patienceMs: number; answerWithinMs: number };
  announce: (stream: string, events: LoggedEvent[], head: StreamHead) => void;
}

interface Batch {
  entries: Entry[];
  /** Its transaction, if that has begun behind the COMMIT of the batch before. */
  begun: { by: Begun; over: Connection } | null;
  /** Whether the next one may begin behind this one's COMMIT. A part of a batch is followed by the other part. */
  whole: boolean;
  mayForesee: boolean;
}

type End = Attempt | { type: 'unreachable' };

const KNOWN_STREAMS = 100_000;
/** Entries up to which a batch is told at once. */
const SMALL = 32;
/** Nobody waits longer than this for what is written. */
const TELL_WITHIN_MS = 10;

export class Writer {
  readonly #deps: WriterDeps;
  readonly #connection: WritingConnection;
  // Streams that certainly have a row, as seen over one connection.
  readonly #known = new Set<string>();
  #knownOver: Connection | null = null;
  // What was found and written over it.
  readonly #foresight: Foresight;
  #running: Promise<void> | null = null;
  // The next batch, begun behind a COMMIT.
  #ahead: Batch | null = null;
  // The batch that is written and of which nobody was told.
  #untold: { tell: () => void; cancel: () => void } | null = null;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
    this.#connection = new WritingConnection(deps.connect, deps.logger);
    this.#foresight = new Foresight(deps.transaction.projections, deps.transaction.guards);
  }

  /** Opens the connection, which also compares the database with the one of before. */
  async open(): Promise<void> {
    const patience = this.#patience();
    const opened = await this.#connection.open(patience);
    patience.end();
    if (!opened) throw new Error('The log cannot reach the database.');
  }

  /** Starts writing if nobody is. What is appended in this turn of the event loop goes into one batch. */
  wake(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when everything waiting has come to its end and the connection is closed. */
  async close(): Promise<void> {
    while (this.#running) await this.#running;
    this.#connection.discard();
  }

  async #run(): Promise<void> {
    await endOfTurn();
    for (let batch = this.#next(); batch; batch = this.#next()) {
      const { entries } = batch;
      await this.#write(batch).catch((error: Error) => this.#afterBug(entries, error));
      if (!this.#ahead && !this.#deps.queue.hasWaiting) this.#tell();
      await endOfTurn();
    }
    this.#tell();
    this.#running = null;
  }

  #next(): Batch | null {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (ahead || !this.#deps.queue.hasWaiting) return ahead;
    return { entries: this.#deps.queue.take(), begun: null, whole: true, mayForesee: true };
  }

  async #write(batch: Batch): Promise<void> {
    const patience = this.#patience();
    const end = await this.#bringToEnd(batch, patience);
    patience.end();
    this.#tell();
    const { entries } = batch;
    if (end.type === 'committed') return this.#tellLater(entries, end.numbered);
    if (end.type === 'undone' && end.failure.type === 'refused') return this.#isolate(entries, end.failure);
    this.#giveUp(entries);
    if (end.type === 'unreachable') for (let more = this.#next(); more; more = this.#next()) this.#giveUp(more.entries);
  }

  // Tries until it is certain, or patience ends.
  async #bringToEnd(batch: Batch, patience: Patience): Promise<End> {
    for (;;) {
      const connection = await this.#connection.open(patience);
      if (!connection) return { type: 'unreachable' };
      const end = await this.#certain(await this.#attempt(connection, batch), connection, patience);
      if (end.type !== 'undone' || end.failure.type === 'refused') return end;
      this.#deps.logger.warn({ err: end.failure.error }, 'A batch was undone and is tried again.');
      await patience.pause();
      if (patience.over) return end;
    }
  }

  async #attempt(connection: Connection, batch: Batch): Promise<Attempt> {
    if (this.#knownOver !== connection) this.#foresight.forget();
    if (this.#knownOver !== connection || this.#known.size > KNOWN_STREAMS) this.#known.clear();
    this.#knownOver = connection;
    const { timers, limits, transaction } = this.#deps;
    const deps = {
      ...transaction,
      isNew: (stream: string) => !this.#known.has(stream),
      foresight: this.#foresight,
      // What postgres.js holds back until the end of this turn is sent first.
      onWriting: () => setImmediate(() => setImmediate(() => this.#tell())),
      // One that is left from an earlier attempt has been taken from the queue already and comes next.
      onCommitting: () => (this.#ahead ??= batch.whole ? this.#beginNext(connection) : null),
    };
    const cancel = timers.after(limits.answerWithinMs, connection.cut);
    const begun = begunOver(connection, batch);
    const foreseen = begun ? null : this.#foresee(batch);
    const made =
      (foreseen && (await attemptAtOnce(connection, foreseen, deps))) ??
      (await attempt(connection, begun ?? begin(connection, batch.entries, deps), deps));
    cancel();
    if (made.type !== 'committed') this.#foresight.forget();
    // What has begun behind a COMMIT that failed would stay open.
    if (this.#ahead?.begun?.over === connection && made.type !== 'committed') connection.cut();
    return made;
  }

  // Tried once: what is tried again is looked at first.
  #foresee(batch: Batch): Foreseen | null {
    if (!batch.mayForesee) return null;
    batch.mayForesee = false;
    return this.#foresight.foresee(batch.entries, this.#deps.transaction.nowMicros());
  }

  #beginNext(over: Connection): Batch | null {
    const { queue, transaction } = this.#deps;
    if (!queue.hasWaiting) return null;
    const entries = queue.take();
    if (this.#foresight.knows(entries)) return { entries, begun: null, whole: true, mayForesee: true };
    const by = begin(over, entries, { ...transaction, isNew: (stream) => !this.#known.has(stream) });
    return { entries, begun: { by, over }, whole: true, mayForesee: false };
  }

  async #certain(made: Attempt, over: Connection, patience: Patience): Promise<End> {
    if (made.type !== 'unknown') return made;
    this.#connection.discard();
    const { logger } = this.#deps;
    const wrote = made.numbered.survivors.find(({ events }) => events.length > 0)?.events[0];
    const fate = await fateOf({ xid: made.xid, over, wrote }, this.#connection, patience, logger);
    logger.warn({ xid: made.xid, fate }, 'The connection died at a commit.');
    if (fate === 'committed') return { type: 'committed', numbered: made.numbered };
    if (fate === 'unknown') return made;
    const error = new Error('the connection died at the commit');
    return { type: 'undone', failure: { type: 'again', error, connection: 'suspect' } };
  }

  #tellLater(entries: Entry[], numbered: Numbered): void {
    if (numbered.survivors.length > 0)
      for (const { streams } of entries) for (const stream of streams) this.#known.add(stream);
    const cancel = this.#deps.timers.after(TELL_WITHIN_MS, () => this.#tell());
    this.#untold = { tell: () => this.#conclude(numbered), cancel };
    if (entries.length <= SMALL) this.#tell();
  }

  #tell(): void {
    const untold = this.#untold;
    this.#untold = null;
    untold?.cancel();
    untold?.tell();
  }

  #conclude({ survivors, settled, heads }: Numbered): void {
    const byStream = new Map<string, LoggedEvent[]>([...heads.keys()].map((stream) => [stream, []]));
    for (const { events } of survivors) for (const event of events) byStream.get(event.stream)!.push(event);
    for (const [stream, events] of byStream) this.#announce(stream, events, heads.get(stream)!);
    for (const { entry, events, kept } of survivors)
      this.#deps.queue.settle(entry, { type: 'committed', events, kept });
    for (const [entry, outcome] of settled) this.#deps.queue.settle(entry, outcome);
  }

  #announce(stream: string, events: LoggedEvent[], head: StreamHead): void {
    try {
      this.#deps.announce(stream, events, head);
    } catch (error) {
      this.#deps.logger.error({ err: error, stream, seq: head.seq }, 'The listener of the log failed.');
    }
  }

  async #isolate(entries: Entry[], { error, unique }: { error: Error; unique?: string }): Promise<void> {
    if (entries.length > 1) {
      const half = Math.ceil(entries.length / 2);
      await this.#write({ entries: entries.slice(0, half), begun: null, whole: false, mayForesee: false });
      return this.#write({ entries: entries.slice(half), begun: null, whole: false, mayForesee: false });
    }
    const settled: Settled =
      unique === undefined ? { type: 'failed', error } : { type: 'conflict', reason: 'unique', constraint: unique };
    if (settled.type === 'failed') this.#deps.logger.error({ err: error }, 'An item was refused by the database.');
    this.#deps.queue.settle(entries[0]!, settled);
  }

  // What nobody foresaw must not stop the writer for good.
  #afterBug(entries: Entry[], error: Error): void {
    this.#deps.logger.error({ err: error }, 'The writer of the log failed.');
    this.#connection.discard();
    for (const entry of entries) this.#deps.queue.settle(entry, { type: 'failed', error });
  }

  #giveUp(entries: Entry[]): void {
    for (const entry of entries) {
      const error = new Reject('unavailable', 'The database cannot be reached; try again with the same key.');
      this.#deps.queue.settle(entry, { type: 'failed', error });
    }
  }

  #patience(): Patience {
    return new Patience(this.#deps.timers, this.#deps.limits.patienceMs);
  }
}

/** The transaction of the batch, if it has begun over this connection and that is alive. It is good for one attempt. */
function begunOver(connection: Connection, batch: Batch): Begun | null {
  const { begun } = batch;
  batch.begun = null;
  return begun?.over === connection && connection.isAlive() ? begun.by : null;
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
