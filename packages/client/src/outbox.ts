import type { RejectBody } from '@roost/protocol/codes';
import { backoffMs } from './backoff.ts';
import type { Clock, ClientStorage, Leadership, Randomness } from './ports.ts';
import { RequestRejected, toRejectBody } from './rejected.ts';
import type { Intent, OutboxEntry, OutboxState } from './types.ts';

/*
 * The client's unacknowledged commands [K2].
 *
 * Guarantees: an entry leaves only when it was answered or when the person takes it out; it keeps its key on every attempt, so
 * nothing happens twice; entries of a lane leave in order, one at a time (failed ones let later ones pass, each says for itself
 * what became of it); what waited for 24 h is not sent silently [K3]; everything is stored before it is sent.
 * A tab sends what it wrote itself; what closed tabs left behind is sent by the leader. Should a tab only seem closed, both send
 * the same keys, which is harmless.
 */

export interface OutboxWorld {
  clock: Clock;
  random: Randomness;
  storage: ClientStorage;
  leadership: Leadership;
  isLive(): boolean;
  /** Rejects with `RequestRejected`. */
  ask(entry: OutboxEntry): Promise<unknown>;
  /** Called with the server's answer, before the entry goes. */
  answered(entry: OutboxEntry, value: unknown): void;
  changed(): void;
}

const MOST = 200;
const EXPIRES_AFTER_MS = 24 * 3_600_000;
const PREFIX = 'outbox/';

