import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setPriority } from 'node:os';
import type { Ticket } from '../members/returning.ts';
import type { Sum } from './ledger.ts';

export type Order = { type: 'come'; tickets: Ticket[] } | { type: 'cut' } | { type: 'tell' };

/** How everybody came back. */
export interface Return {
  /** Until each was there and had what it missed; milliseconds since the cut, ascending. */
  afterMs: number[];
  turnedAway: number;
}

/** What the herd answers each order with. */
export type Answer = { type: 'there' } | ({ type: 'back' } & Return) | { type: 'heard'; sums: Sum[] };

/**
 * Those who are cut off and come back, in a process of their own: that some survivor hears late must not be because we were busy with
 * ten thousand others. They share a core with the survivors, who go first.
 */
export class Herd {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'herdProcess.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    try {
      setPriority(this.pid, 0);
    } catch {
      // It is where it was, then.
    }
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Resolves when all are there. */
  async come(tickets: Ticket[]): Promise<void> {
    await this.#ask<'there'>({ type: 'come', tickets });
  }

  /** Cuts all off at once; resolves when all are back. */
  cut(): Promise<Return> {
    return this.#ask<'back'>({ type: 'cut' });
  }

  /** What each heard so far. */
  async heard(): Promise<Sum[]> {
    return (await this.#ask<'heard'>({ type: 'tell' })).sums;
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  async #ask<T extends Answer['type']>(order: Order): Promise<Extract<Answer, { type: T }>> {
    this.#child.send(order);
    const over = new AbortController();
    const { signal } = over;
    try {
      const ended = once(this.#child, 'exit', { signal }).then(() => {
        throw new Error('Those who come back have died.');
      });
      const [answer] = (await Promise.race([once(this.#child, 'message', { signal }), ended])) as [Answer];
      return answer as Extract<Answer, { type: T }>;
    } finally {
      over.abort();
    }
  }
}
