import type { Args } from '@roost/protocol/registry';
import type { Clock } from './ports.ts';

const EVERY_MS = 1_000;

export interface ReadMarksWorld {
  clock: Clock;
  send(args: Args<'read.mark'>): void;
}

interface Pace {
  timer: unknown;
  /** The newest mark since the last one left. */
  next: string | null;
}

/** Read positions on their way out: the first at once, then the newest of each second; a step back at once [M3]. */
export class ReadMarks {
  readonly #world: ReadMarksWorld;
  readonly #paces = new Map<string, Pace>();

  constructor(world: ReadMarksWorld) {
    this.#world = world;
  }

  mark(channel: string, message: string, back: boolean): void {
    const pace = this.#paces.get(channel);
    if (back) {
      if (pace) pace.next = null;
      return this.#world.send({ channel, message, back: true });
    }
    if (pace) pace.next = message;
    else this.#leave(channel, message);
  }

  /** Nothing may wait any longer. */
  flush(): void {
    for (const [channel, { timer, next }] of this.#paces) {
      this.#world.clock.clearTimer(timer);
      if (next !== null) this.#world.send({ channel, message: next });
    }
    this.#paces.clear();
  }

  #leave(channel: string, message: string): void {
    const timer = this.#world.clock.setTimer(() => {
      const next = this.#paces.get(channel)?.next;
      this.#paces.delete(channel);
      if (next) this.#leave(channel, next);
    }, EVERY_MS);
    this.#paces.set(channel, { timer, next: null });
    this.#world.send({ channel, message });
  }
}
