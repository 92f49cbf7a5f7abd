import { Reject } from '../reject.ts';
import { selectBatch, streamsOf } from './selection.ts';
import type { BatchLimits, Entry } from './selection.ts';
import type { Item, LoggedEvent, Outcome } from './item.ts';

/*
 * The items that wait for a transaction or are in one. Bounded. Appends under one idempotency key share the first one's item:
 * when it commits they get `repeated` (or the conflict, if their arguments differ); when it does not, the next of them is
 * tried in its own right.
 */

/** What became of an entry in a transaction that is over. */
export type Settled =
  | { type: 'committed'; events: LoggedEvent[]; kept: string | null }
  | Exclude<Outcome, { type: 'committed' }>
  | { type: 'failed'; error: Error };

export class AppendQueue {
  readonly #bound: number;
  readonly #limits: BatchLimits;
  readonly #leaders = new Map<string, Entry>();
  #waiting: Entry[] = [];
  #size = 0;

  constructor(bound: number, limits: BatchLimits) {
    this.#bound = bound;
    this.#limits = limits;
  }

  /** Items not settled yet. */
  get size(): number {
    return this.#size;
  }

  /** Whether a batch can be taken. */
  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Adds an item. Rejects with `busy` when there are too many. */
  add(item: Item): Promise<Outcome> {
    if (this.#size >= this.#bound)
      return Promise.reject(new Reject('busy', 'The server has too much to write; try again.'));
    this.#size++;
    return new Promise((resolve, reject) => {
      const entry: Entry = { item, streams: streamsOf(item), resolve, reject, settled: false, followers: [] };
      const leader = item.key && this.#leaders.get(keyOf(item.key));
      if (leader) leader.followers.push(entry);
      else this.#enter(entry);
    });
  }

  /** The next batch. Its entries stay known until they are settled. */
  take(): Entry[] {
    const { batch, rest } = selectBatch(this.#waiting, this.#limits);
    this.#waiting = rest;
    return batch;
  }

  /** Tells the caller, and whoever shares the item. Only the first time counts. */
  settle(entry: Entry, settled: Settled): void {
    if (entry.settled) return;
    entry.settled = true;
    this.#size--;
    const { item, followers } = entry;
    if (item.key) this.#leaders.delete(keyOf(item.key));
    if (settled.type === 'failed') entry.reject(settled.error);
    else entry.resolve(settled.type === 'committed' ? { type: 'committed', events: settled.events } : settled);
    if (followers.length > 0) this.#settleFollowers(entry, settled);
  }

  #settleFollowers({ item, followers }: Entry, settled: Settled): void {
    const answer = repeatedAnswer(settled);
    if (answer === null) return this.#follow(followers);
    for (const follower of followers) {
      this.#size--;
      const same = follower.item.key!.argsHash === item.key!.argsHash;
      follower.resolve(same ? answer : { type: 'conflict', reason: 'key' });
    }
  }

  #follow([first, ...others]: Entry[]): void {
    first!.followers = others;
    this.#leaders.set(keyOf(first!.item.key!), first!);
    this.#waiting.unshift(first!);
  }

  #enter(entry: Entry): void {
    if (entry.item.key) this.#leaders.set(keyOf(entry.item.key), entry);
    this.#waiting.push(entry);
  }
}

/** Author and key as one text. Neither contains a line break. */
export function keyOf({ author, key }: { author: string; key: string }): string {
  return `${author}\n${key}`;
}

function repeatedAnswer(settled: Settled): Extract<Outcome, { type: 'repeated' }> | null {
  if (settled.type === 'repeated') return settled;
  if (settled.type !== 'committed') return null;
  return { type: 'repeated', event: settled.events[0]!, kept: settled.kept === null ? null : JSON.parse(settled.kept) };
}
