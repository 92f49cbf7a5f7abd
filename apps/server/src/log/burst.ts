import { flags, list, names, numbers, rows, words } from '../storage/columns.ts';
import { part, statement } from '../storage/part.ts';
import type { Part } from '../storage/part.ts';
import type { EventRow } from './upcast.ts';
import type { AnyProjection, GuardReader, LoggedEvent, Projection, Statement, StreamHead, Tx } from './item.ts';
import type { EventType } from '@roost/protocol/events';
import type { PendingQuery } from 'postgres';
import type { Window } from './clocks.ts';

/*
 * The SQL of one transaction, in two bursts of statements that are sent without awaiting each other.
 *
 * First: lock the stream rows in the order of their ids, then look, each statement on its own fresh snapshot (READ COMMITTED),
 * so that nothing that was looked up can change before the commit. Second: write. COMMIT is sent only when every statement of
 * the second burst has succeeded: postgres.js may drop a statement that it cannot encode, or run one again that met a stale
 * plan, and neither may happen around a COMMIT that is already on its way.
 */

/** What is read under the lock. */
export interface Question {
  streams: string[];
  /** Those of `streams` that may not exist yet, with the epoch to give them. */
  newStreams: { id: string; epoch: string }[];
  keys: { author: string; key: string }[];
  guards: ReadonlyMap<string, string[]>;
  clocks: string[];
}

/** A key that took effect before. */
export interface UsedKey extends Omit<EventRow, 'stream'> {
  author: string;
  key: string;
  argsHash: string;
  result: unknown;
  stream: string;
}

/** What was found under the lock. */
export interface UnderLock {
  /** The transaction's number; empty if there was nothing to lock. */
  xid: string;
  heads: Map<string, StreamHead>;
  usedKeys: UsedKey[];
  /** Per kind of guard, state by id. */
  states: Map<string, Map<string, string>>;
  lastAt: Map<string, number>;
}

/** Everything that one transaction writes. */
export interface Writing {
  events: (LoggedEvent & { json: string })[];
  keys: { author: string; key: string; argsHash: string; stream: string; seq: number; kept: string | null }[];
  alongside: ((tx: Tx) => Statement[])[];
  lastAt: ReadonlyMap<string, number>;
  /** The types of the events that stand on clocks. */
  clocked: Set<EventType>;
  heads: StreamHead[];
  nowMicros: number;
}

/** Begins the transaction, locks, looks. */
export async function lockAndLook(
  tx: Tx,
  asked: Question,
  readers: ReadonlyMap<string, GuardReader>,
): Promise<UnderLock> {
  const kinds = [...asked.guards.keys()];
  const begin = send(tx`begin isolation level read committed read write`);
  const create = asked.newStreams.length > 0 ? send(createStreams(tx, asked.newStreams)) : null;
  const lock = send(tx<(StreamHead & { xid: string })[]>`
    select id as stream, epoch, seq, rules_rev as "rulesRev", resume_floor as "resumeFloor", pg_current_xact_id()::text as xid
    from stream where id = any(${asked.streams}) order by id for update`);
  const keys = asked.keys.length > 0 ? findKeys(tx, asked.keys) : null;
  const guards = kinds.map((kind) =>
    statement<{ id: string; state: string }>(tx, readers.get(kind)!.read(asked.guards.get(kind)!)),
  );
  const clocks =
    asked.clocks.length > 0
      ? tx<
          { id: string; lastAt: number }[]
        >`select id, last_at as "lastAt" from channel where id = any(${asked.clocks})`
      : null;
  await inOnePiece([begin, create, lock, keys, ...guards, clocks]);
  const states = await Promise.all(guards);
  return {
    xid: (await lock)[0]?.xid ?? '',
    heads: new Map((await lock).map((row) => [row.stream, toHead(row)])),
    usedKeys: (await keys) ?? [],
    states: new Map(kinds.map((kind, i) => [kind, new Map(states[i]!.map(({ id, state }) => [id, state]))])),
    lastAt: new Map((await clocks)?.map(({ id, lastAt }) => [id, Number(lastAt)])),
  };
}

/** Writes everything but the COMMIT. */
export async function writeAll(tx: Tx, writing: Writing, projections: readonly AnyProjection[]): Promise<void> {
  const byType = groupByType(writing.events);
  await inOnePiece([
    statement(tx, moveStreams(writing.heads)),
    ...newRows(writing).map((row) => statement(tx, row)),
    ...projections.flatMap(({ type, apply }) => project(tx, apply as Projection['apply'], byType.get(type))),
    ...writing.alongside.flatMap((statements) => statements(tx)),
    writing.lastAt.size === 0 || advanceAll(projections, writing.clocked) ? null : raiseClocks(tx, writing.lastAt),
  ]);
}

/**
 * Sends COMMIT, before it returns: what is sent next comes behind it, and not into the same transaction. The tag says what became of it:
 * the COMMIT of a failed transaction succeeds and rolls back.
 */
export async function commit(tx: Tx): Promise<'COMMIT' | 'ROLLBACK'> {
  const result = await send(tx.unsafe('commit'));
  return result.command === 'COMMIT' ? 'COMMIT' : 'ROLLBACK';
}

/** Creates streams that do not exist yet, in the order of their ids: whoever waits for another's row holds no later one. */
export function createStreams(tx: Tx, streams: readonly { id: string; epoch: string }[]): Statement {
  return tx`
    insert into stream (id, epoch)
    select id, epoch from unnest(${streams.map(({ id }) => id)}::text[], ${streams.map(({ epoch }) => epoch)}::text[]) n (id, epoch)
    order by id collate "C" on conflict do nothing`;
}

