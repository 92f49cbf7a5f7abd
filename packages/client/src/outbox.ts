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
 * A tab sends what it wrote itself; what closed tabs left behind is sent by the leader, and by any other tab that knows of it when
 * it has lain for a while. Should a tab only seem closed, both send the same keys, which is harmless; what another tab has taken
 * out of the storage meanwhile is not sent.
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
  answered(value: unknown): void;
  changed(): void;
}

const MOST = 200;
const EXPIRES_AFTER_MS = 24 * 3_600_000;
/** Who has not sent a thing by then may be gone. */
const LEFT_AFTER_MS = 10_000;
const PREFIX = 'outbox/';

export class Outbox {
  entries: readonly OutboxEntry[] = [];
  readonly #world: OutboxWorld;
  readonly #own = new Set<string>();
  readonly #timers = new Map<string, unknown>();
  readonly #stopFollowing: () => void;
  /** Loads on their way, and what has left since they began: they may still bring it. */
  #loads = 0;
  readonly #gone = new Set<string>();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(world: OutboxWorld) {
    this.#world = world;
    this.#stopFollowing = world.leadership.onChange(() => void this.load());
  }

  /** Takes in what is stored, and drops what other tabs have seen to. What was on its way is sent again with its key. */
  async load(): Promise<void> {
    this.#loads++;
    const stored = await this.#stored();
    if (stored) this.#takeIn(stored.filter(({ key }) => !this.#gone.has(key)));
    if (--this.#loads === 0) this.#gone.clear();
    this.flush();
  }

  /** False when it is full. With `holdMs` it waits for so long, over a reload too, unless it is released. */
  add(key: string, lane: string, intent: Intent, holdMs = 0): boolean {
    if (this.entries.length >= MOST) return false;
    const now = this.#world.clock.now();
    this.#own.add(key);
    const held = holdMs > 0 ? { heldUntil: now + holdMs } : {};
    this.#put({ ...intent, ...held, key, lane, queuedAt: now, state: { type: 'waiting', attempt: 0, notBefore: now } });
    this.flush();
    return true;
  }

  /** Lets what is held go, one entry or all. Not stored: a page that is left has no time to wait for that before it sends. */
  release(key?: string): void {
    const isMeant = (entry: OutboxEntry) => entry.heldUntil !== undefined && (key === undefined || entry.key === key);
    for (const entry of this.entries) if (isMeant(entry)) this.#clearTimer(entry.key);
    this.#set(this.entries.map((entry) => (isMeant(entry) ? { ...entry, heldUntil: 0 } : entry)));
    this.flush();
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
    this.#store(() => this.#world.storage.delete(PREFIX + key));
    this.#drop(key);
  }

  /** A new connection: nobody needs to wait any longer. */
  connected(): void {
    for (const key of [...this.#timers.keys()]) this.#clearTimer(key);
    for (const { key, state } of this.entries)
      if (state.type === 'waiting') this.#setState(key, { ...state, notBefore: 0 });
    this.flush();
    void this.load();
  }

  /** Sends the first of every lane, where it may go. */
  flush(): void {
    this.#expire();
    if (!this.#world.isLive()) return;
    const busy = new Set<string>();
    for (const entry of this.entries) {
      if (entry.state.type === 'failed' || busy.has(entry.lane)) continue;
      busy.add(entry.lane);
      if (entry.state.type === 'waiting') this.#sendWhenDue(entry, entry.state);
    }
  }

  stop(): void {
    this.#stopFollowing();
    for (const key of [...this.#timers.keys()]) this.#clearTimer(key);
  }

  clear(): void {
    for (const { key } of this.entries) this.#gone.add(key);
    this.#set([]);
  }

  #sendWhenDue(entry: OutboxEntry, { attempt, notBefore }: Extract<OutboxState, { type: 'waiting' }>): void {
    const isMine = this.#own.has(entry.key) || this.#world.leadership.isLeader();
    const from = Math.max(notBefore, entry.heldUntil ?? 0, isMine ? 0 : entry.queuedAt + LEFT_AFTER_MS);
    const waitMs = from - this.#world.clock.now();
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
      if (!this.#own.has(entry.key) && !(await this.#isStored(entry.key))) return this.#drop(entry.key);
      const value = await this.#world.ask(entry);
      if (this.#find(entry.key)) this.#world.answered(value);
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

  /** Everything but how far one has read is a person's word: it stays until they decide. */
  #fail(key: string, reason: RejectBody | 'expired'): void {
    const entry = this.#find(key);
    if (entry && isReading(entry.name)) this.done(key);
    else if (entry) this.#put({ ...entry, state: { type: 'failed', reason } });
  }

  #expire(): void {
    const before = this.#world.clock.now() - EXPIRES_AFTER_MS;
    for (const { key, name, state, queuedAt } of this.entries)
      if (state.type === 'waiting' && queuedAt < before && !isArranging(name)) this.#fail(key, 'expired');
  }

  #takeIn(stored: readonly OutboxEntry[]): void {
    const known = new Set(this.entries.map(({ key }) => key));
    const there = new Set(stored.map(({ key }) => key));
    const kept = this.entries.filter(
      ({ key, state }) => this.#own.has(key) || there.has(key) || state.type === 'sending',
    );
    const left = stored.filter(({ key }) => !known.has(key)).map(asWaiting);
    if (left.length === 0 && kept.length === this.entries.length) return;
    this.#set([...left, ...kept].sort((a, b) => a.queuedAt - b.queuedAt));
  }

  /** Null when the storage cannot tell. */
  async #stored(): Promise<OutboxEntry[] | null> {
    const stored = await this.#world.storage.entries(PREFIX).catch(() => null);
    return stored && stored.map(([, value]) => value as OutboxEntry);
  }

  async #isStored(key: string): Promise<boolean> {
    const stored = await this.#stored();
    return stored === null || stored.some((entry) => entry.key === key);
  }

  #drop(key: string): void {
    this.#own.delete(key);
    this.#clearTimer(key);
    if (this.#loads > 0) this.#gone.add(key);
    this.#set(this.entries.filter((entry) => entry.key !== key));
    this.flush();
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

/** How far one has read is nothing that a person decides about when it was refused. */
function isReading(name: Intent['name']): boolean {
  return name === 'read.mark' || name === 'thread.read' || name === 'activity.look';
}

/** How one arranges one's own sidebar and drafts surprises nobody, however late; what was to be sent later has its own time. */
function isArranging(name: Intent['name']): boolean {
  return name === 'channel.prefer' || name === 'draft.dismiss' || /^(section|scheduled|reminder)\./.test(name);
}

function asWaiting(entry: OutboxEntry): OutboxEntry {
  return entry.state.type === 'sending'
    ? { ...entry, state: { type: 'waiting', attempt: entry.state.attempt, notBefore: 0 } }
    : entry;
}