export class Outbox {
  entries: readonly OutboxEntry[] = [];
  readonly #world: OutboxWorld;
  readonly #own = new Set<string>();
  readonly #timers = new Map<string, unknown>();
  readonly #stopFollowing: () => void;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(world: OutboxWorld) {
    this.#world = world;
    this.#stopFollowing = world.leadership.onChange(() => void this.load());
  }

  /** Takes in what is stored. What was on its way is sent again with its key. */
  async load(): Promise<void> {
    const stored = await this.#world.storage.entries(PREFIX).catch(() => []);
    const known = new Set(this.entries.map(({ key }) => key));
    const left = stored
      .map(([, value]) => value as OutboxEntry)
      .filter(({ key }) => !known.has(key))
      .map(asWaiting);
    if (left.length > 0) this.#set([...left, ...this.entries].sort((a, b) => a.queuedAt - b.queuedAt));
    this.flush();
  }

  /** False when it is full. */
  add(key: string, lane: string, intent: Intent): boolean {
    if (this.entries.length >= MOST) return false;
    const now = this.#world.clock.now();
    this.#own.add(key);
    this.#put({ ...intent, key, lane, queuedAt: now, state: { type: 'waiting', attempt: 0, notBefore: now } });
    this.flush();
    return true;
  }

  retry(key: string): void {
    const entry = this.#find(key);
    if (entry?.state.type !== 'failed') return;
    this.#own.add(key);
    const now = this.#world.clock.now();
    this.#put({
      ...entry,
      queuedAt: entry.state.reason === 'expired' ? now : entry.queuedAt,
      state: { type: 'waiting', attempt: 0, notBefore: now },
    });
    this.flush();
  }

  /** Takes an entry out, unless it is on its way: then it may have taken effect. */
  withdraw(key: string): OutboxEntry | null {
    const entry = this.#find(key);
    if (!entry || entry.state.type === 'sending') return null;
    this.done(key);
    return entry;
  }

  /** It took effect. */
  done(key: string): void {
    if (!this.#find(key)) return;
    this.#own.delete(key);
    this.#clearTimer(key);
    this.#set(this.entries.filter((entry) => entry.key !== key));
    this.#store(() => this.#world.storage.delete(PREFIX + key));
    this.flush();
  }

  /** A new connection: nobody needs to wait any longer. */
  connected(): void {
    for (const key of [...this.#timers.keys()]) this.#clearTimer(key);
    for (const { key, state } of this.entries)
      if (state.type === 'waiting') this.#setState(key, { ...state, notBefore: 0 });
    this.flush();
  }

  /** Sends the first of every lane, where it may go. */
  flush(): void {
    this.#expire();
    if (!this.#world.isLive()) return;
    const busy = new Set<string>();
    for (const entry of this.entries) {
      if (entry.state.type === 'failed' || busy.has(entry.lane)) continue;
      busy.add(entry.lane);
      const mine = this.#own.has(entry.key) || this.#world.leadership.isLeader();
      if (mine && entry.state.type === 'waiting') this.#sendWhenDue(entry, entry.state);
    }
  }

  stop(): void {
    this.#stopFollowing();
    for (const key of [...this.#timers.keys()]) this.#clearTimer(key);
  }

  clear(): void {
    this.#set([]);
  }

  #sendWhenDue(entry: OutboxEntry, { attempt, notBefore }: Extract<OutboxState, { type: 'waiting' }>): void {
    const waitMs = notBefore - this.#world.clock.now();
    if (waitMs <= 0) return void this.#send(entry, attempt);
    if (this.#timers.has(entry.key)) return;
    const timer = this.#world.clock.setTimer(() => {
      this.#timers.delete(entry.key);
      this.flush();
    }, waitMs);
    this.#timers.set(entry.key, timer);
  }

  async #send(entry: OutboxEntry, attempt: number): Promise<void> {
    this.#setState(entry.key, { type: 'sending', attempt });
    try {
      await this.#writing; // what is sent is stored
      const value = await this.#world.ask(entry);
      if (this.#find(entry.key)) this.#world.answered(entry, value);
      this.done(entry.key);
    } catch (error) {
      this.#refused(entry.key, attempt, toRejectBody(error), error instanceof RequestRejected);
    }
  }

  #refused(key: string, attempt: number, reason: RejectBody, isAnswer: boolean): void {
    if (!isAnswer || !reason.retryable) this.#fail(key, reason);
    else {
      const waitMs = Math.max(reason.retryAfterMs ?? 0, backoffMs(attempt, this.#world.random.unit()));
      this.#setState(key, { type: 'waiting', attempt: attempt + 1, notBefore: this.#world.clock.now() + waitMs });
    }
    this.flush();
  }

  #fail(key: string, reason: RejectBody | 'expired'): void {
    const entry = this.#find(key);
    if (entry) this.#put({ ...entry, state: { type: 'failed', reason } });
  }

  #expire(): void {
    const before = this.#world.clock.now() - EXPIRES_AFTER_MS;
    for (const { key, state, queuedAt } of this.entries)
      if (state.type === 'waiting' && queuedAt < before) this.#fail(key, 'expired');
  }

  #find(key: string): OutboxEntry | undefined {
    return this.entries.find((entry) => entry.key === key);
  }

  /** Only for the screen: an attempt need not be stored, the key is what counts. */
  #setState(key: string, state: OutboxState): void {
    this.#set(this.entries.map((entry) => (entry.key === key ? { ...entry, state } : entry)));
  }

  #put(entry: OutboxEntry): void {
    const isKnown = this.#find(entry.key) !== undefined;
    this.#set(isKnown ? this.entries.map((one) => (one.key === entry.key ? entry : one)) : [...this.entries, entry]);
    this.#store(() => this.#world.storage.set(PREFIX + entry.key, entry));
  }

  // A storage that fails costs the memory over a reload, not the message.
  #store(write: () => Promise<void>): void {
    this.#writing = this.#writing.then(write).catch(() => {});
  }

  #clearTimer(key: string): void {
    this.#world.clock.clearTimer(this.#timers.get(key));
    this.#timers.delete(key);
  }

  #set(entries: readonly OutboxEntry[]): void {
    this.entries = entries;
    this.#world.changed();
  }
}

function asWaiting(entry: OutboxEntry): OutboxEntry {
  return entry.state.type === 'sending'
    ? { ...entry, state: { type: 'waiting', attempt: entry.state.attempt, notBefore: 0 } }
    : entry;
}
