import type { Clock } from '@roost/client/ports';

/*
 * The time of one seed: servers and clients of it live by this clock and no other. It runs `rate` times as fast as the real one,
 * and never further in one turn of the loop than a few of its ticks: a machine that is busy with something else makes a seed
 * slower, it does not make its connections time out.
 */

const TICK_MS = 4;
const MOST_PER_TICK_MS = 12;

interface Timer {
  at: number;
  order: number;
  run: () => void;
}

export class SimClock implements Clock {
  rate: number;
  #now: number;
  #real = performance.now();
  #order = 0;
  /** Nothing is due before. */
  #nextAt = Infinity;
  readonly #timers = new Set<Timer>();
  readonly #ticking: ReturnType<typeof setInterval>;

  constructor(startsAt: number, rate: number) {
    this.#now = startsAt;
    this.rate = rate;
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
  }

  readonly now = (): number => Math.floor(this.#now);

  setTimer(run: () => void, ms: number): unknown {
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order++, run };
    this.#timers.add(timer);
    this.#nextAt = Math.min(this.#nextAt, timer.at);
    return timer;
  }

  clearTimer(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.setTimer(resolve, ms));
  }

  /** Calls again and again until the returned function is called. */
  every(ms: number, run: () => void): () => void {
    let timer: unknown;
    const again = (): void => {
      timer = this.setTimer(() => {
        again();
        run();
      }, ms);
    };
    again();
    return () => this.clearTimer(timer);
  }

  /** Nothing rings any more. */
  stop(): void {
    clearInterval(this.#ticking);
    this.#timers.clear();
  }

  #tick(): void {
    const real = performance.now();
    this.#now += Math.min(real - this.#real, MOST_PER_TICK_MS) * this.rate;
    this.#real = real;
    if (this.#now < this.#nextAt) return;
    const due = [...this.#timers].filter(({ at }) => at <= this.#now).sort((a, b) => a.at - b.at || a.order - b.order);
    this.#nextAt = Infinity;
    for (const { at } of this.#timers) if (at > this.#now) this.#nextAt = Math.min(this.#nextAt, at);
    for (const timer of due) if (this.#timers.delete(timer)) timer.run();
  }
}
