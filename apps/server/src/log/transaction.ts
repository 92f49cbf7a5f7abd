import { commit, findTaken, lockAndLook, send, writeAll } from './burst.ts';
import { firstWindows, NotLookedUp, TakenInstants } from './clocks.ts';
import { judge, StreamsMissing } from './failure.ts';
import type { Failure } from './failure.ts';
import { statement } from '../storage/part.ts';
import type { Foreseen, Foresight } from './foresight.ts';
import { numberBatch, toWriting } from './numbering.ts';
import type { Numbered } from './numbering.ts';
import type { Connection } from './connection.ts';
import type { Question, UnderLock } from './burst.ts';
import type { Entry } from './selection.ts';
import type { AnyProjection, GuardReader, StreamHead } from './item.ts';

/*
 * One attempt to write a batch: a transaction from BEGIN to its outcome. Says what is certain and no more; whoever calls it
 * decides about trying again. A batch that was foreseen (foresight.ts) is a single statement, any other a transaction in three steps.
 */

export type Attempt =
  /** Durable. */
  | { type: 'committed'; numbered: Numbered }
  /** Nothing was written. */
  | { type: 'undone'; failure: Failure }
  /** What commits was sent and the answer was lost. Without `xid` it was a single statement. */
  | { type: 'unknown'; numbered: Numbered; xid: string | null };

export interface TransactionDeps {
  projections: readonly AnyProjection[];
  guards: ReadonlyMap<string, GuardReader>;
  nowMicros: () => number;
  newEpoch: () => string;
  /** Whether the stream may lack a row. */
  isNew: (stream: string) => boolean;
  foresight: Foresight;
  /** Called when everything is on its way that the database has to write. */
  onWriting: () => void;
  /** Called when COMMIT is on its way. */
  onCommitting: () => void;
}

/** The beginning of a transaction: its locks are asked for, and what has to be looked at. */
export interface Begun {
  entries: readonly Entry[];
  question: Question;
  found: Promise<UnderLock>;
}

/** Begins the transaction of a batch, without waiting: it may be sent behind the COMMIT of the one before. */
export function begin(
  { tx }: Connection,
  entries: readonly Entry[],
  deps: Pick<TransactionDeps, 'isNew' | 'newEpoch' | 'guards'>,
): Begun {
  const question = questionFor(entries, deps);
  const found = lockAndLook(tx, question, deps.guards);
  found.catch(() => {}); // whoever goes on with it hears of it
  return { entries, question, found };
}

/** Writes a batch that was foreseen. Null when it was not to be: nothing was written, and the batch has to be begun. Never throws. */
export async function attemptAtOnce(
  connection: Connection,
  { numbered, statement: part }: Foreseen,
  { foresight, onWriting }: Pick<TransactionDeps, 'foresight' | 'onWriting'>,
): Promise<Extract<Attempt, { type: 'committed' | 'unknown' }> | null> {
  try {
    const writing = send(statement<Pick<StreamHead, 'stream' | 'resumeFloor'>>(connection.tx, part));
    onWriting();
    for (const { stream, resumeFloor } of await writing) {
      const head = numbered.heads.get(stream);
      if (head) head.resumeFloor = Number(resumeFloor); // raised by whoever forgets old events, without an event
    }
    foresight.learn(NOTHING_FOUND, numbered);
    return { type: 'committed', numbered };
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    if (name !== 'PostgresError' || !connection.isAlive()) return { type: 'unknown', numbered, xid: null };
    if (code === DIVISION_BY_ZERO) foresight.beWary();
    else foresight.forget();
    return null;
  }
}

const NOTHING_FOUND = { heads: new Map<never, never>(), lastAt: new Map<never, never>() };
/** A stream did not stand where it was foreseen. */
const DIVISION_BY_ZERO = '22012';

