import type { Sql } from '../../storage/sql.ts';
import { endedSince } from './sql.ts';

/** Runs something again and again; the answer stops it. */
export type Every = (ms: number, run: () => void) => () => void;

export const realEvery: Every = (ms, run) => {
  const timer = setInterval(run, ms);
  timer.unref();
  return () => clearInterval(timer);
};

export const SWEEP_EVERY_MS = 500;
/** How far back a sweep looks at least: longer than an access token lives. */
const WINDOW_MS = 15 * 60_000;
/** Longer than the window, so that no sweep finds again what was forgotten. */
const REMEMBERED_MS = WINDOW_MS + 60_000;

/**
 * Which logins and bot tokens have ended lately. What this process ends is known at once; what others on the same database end is
 * found by a sweep, so every session of theirs is closed within a second [A6]. Remembered for longer than an access token lives, so
 * `isRevoked` and a token's `exp` together leave no gap.
 */
export class Revocations {
  readonly #sql: Sql;
  readonly #now: () => number;
  readonly #revoked = new Map<string, number>();
  readonly #listeners = new Set<(credential: string) => void>();
  #stop: () => void = () => {};
  #sweeping: Promise<void> | null = null;
  #sweptAtMs = Infinity;

  private constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
  }

  /** Knows what ended before it answers: a restart gives nobody their access back. */
  static async open(sql: Sql, now: () => number, every: Every = realEvery): Promise<Revocations> {
    const revocations = new Revocations(sql, now);
    await revocations.sweep();
    // A sweep that fails is made good by the next one that succeeds: it looks back to before the last that did.
    revocations.#stop = every(SWEEP_EVERY_MS, () => void revocations.sweep().catch(() => {}));
    return revocations;
  }

  /** Ends the access of a login (`L…`) or token (`K…`) in this process, now. */
  revoke(credential: string): void {
    if (this.#revoked.has(credential)) return;
    this.#revoked.set(credential, this.#now());
    for (const listener of this.#listeners) listener(credential);
  }

  isRevoked(credential: string): boolean {
    return this.#revoked.has(credential);
  }

  /** Tells of every credential once. The answer ends the telling. */
  onRevoked(listener: (credential: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks for what other processes ended. One query, one at a time. */
  sweep(): Promise<void> {
    this.#sweeping ??= this.#sweep().finally(() => (this.#sweeping = null));
    return this.#sweeping;
  }

  close(): Promise<void> {
    this.#stop();
    return (this.#sweeping ?? Promise.resolve()).catch(() => {});
  }

  async #sweep(): Promise<void> {
    // After a time without the database further back: a bot's session would outlive its token otherwise.
    const now = this.#now();
    const windowMs = Math.max(WINDOW_MS, now - this.#sweptAtMs + WINDOW_MS);
    for (const credential of await endedSince(this.#sql, windowMs)) this.revoke(credential);
    this.#sweptAtMs = now;
    const old = this.#now() - REMEMBERED_MS;
    for (const [credential, at] of this.#revoked) {
      if (at >= old) break; // in the order of their coming
      this.#revoked.delete(credential);
    }
  }
}
