import { rejects, type RejectBody } from '@roost/protocol/codes';
import { backoffMs } from './backoff.ts';
import type { Clock, Storage } from './ports.ts';
import { RequestRejected, type Intent, type OutboxEntry } from './types.ts';

// The client's unacknowledged commands. An entry leaves only when it was answered or when the person takes it out; it is sent
// with the same key however often, so nothing happens twice. Every page keeps its own list and takes over those that other pages
// left; should one of them still live, both send the same keys, which is harmless. Rules K2, K3, O4.

const most = 200;
/** A message that waited longer is not sent silently hours later. */
const expiresAfterMs = 24 * 3600_000;
const storedUnder = 'outbox/';

export interface OutboxPorts {
  clock: Clock;
  random: () => number;
  storage: Storage;
  /** Names this page among others of the same person. */
  page: string;
  /** Asks the server; rejects with `RequestRejected`. */
  ask: (entry: OutboxEntry) => Promise<unknown>;
  /** Whether asking makes sense now. */
  isLive: () => boolean;
  /** Called with the server's answer before the entry goes. */
  answered: (entry: OutboxEntry, value: unknown) => void;
  changed: () => void;
}

export class Outbox {
  entries: readonly OutboxEntry[] = [];
  private loaded = false;
  private readonly retries = new Map<string, () => void>();
  private readonly ports: OutboxPorts;

  constructor(ports: OutboxPorts) {
    this.ports = ports;
  }

  /** Takes over what other pages left. What was on its way is sent again with its key. */
  async load(): Promise<void> {
    const left = await this.takeOver().catch(() => []);
    const known = new Set(this.entries.map((entry) => entry.key));
    this.loaded = true;
    this.change([...left.filter((entry) => !known.has(entry.key)).map(asWaiting), ...this.entries]);
    this.flush();
  }

  private async takeOver(): Promise<OutboxEntry[]> {
    const { storage } = this.ports;
    const lists = await storage.names(storedUnder);
    const left: OutboxEntry[] = [];
    for (const name of lists) {
      const entries = await storage.get(name);
      if (Array.isArray(entries)) left.push(...(entries as OutboxEntry[]));
    }
    await storage.set(this.storedAs, left);
    for (const name of lists) if (name !== this.storedAs) await storage.remove(name);
    return left.sort((a, b) => a.queuedAt - b.queuedAt);
  }

  private get storedAs(): string {
    return storedUnder + this.ports.page;
  }

  stop(): void {
    for (const cancel of this.retries.values()) cancel();
    this.retries.clear();
  }

  add(workspace: string, lane: string, intent: Intent, key: string): OutboxEntry | null {
    if (this.entries.length >= most) return null;
    const entry = { ...intent, key, lane, workspace, queuedAt: this.ports.clock.now(), state: { type: 'waiting', attempt: 0 } } as OutboxEntry;
    this.change([...this.entries, entry]);
    this.flush();
    return entry;
  }

  retry(key: string): void {
    this.update(key, (entry) => ({ ...entry, queuedAt: this.ports.clock.now(), state: { type: 'waiting', attempt: 0 } }));
    this.flush();
  }

  /** Takes an entry out, unless it is on its way right now. */
  withdraw(key: string): OutboxEntry | null {
    const entry = this.entries.find((one) => one.key === key);
    if (!entry || entry.state.type === 'sending') return null;
    this.change(this.entries.filter((one) => one !== entry));
    this.flush();
    return entry;
  }

  /** The event of a post came before its answer, perhaps to another tab: it is done. */
  confirm(key: string): void {
    if (this.entries.some((entry) => entry.key === key)) this.remove(key);
  }

  /** Sends the first of every lane that may go. A failed entry lets later ones pass: each says for itself what became of it. */
  flush(): void {
    if (!this.loaded || !this.ports.isLive()) return;
    this.expire();
    const busy = new Set<string>();
    for (const entry of this.entries) {
      if (entry.state.type === 'failed' || busy.has(entry.lane)) continue;
      busy.add(entry.lane);
      if (entry.state.type === 'waiting' && !this.retries.has(entry.key)) void this.send(entry, entry.state.attempt);
    }
  }

  private async send(entry: OutboxEntry, attempt: number): Promise<void> {
    this.update(entry.key, (one) => ({ ...one, state: { type: 'sending', attempt } }));
    try {
      const value = await this.ports.ask(entry);
      this.ports.answered(entry, value);
      this.remove(entry.key);
    } catch (error) {
      if (!(error instanceof RequestRejected)) throw error;
      this.refused(entry, attempt, error.body);
    }
    this.flush();
  }

  private refused(entry: OutboxEntry, attempt: number, body: RejectBody): void {
    const again = body.retryable ?? rejects[body.code]?.retryable;
    if (!again) return this.update(entry.key, (one) => ({ ...one, state: { type: 'failed', reason: body } }));
    this.update(entry.key, (one) => ({ ...one, state: { type: 'waiting', attempt: attempt + 1 } }));
    if (!this.ports.isLive()) return;
    const ms = Math.max(body.retryAfterMs ?? 0, backoffMs(attempt, this.ports.random()));
    const cancel = this.ports.clock.after(ms, () => {
      this.retries.delete(entry.key);
      this.flush();
    });
    this.retries.set(entry.key, cancel);
  }

  private expire(): void {
    const oldest = this.ports.clock.now() - expiresAfterMs;
    const old = (entry: OutboxEntry) => entry.state.type === 'waiting' && entry.queuedAt < oldest;
    if (!this.entries.some(old)) return;
    this.change(this.entries.map((entry) => (old(entry) ? ({ ...entry, state: { type: 'failed', reason: 'expired' } } as OutboxEntry) : entry)));
  }

  private update(key: string, how: (entry: OutboxEntry) => OutboxEntry): void {
    this.change(this.entries.map((entry) => (entry.key === key ? how(entry) : entry)));
  }

  private remove(key: string): void {
    this.retries.get(key)?.();
    this.retries.delete(key);
    this.change(this.entries.filter((entry) => entry.key !== key));
  }

  private change(entries: readonly OutboxEntry[]): void {
    this.entries = entries;
    // A storage that fails costs the memory over a reload, not the message.
    if (this.loaded) void this.ports.storage.set(this.storedAs, entries).catch(() => {});
    this.ports.changed();
  }
}

function asWaiting(entry: OutboxEntry): OutboxEntry {
  return entry.state.type === 'sending' ? { ...entry, state: { type: 'waiting', attempt: entry.state.attempt } } : entry;
}
