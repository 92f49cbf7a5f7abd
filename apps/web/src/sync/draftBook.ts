import { newId } from '@roost/protocol/ids';
import type { Draft, Quote } from '@roost/protocol/entities';
import { limits, timings } from '@roost/protocol/limits';
import type { Args } from '@roost/protocol/registry';
import { toReject } from './reject.ts';

/**
 * Half-written texts, by place (`channelId`, or `channelId/rootId` for a thread, or `editDraft`). What the server does not have yet lies
 * over what it has.
 * Guarantees: what was typed is in memory at once, on disk 250 ms after the last key and when the page hides, and at the server 3 s after
 * it, at the latest 15 s after the first key; it stays on disk until the server has it, and says over what it was written, so that nothing
 * of another device is written over unseen [D2]. New texts of messages stay on this device.
 */
export interface Drafts {
  get(key: string): string;
  /** The message that goes with it. */
  quoteOf(key: string): Quote | null;
  /** Whether there is anything, also what another device wrote over. */
  has(key: string): boolean;
  /** The places of what only this device has. */
  keys(): readonly string[];
  /** How many texts only this device has. */
  count(): number;
  /** Without `quote` what is quoted stays. */
  set(key: string, text: string, quote?: Quote | null): void;
  subscribe(listener: () => void): () => void;
  /** Takes up what was stored for the person who is signed in now. */
  load(store: DraftStore): Promise<void>;
  /** Writes what waits, now: to the disk and to the server. */
  flush(): void;
  /** What the server tells may have changed. */
  look(): void;
  /** Forgets everything, as on sign-out; the store is wiped by its owner. */
  forget(): void;
}

/** A text and its quote that the server does not have, and `written` of the draft over which they were written. */
export interface Unsynced {
  text: string;
  quote?: Quote;
  base: number;
}

export interface DraftStore {
  readDrafts(): Promise<ReadonlyMap<string, Unsynced>>;
  writeDraft(key: string, draft: Unsynced): Promise<void>;
  /** Removes it; with a text unless another tab has written something else there. */
  dropDraft(key: string, text: string | null): Promise<void>;
  /**
   * Survives the end of the page: writes before it returns. For what had no time to be written otherwise; replaces what was kept
   * before, so that nothing old comes back over what is newer.
   */
  keepForLater(drafts: ReadonlyMap<string, Unsynced>): void;
}

/** What the book needs of the server. */
export interface DraftServer {
  /** What it tells, as values that stay the same while nothing changes. */
  all(): readonly unknown[];
  find(key: string): Draft | undefined;
  isLive(): boolean;
  write(writing: Args<'draft.write'>): Promise<Draft>;
}

export type After = (ms: number, run: () => void) => () => void;

const saveAfterMs = 250;
const realAfter: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
const nobody: DraftServer = {
  all: () => [],
  find: () => undefined,
  isLive: () => false,
  write: () => new Promise(() => {}),
};

export function createDrafts({ after = realAfter, server = nobody }: Partial<DraftWorld> = {}): Drafts {
  return new DraftBook({ after, server });
}

interface DraftWorld {
  after: After;
  server: DraftServer;
}

type TimerName = 'save' | 'push' | 'latest';

class DraftBook implements Drafts {
  #unsynced: ReadonlyMap<string, Unsynced> = new Map();
  #store: DraftStore | null = null;
  #keeps = false;
  #wasLive = false;
  #seen: readonly unknown[] = [];
  readonly #by = newId('session');
  readonly #unsaved = new Set<string>();
  readonly #sending = new Set<string>();
  /** Texts that the server does not take: they stay here, and are not offered to it again. */
  readonly #refused = new Map<string, string>();
  readonly #timers = new Map<TimerName, () => void>();
  readonly #listeners = new Set<() => void>();
  readonly #world: DraftWorld;

  constructor(world: DraftWorld) {
    this.#world = world;
  }

  readonly get = (key: string): string => this.#present(key)?.text ?? '';

  readonly quoteOf = (key: string): Quote | null => this.#present(key)?.quote ?? null;

