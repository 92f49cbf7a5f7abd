import { isId } from '@roost/protocol/ids';
import type { Clock } from './ports.ts';
import type { Intent } from './types.ts';

const EVERY_MS = 1_000;

export interface ReadMarksWorld {
  clock: Clock;
  /** `place`: the channel, or the root of the thread. */
  send(place: string, intent: Intent): void;
}

/** A message up to which one has read, and, in a thread, the instant up to which edits have been read, too. */
export interface Mark {
  message: string;
  at?: string;
}

interface Pace {
  timer: unknown;
  /** The newest mark since the last one left. */
  next: Mark | null;
}

/** Read positions on their way out: the first at once, then the newest of each second; a step back at once [M3]. */
export class ReadMarks {
  readonly #world: ReadMarksWorld;
  readonly #paces = new Map<string, Pace>();

  constructor(world: ReadMarksWorld) {
    this.#world = world;
  }

  mark(place: string, mark: Mark, back: boolean): void {
    const pace = this.#paces.get(place);
    if (back) {
      if (pace) pace.next = null;
      return this.#send(place, mark, true);
    }
    if (pace) pace.next = mark;
    else this.#leave(place, mark);
  }

  /** To an instant, at once. */
  markTo(channel: string, at: string, back: boolean): void {
    const pace = this.#paces.get(channel);
    if (pace) pace.next = null;
    this.#world.send(channel, { name: 'read.mark', args: { channel, at, ...(back && { back }) } });
  }

  /** Nothing may wait any longer. */
  flush(): void {
    for (const [place, { timer, next }] of this.#paces) {
      this.#world.clock.clearTimer(timer);
      if (next !== null) this.#send(place, next, false);
    }
    this.#paces.clear();
  }

  #leave(place: string, mark: Mark): void {
    const timer = this.#world.clock.setTimer(() => {
      const next = this.#paces.get(place)?.next;
      this.#paces.delete(place);
      if (next) this.#leave(place, next);
    }, EVERY_MS);
    this.#paces.set(place, { timer, next: null });
    this.#send(place, mark, false);
  }

  #send(place: string, { message, at }: Mark, isBack: boolean): void {
    const back = isBack ? { back: true } : {};
    this.#world.send(
      place,
      isId(place, 'message')
        ? { name: 'thread.read', args: { message: place, upTo: message, ...(at !== undefined && { at }), ...back } }
        : { name: 'read.mark', args: { channel: place, message, ...back } },
    );
  }
}
