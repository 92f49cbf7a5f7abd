export interface Rate {
  perSecond: number;
  /** How many may come at once after a pause. */
  burst: number;
}

const SWEEP_ABOVE = 10_000;

/**
 * Token buckets by name, one number each: the instant at which the bucket will be full again. A bucket that is full is the same as none,
 * so forgetting those keeps the map small.
 */
export class Buckets {
  readonly #now: () => number;
  readonly #fullAt = new Map<string, number>();
  #sweepAbove = SWEEP_ABOVE;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Milliseconds until there is room for one more; 0 or less when there is. */
  waitFor(name: string, rate: Rate): number {
    if (rate.perSecond === Infinity) return 0;
    const now = this.#now();
    return this.#fullFrom(name, rate, now) - ((rate.burst - 1) * 1000) / rate.perSecond - now;
  }

  /** Takes one, whether there is room or not. */
  count(name: string, rate: Rate): void {
    if (rate.perSecond === Infinity) return;
    const now = this.#now();
    this.#fullAt.set(name, this.#fullFrom(name, rate, now) + 1000 / rate.perSecond);
    if (this.#fullAt.size > this.#sweepAbove) this.#sweep(now);
  }

  /** No bucket is emptier than empty: also not after the clock was set back. */
  #fullFrom(name: string, { burst, perSecond }: Rate, now: number): number {
    const fullAt = this.#fullAt.get(name) ?? 0;
    const emptied = now + (burst * 1000) / perSecond;
    if (fullAt <= emptied) return Math.max(now, fullAt);
    this.#fullAt.set(name, emptied);
    return emptied;
  }

  #sweep(now: number): void {
    for (const [name, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(name);
    this.#sweepAbove = Math.max(SWEEP_ABOVE, this.#fullAt.size * 2);
  }
}
