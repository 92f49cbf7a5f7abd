import type { Item, Outcome } from './item.ts';

/*
 * Which of the waiting items go into the next transaction. Pure.
 *
 * First come, first served, except that an item waits for the next batch when one before it (in this batch, or waiting)
 * touches an entity that it touches or guards, or when one before it in this batch changes the rules of a stream that it
 * writes to or was checked against. So what an item's guards read under the lock is not undone by a neighbour, and the first
 * waiting item is always taken.
 */

/** An item on its way, and whom to tell. */
export interface Entry {
  readonly item: Item;
  /** Streams that it writes to or was checked against, each once. */
  readonly streams: readonly string[];
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
  settled: boolean;
  /** Further appends under the same key that wait for this one's outcome. */
  followers: Entry[];
}

export interface BatchLimits {
  items: number;
  events: number;
}

/** The streams whose rows an item needs locked. */
export function streamsOf(item: Item): string[] {
  const first = item.events[0]?.stream;
  if (first !== undefined && item.events.length === 1 && item.checked.every(({ stream }) => stream === first))
    return [first];
  return [...new Set([...item.events.map(({ stream }) => stream), ...item.checked.map(({ stream }) => stream)])];
}

/** Splits the waiting entries into the next batch and those that go on waiting, both in order. */
export function selectBatch(waiting: readonly Entry[], limits: BatchLimits): { batch: Entry[]; rest: Entry[] } {
  const batch: Entry[] = [];
  const rest: Entry[] = [];
  const touched = new Set<string>();
  const closed = new Set<string>();
  let events = 0;
  for (let at = 0; at < waiting.length; at++) {
    const entry = waiting[at]!;
    const { item } = entry;
    const full = batch.length >= limits.items || (batch.length > 0 && events + item.events.length > limits.events);
    if (full) return { batch, rest: rest.concat(waiting.slice(at)) };
    const mayGo = !mustWait(entry, touched, closed);
    for (const key of item.touches) touched.add(key);
    if (!mayGo) {
      rest.push(entry);
      continue;
    }
    batch.push(entry);
    events += item.events.length;
    for (const event of item.events) if (event.rules) closed.add(event.stream);
  }
  return { batch, rest };
}

function mustWait({ item, streams }: Entry, touched: ReadonlySet<string>, closed: ReadonlySet<string>): boolean {
  if (closed.size > 0 && streams.some((stream) => closed.has(stream))) return true;
  if (touched.size === 0) return false;
  return (
    item.touches.some((key) => touched.has(key)) || item.guards.some(({ kind, id }) => touched.has(`${kind}:${id}`))
  );
}