/** Writes the batch, all of it or nothing. Never throws. */
export async function attempt(connection: Connection, begun: Begun, deps: TransactionDeps): Promise<Attempt> {
  let ready: { numbered: Numbered; xid: string };
  try {
    ready = await prepare(connection, begun, deps);
  } catch (error) {
    return undo(connection, error);
  }
  if (ready.numbered.survivors.length === 0) return leave(connection, ready.numbered);
  return conclude(connection, ready, deps);
}

// Everything before COMMIT.
async function prepare({ tx }: Connection, { entries, question, found: looking }: Begun, deps: TransactionDeps) {
  const found = await looking;
  const nowMicros = deps.nowMicros();
  if (found.heads.size < question.streams.length) throw new StreamsMissing();
  const numbered = await number(tx, entries, found, nowMicros);
  deps.foresight.learn(found, numbered);
  if (numbered.survivors.length > 0) {
    const written = writeAll(tx, toWriting(numbered, nowMicros), deps.projections);
    deps.onWriting();
    await written;
  }
  return { numbered, xid: found.xid };
}

async function number(tx: Connection['tx'], entries: readonly Entry[], found: UnderLock, nowMicros: number) {
  const taken = new TakenInstants();
  let windows = firstWindows(entries.flatMap(({ item }) => item.events));
  for (;;) {
    if (windows.length > 0) taken.learn(windows, await findTaken(tx, windows));
    try {
      return numberBatch(entries, found, taken, nowMicros);
    } catch (error) {
      if (!(error instanceof NotLookedUp)) throw error;
      windows = [error.window];
    }
  }
}

async function conclude(
  connection: Connection,
  { numbered, xid }: { numbered: Numbered; xid: string },
  { onCommitting }: TransactionDeps,
): Promise<Attempt> {
  try {
    const committing = commit(connection.tx);
    onCommitting();
    if ((await committing) === 'COMMIT') return { type: 'committed', numbered };
    const error = new Error('the database rolled the transaction back');
    return { type: 'undone', failure: { type: 'again', error, connection: 'suspect' } };
  } catch (error) {
    const answered = error instanceof Error && error.name === 'PostgresError' && connection.isAlive();
    return answered ? { type: 'undone', failure: judge(error, true) } : { type: 'unknown', numbered, xid };
  }
}

// Nobody got a position: there is nothing to commit.
async function leave(connection: Connection, numbered: Numbered): Promise<Attempt> {
  await rollBack(connection);
  return { type: 'committed', numbered };
}

async function undo(connection: Connection, error: unknown): Promise<Attempt> {
  const failure = judge(error, connection.isAlive());
  const isSound =
    failure.type === 'refused' ? (error as Error).name === 'PostgresError' : failure.connection === 'sound';
  if (isSound) await rollBack(connection);
  else connection.cut();
  return { type: 'undone', failure };
}

async function rollBack(connection: Connection): Promise<void> {
  if (!connection.isAlive()) return;
  try {
    await connection.tx.unsafe('rollback');
  } catch {
    connection.cut();
  }
}

function questionFor(entries: readonly Entry[], deps: Pick<TransactionDeps, 'isNew' | 'newEpoch'>): Question {
  const streams = [...new Set(entries.flatMap(({ streams }) => streams))];
  const guards = new Map<string, Set<string>>();
  const clocks = new Set<string>();
  for (const { item } of entries) {
    for (const { clock } of item.events) if (clock !== undefined) clocks.add(clock);
    for (const { kind, id } of item.guards) idsOf(guards, kind).add(id);
  }
  return {
    streams,
    newStreams: streams.filter(deps.isNew).map((id) => ({ id, epoch: deps.newEpoch() })),
    keys: entries.flatMap(({ item }) => (item.key ? [item.key] : [])),
    guards: new Map([...guards].map(([kind, ids]) => [kind, [...ids]])),
    clocks: [...clocks],
  };
}

function idsOf(guards: Map<string, Set<string>>, kind: string): Set<string> {
  let ids = guards.get(kind);
  if (!ids) guards.set(kind, (ids = new Set()));
  return ids;
}