  readonly has = (key: string): boolean =>
    this.get(key).trim() !== '' || this.quoteOf(key) !== null || (this.#world.server.find(key)?.others.length ?? 0) > 0;

  readonly keys = (): readonly string[] => [...this.#unsynced.keys()];

  readonly count = (): number => [...this.#unsynced.values()].filter(({ text }) => text.trim() !== '').length;

  set(key: string, text: string, quote: Quote | null = this.quoteOf(key)): void {
    if (this.get(key) === text && isSame(this.quoteOf(key), quote)) return;
    const known = this.#world.server.find(key);
    const base = this.#unsynced.get(key)?.base ?? known?.written ?? 0;
    const isNothing = text === '' && quote === null;
    const isKnown = known !== undefined && (known.text !== '' || known.quote !== undefined);
    // What the server never had need not be taken away from there: most messages are sent before.
    if (isNothing && this.#store && !isKnown && !this.#sending.has(key)) return void this.#settle(key, null);
    this.#unsaved.add(key);
    this.#put(key, { text, ...(quote && { quote }), base });
    this.#restart('save', saveAfterMs, () => this.#save());
    if (!placeOf(key)) return;
    this.#restart('push', isNothing ? 0 : timings.draftAfter, () => this.#push());
    if (!this.#timers.has('latest')) this.#restart('latest', timings.draftAtLatest, () => this.#push());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async load(store: DraftStore): Promise<void> {
    const stored = await store.readDrafts();
    this.#store = store;
    this.#publish(new Map([...stored, ...this.#unsynced]));
    if (this.#unsaved.size > 0) this.#save();
    if (this.#unsynced.size > 0) this.#push();
  }

  readonly flush = (): void => {
    this.#push();
    if (this.#unsaved.size === 0) return;
    this.#keeps = true;
    const kept = [...this.#unsaved].flatMap((key): [string, Unsynced][] => {
      const draft = this.#unsynced.get(key);
      return draft ? [[key, draft]] : [];
    });
    this.#store?.keepForLater(new Map(kept));
    this.#save();
  };

  readonly look = (): void => {
    const isLive = this.#world.server.isLive();
    if (isLive && !this.#wasLive && this.#unsynced.size > 0) this.#push();
    this.#wasLive = isLive;
    const all = this.#world.server.all();
    if (all.length === this.#seen.length && all.every((one, index) => one === this.#seen[index])) return;
    this.#seen = all;
    this.#tell();
  };

  forget(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#unsaved.clear();
    this.#sending.clear();
    this.#refused.clear();
    this.#store = null;
    this.#publish(new Map());
  }

  #present(key: string): Pick<Draft, 'text' | 'quote'> | undefined {
    return this.#unsynced.get(key) ?? this.#world.server.find(key);
  }

  #publish(unsynced: ReadonlyMap<string, Unsynced>): void {
    this.#unsynced = unsynced;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #put(key: string, draft: Unsynced): void {
    this.#publish(new Map(this.#unsynced).set(key, draft));
  }

  #restart(name: TimerName, ms: number, run: () => void): void {
    this.#stop(name);
    const cancel = this.#world.after(ms, () => {
      this.#timers.delete(name);
      run();
    });
    this.#timers.set(name, cancel);
  }

  #stop(name: TimerName): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }

  // --- To the disk

  #save(): void {
    this.#stop('save');
    for (const key of this.#unsaved) {
      const draft = this.#unsynced.get(key);
      if (!draft) this.#unsaved.delete(key);
      // A failed write (a full disk, private browsing) leaves the text in memory, where the person sees it.
      else
        this.#write(key, draft)?.then(
          () => this.#unsynced.get(key) === draft && this.#saved(key),
          () => {},
        );
    }
  }

  /** The new text of a message is gone with its last letter; that a draft is empty is still to be said. */
  #write(key: string, draft: Unsynced): Promise<void> | undefined {
    return draft.text === '' && !placeOf(key) ? this.#settle(key, null) : this.#store?.writeDraft(key, draft);
  }

  #saved(key: string): void {
    this.#unsaved.delete(key);
    if (!this.#keeps || this.#unsaved.size > 0) return;
    this.#keeps = false;
    this.#store?.keepForLater(new Map());
  }

  // --- To the server

  #push(): void {
    this.#stop('push');
    this.#stop('latest');
    if (!this.#world.server.isLive()) return; // `look` tells when it is there again
    for (const [key, draft] of this.#unsynced) {
      const place = placeOf(key);
      const fits = draft.text.length <= limits.messageText && this.#refused.get(key) !== draft.text;
      if (place && fits && !this.#sending.has(key)) void this.#send(key, place, draft);
    }
  }

  async #send(key: string, place: Place, { text, quote, base }: Unsynced): Promise<void> {
    const store = this.#store;
    this.#sending.add(key);
    try {
      const draft = await this.#world.server.write({ ...place, text, ...(quote && { quote }), base, by: this.#by });
      if (this.#store !== store) return; // somebody else is signed in
      this.#sending.delete(key);
      const now = this.#unsynced.get(key);
      if (now?.text === text && isSame(now.quote, quote)) await this.#settle(key, text);
      else if (now) {
        // What the server has kept of another device goes on with it.
        const kept = isSame(now.quote, quote) ? draft.quote : now.quote;
        this.#put(key, { text: now.text, ...(kept && { quote: kept }), base: draft.written });
        this.#unsaved.add(key);
        this.#restart('save', 0, () => this.#save());
        this.#restart('push', timings.draftAfter, () => this.#push());
      }
    } catch (error) {
      if (this.#store !== store) return;
      this.#sending.delete(key);
      const reject = toReject(error);
      if (reject && !reject.retryable && reject.code !== 'unauthenticated') this.#refused.set(key, text);
      else this.#restart('push', timings.draftAfter, () => this.#push());
    }
  }

  /** The server has it, or there is nothing to have. */
  #settle(key: string, text: string | null): Promise<void> {
    const rest = new Map(this.#unsynced);
    rest.delete(key);
    this.#saved(key);
    this.#publish(rest);
    return this.#store?.dropDraft(key, text).catch(() => {}) ?? Promise.resolve();
  }
}

function isSame(a: Quote | null | undefined, b: Quote | null | undefined): boolean {
  return a?.message === b?.message && a?.rev === b?.rev;
}

type Place = Pick<Draft, 'channel' | 'threadRoot'>;

/** The channel or thread of a draft that is for all devices; null of others. */
function placeOf(key: string): Place | null {
  const [channel = '', threadRoot] = key.split('/');
  if (channel === 'edit') return null;
  return { channel, ...(threadRoot !== undefined && { threadRoot }) };
}

/** The place of a message's new text while it is edited. */
export const editDraft = (messageId: string): string => `edit/${messageId}`;