/** Which of these keys took effect before, each with the event that is its result. */
export function findKeys(tx: Tx, keys: readonly { author: string; key: string }[]): PendingQuery<UsedKey[]> {
  return tx<UsedKey[]>`
    select k.author, k.key, k.args_hash as "argsHash", k.result, e.stream, e.seq, e.v, e.type, e.at, e.actor, e.audience,
           e.backfill, e.data
    from unnest(${list(keys.map(({ author }) => author))}::text[], ${list(keys.map(({ key }) => key))}::text[]) n (author, key)
    join command_key k on k.author = n.author and k.key = n.key
    join event e on e.stream = k.stream and e.seq = k.seq`;
}

/** Which instants of the windows messages have taken. */
export function findTaken(tx: Tx, windows: readonly Window[]): PendingQuery<{ clock: string; at: number }[]> {
  return tx<{ clock: string; at: number }[]>`
    select distinct m.channel_id as clock, m.created_at as at
    from unnest(${windows.map(({ clock }) => clock)}::text[], ${windows.map(({ from }) => from)}::int8[],
                ${windows.map(({ to }) => to)}::int8[]) w (clock, low, high)
    join message m on m.channel_id = w.clock and m.created_at >= w.low and m.created_at < w.high`;
}

/** Positions as numbers, whatever the connection makes of an int8. */
export function toHead(row: StreamHead): StreamHead {
  const { stream, epoch } = row;
  return { stream, epoch, seq: Number(row.seq), rulesRev: Number(row.rulesRev), resumeFloor: Number(row.resumeFloor) };
}

export function groupByType(events: readonly LoggedEvent[]): Map<EventType, LoggedEvent[]> {
  const groups = new Map<EventType, LoggedEvent[]>();
  for (const event of events) {
    const group = groups.get(event.type);
    if (group) group.push(event);
    else groups.set(event.type, [event]);
  }
  return groups;
}

/** Whether projections advance the clocks that events of these types stand on. */
export function advanceAll(projections: readonly AnyProjection[], clocked: ReadonlySet<EventType>): boolean {
  return [...clocked].every((type) => projections.some((one) => one.type === type && one.advancesClocks));
}

function project(tx: Tx, apply: Projection['apply'], events: LoggedEvent<EventType>[] | undefined): Statement[] {
  return events ? apply(tx, events) : [];
}

/** The new rows of the log itself: events and keys. */
export function newRows({ events, keys, nowMicros }: Writing): Part[] {
  const made: Part[] = [];
  if (events.length > 0) made.push(insertEvents(events));
  if (keys.length > 0) made.push(insertKeys(keys, nowMicros));
  return made;
}

function insertEvents(events: Writing['events']): Part {
  const columns = {
    stream: names(events.map(({ stream }) => stream)),
    seq: numbers(events.map(({ seq }) => seq)),
    v: numbers(events.map(({ v }) => v)),
    type: names(events.map(({ type }) => type)),
    at: numbers(events.map(({ at }) => at)),
    actor: names(events.map(({ actor }) => actor)),
    audience: names(events.map(({ audience }) => audience)),
    backfill: flags(events.map(({ backfill }) => backfill)),
    data: words(events.map(({ json }) => json)),
  };
  return part`
    insert into event (stream, seq, v, type, at, actor, audience, backfill, data)
    select stream, seq, v, type, at, actor, audience, backfill = 1, data::jsonb from ${rows('n', columns)}`;
}

function insertKeys(keys: Writing['keys'], nowMicros: number): Part {
  const columns = {
    author: names(keys.map(({ author }) => author)),
    key: names(keys.map(({ key }) => key)),
    args_hash: names(keys.map(({ argsHash }) => argsHash)),
    stream: names(keys.map(({ stream }) => stream)),
    seq: numbers(keys.map(({ seq }) => seq)),
  };
  const kept = keys.map(({ kept: answer }) => answer);
  // Nothing is kept with the key of a message.
  if (kept.every((answer) => answer === null))
    return part`
      insert into command_key (author, key, args_hash, stream, seq, created_at)
      select author, key, args_hash, stream, seq, ${nowMicros}::int8 from ${rows('n', columns)}`;
  return part`
    insert into command_key (author, key, args_hash, stream, seq, result, created_at)
    select author, key, args_hash, stream, seq, result::jsonb, ${nowMicros}::int8
    from ${rows('n', { ...columns, result: words(kept) })}`;
}

/** Moves streams on to where they stand now. */
export function moveStreams(heads: readonly StreamHead[]): Part {
  const columns = {
    id: names(heads.map(({ stream }) => stream)),
    seq: numbers(heads.map(({ seq }) => seq)),
    rules_rev: numbers(heads.map(({ rulesRev }) => rulesRev)),
  };
  return part`
    update stream s set seq = n.seq, rules_rev = n.rules_rev from ${rows('n', columns)} where s.id = n.id`;
}

function raiseClocks(tx: Tx, lastAt: ReadonlyMap<string, number>): Statement {
  return tx`
    update channel c set last_at = n.last_at
    from unnest(${[...lastAt.keys()]}::text[], ${[...lastAt.values()]}::int8[]) n (id, last_at)
    where c.id = n.id`;
}

/** Sends a statement now, not when it is awaited. */
export function send<Q extends PromiseLike<unknown> & { execute(): unknown; catch(refused: () => void): unknown }>(
  query: Q,
): Q {
  query.execute();
  query.catch(() => {}); // whoever awaits it hears of it
  return query;
}

// Sends all statements in their order, then waits for all. Fails with the first failure, which is the true one: those after it only
// say that the transaction is aborted.
async function inOnePiece(statements: (Parameters<typeof send>[0] | null)[]): Promise<void> {
  await Promise.all(statements.map((statement) => statement && send(statement)));
}
