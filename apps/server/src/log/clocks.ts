import type { NewEvent } from './item.ts';

/*
 * What time an event gets. Within a clock (a channel) no two events share an instant: live ones go forward from the last that
 * was given out, imported ones keep their own time plus as many microseconds as it takes to be free. Pure; what is taken in
 * the database is looked up around the wanted instants, and further on request.
 */

/** A piece of a clock in which all taken instants are known: from `from`, before `to`. */
export interface Window {
  clock: string;
  from: number;
  to: number;
}

/** Says that more must be looked up before the event can be placed. */
export class NotLookedUp extends Error {
  readonly window: Window;

  constructor(window: Window) {
    super('an instant outside of what was looked up');
    this.window = window;
  }
}

/** Instants that are taken in the database, where somebody wants one. */
export class TakenInstants {
  readonly #taken = new Map<string, Set<number>>();
  readonly #knownTo = new Map<string, number>();

  /** Adds what was found in these windows. */
  learn(windows: readonly Window[], found: readonly { clock: string; at: number }[]): void {
    for (const { clock, from, to } of windows) this.#knownTo.set(`${clock} ${from}`, to);
    for (const { clock, at } of found) instantsOf(this.#taken, clock).add(Number(at));
  }

  has(clock: string, at: number): boolean {
    return this.#taken.get(clock)?.has(at) ?? false;
  }

  /** Up to where all is known for somebody who wants `from`. */
  knownTo(clock: string, from: number): number {
    return this.#knownTo.get(`${clock} ${from}`) ?? from;
  }
}

const FIRST_WINDOW = 64;

/** The clocks of one batch. */
export class Clocks {
  readonly #lastAt: ReadonlyMap<string, number>;
  readonly #taken: TakenInstants;
  readonly #nowMicros: number;
  readonly #given = new Map<string, Set<number>>();
  /** The clocks that moved forward. */
  readonly moved = new Map<string, number>();

  constructor(lastAt: ReadonlyMap<string, number>, taken: TakenInstants, nowMicros: number) {
    this.#lastAt = lastAt;
    this.#taken = taken;
    this.#nowMicros = nowMicros;
  }

  /** The instant of the next event. Throws `NotLookedUp`. */
  place(event: NewEvent): number {
    const { clock, givenAt } = event;
    if (clock === undefined) return givenAt ?? this.#nowMicros;
    const last = this.moved.get(clock) ?? this.#lastAt.get(clock) ?? 0;
    const at = givenAt === undefined ? Math.max(this.#nowMicros, last + 1) : this.#firstFree(clock, givenAt);
    if (at > last) this.moved.set(clock, at);
    instantsOf(this.#given, clock).add(at);
    return at;
  }

  #firstFree(clock: string, wanted: number): number {
    const known = this.#taken.knownTo(clock, wanted);
    const given = this.#given.get(clock);
    for (let at = wanted; at < known; at++) if (!given?.has(at) && !this.#taken.has(clock, at)) return at;
    throw new NotLookedUp({ clock, from: wanted, to: wanted + Math.max(FIRST_WINDOW, (known - wanted) * 16) });
  }
}

/** The windows to look up before anything is placed. */
export function firstWindows(events: Iterable<NewEvent>): Window[] {
  const windows = new Map<string, Window>();
  for (const { clock, givenAt } of events) {
    if (clock === undefined || givenAt === undefined) continue;
    windows.set(`${clock} ${givenAt}`, { clock, from: givenAt, to: givenAt + FIRST_WINDOW });
  }
  return [...windows.values()];
}

function instantsOf(map: Map<string, Set<number>>, clock: string): Set<number> {
  let instants = map.get(clock);
  if (!instants) map.set(clock, (instants = new Set()));
  return instants;
}
