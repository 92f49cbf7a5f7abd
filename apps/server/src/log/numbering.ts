import { Clocks, NotLookedUp } from './clocks.ts';
import type { TakenInstants } from './clocks.ts';
import { keyOf } from './queue.ts';
import type { Settled } from './queue.ts';
import { currentVersion, toLoggedEvent } from './upcast.ts';
import type { UnderLock, UsedKey, Writing } from './burst.ts';
import type { Entry } from './selection.ts';
import type { Item, LoggedEvent, NewEvent, StreamHead } from './item.ts';

/*
 * What becomes of each item of a batch, given what was found under the lock. Pure.
 *
 * An item that took effect before, is stale, or cannot say what its events hold gets no position; the others are numbered one
 * after another, so that each stream goes on without a hole.
 */

/** An item that will be in the log if the transaction commits. */
export interface Survivor {
  entry: Entry;
  events: (LoggedEvent & { json: string })[];
  kept: string | null;
}

export interface Numbered {
  survivors: Survivor[];
  /** Those that get no position. */
  settled: Map<Entry, Settled>;
  /** Heads of the streams that moved, as they will be. */
  heads: Map<string, StreamHead>;
  /** Clocks that moved, as they will be. */
  lastAt: Map<string, number>;
}

/** Decides on every entry, in order. Throws `NotLookedUp` when instants must be looked up first. */
export function numberBatch(
  entries: readonly Entry[],
  found: UnderLock,
  taken: TakenInstants,
  nowMicros: number,
): Numbered {
  const usedKeys = new Map(found.usedKeys.map((used) => [keyOf(used), used]));
  const clocks = new Clocks(found.lastAt, taken, nowMicros);
  const numbered: Numbered = { survivors: [], settled: new Map(), heads: new Map(), lastAt: clocks.moved };
  for (const entry of entries) {
    const settled = refusal(entry.item, found, usedKeys) ?? numberItem(entry, found, numbered, clocks);
    if (settled) numbered.settled.set(entry, settled);
  }
  return numbered;
}

/** What the survivors write. */
export function toWriting({ survivors, heads, lastAt }: Numbered, nowMicros: number): Writing {
  const writing: Writing = {
    events: [],
    keys: [],
    alongside: [],
    lastAt,
    clocked: new Set(),
    heads: [...heads.values()],
    nowMicros,
  };
  for (const { entry, events, kept } of survivors) {
    const { item } = entry;
    for (const event of events) writing.events.push(event);
    for (const { type, clock } of item.events) if (clock !== undefined) writing.clocked.add(type);
    if (item.key) writing.keys.push(keyRow(item.key, events[0]!, kept));
    if (item.alongside) writing.alongside.push((tx) => item.alongside!(tx));
  }
  return writing;
}

function keyRow({ author, key, argsHash }: NonNullable<Item['key']>, first: LoggedEvent, kept: string | null) {
  return { author, key, argsHash, stream: first.stream, seq: first.seq, kept };
}

/** What a known key answers: the same result again, or a conflict when the arguments were others. */
export function answerOf(
  used: UsedKey,
  key: NonNullable<Item['key']>,
): Extract<Settled, { type: 'repeated' | 'conflict' }> {
  if (used.argsHash !== key.argsHash) return { type: 'conflict', reason: 'key' };
  return { type: 'repeated', event: toLoggedEvent(used), kept: used.result };
}

function refusal(item: Item, found: UnderLock, usedKeys: ReadonlyMap<string, UsedKey>): Settled | null {
  const used = item.key && usedKeys.size > 0 && usedKeys.get(keyOf(item.key));
  if (used) return answerOf(used, item.key!);
  const newerRules = item.checked.some(({ stream, rulesRev }) => rulesRev < found.heads.get(stream)!.rulesRev);
  const otherState = item.guards.some(({ kind, id, is }) => (found.states.get(kind)?.get(id) ?? '') !== is);
  return newerRules || otherState ? { type: 'stale' } : null;
}

// Numbers the item's events onto the heads so far. Whatever it throws leaves the heads as they were.
function numberItem(entry: Entry, found: UnderLock, { heads, survivors }: Numbered, clocks: Clocks): Settled | null {
  const { item } = entry;
  // Of a single event without a kept answer nothing throws once its head has moved.
  const mayStillThrow = item.events.length > 1 || item.keep !== undefined;
  const before: [stream: string, head: StreamHead | undefined][] = [];
  try {
    const events = item.events.map((event) => {
      const { stream } = event;
      const moved = heads.get(stream);
      const head = moved ?? { ...found.heads.get(stream)! };
      const logged = logEvent(event, head.seq + 1, clocks);
      if (mayStillThrow) before.push([stream, moved && { ...moved }]);
      head.seq++;
      if (event.rules) head.rulesRev = head.seq;
      if (!moved) heads.set(stream, head);
      return logged;
    });
    const kept = item.key && item.keep ? (JSON.stringify(item.keep(events)) ?? null) : null;
    survivors.push({ entry, events, kept });
    return null;
  } catch (error) {
    for (const [stream, head] of before.reverse()) {
      if (head) heads.set(stream, head);
      else heads.delete(stream);
    }
    if (error instanceof NotLookedUp) throw error;
    return { type: 'failed', error: error as Error };
  }
}

function logEvent(event: NewEvent, seq: number, clocks: Clocks): LoggedEvent & { json: string } {
  const { stream, type, actor, audience } = event;
  const at = clocks.place(event);
  const data = event.data({ seq, at });
  const backfill = event.backfill ?? false;
  return {
    stream,
    seq,
    v: currentVersion(type),
    type,
    at,
    actor,
    audience,
    backfill,
    data,
    json: JSON.stringify(data),
  };
}
