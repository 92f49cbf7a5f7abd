import type { Operation } from '@roost/protocol/operation';
import { Reject } from '../reject.ts';

export interface Rate {
  perSecond: number;
  /** How many may come at once after a pause. */
  burst: number;
}

/** Per rate class: what one credential and what one address may do. */
export type Rates = Record<Operation['rate'], { credential: Rate; address: Rate }>;

/** An address may stand for a whole office, a credential is one device. */
export const usualRates: Rates = {
  auth: { credential: { perSecond: 1, burst: 30 }, address: { perSecond: 10, burst: 100 } },
  write: { credential: { perSecond: 20, burst: 40 }, address: { perSecond: 400, burst: 800 } },
  read: { credential: { perSecond: 50, burst: 100 }, address: { perSecond: 1_000, burst: 2_000 } },
};

const free = { perSecond: Infinity, burst: Infinity };

/** For load tests and seeding. */
export const noRates: Rates = {
  auth: { credential: free, address: free },
  write: { credential: free, address: free },
  read: { credential: free, address: free },
};

const SWEEP_ABOVE = 10_000;

/**
 * Token buckets, one number each: the instant at which the bucket will be full again. A bucket that is full is the same as none, so
 * forgetting those keeps the map small.
 */
export class RateLimits {
  readonly #rates: Rates;
  readonly #now: () => number;
  readonly #fullAt = new Map<string, number>();
  #sweepAbove = SWEEP_ABOVE;

  constructor(rates: Rates, now: () => number) {
    this.#rates = rates;
    this.#now = now;
  }

  /** Counts one call, or refuses it with the time to wait. */
  take(kind: Operation['rate'], from: { credential: string | null; address: string }): void {
    const { credential, address } = this.#rates[kind];
    const waits = [
      from.credential === null ? 0 : this.#waitFor(`${kind} ${from.credential}`, credential),
      this.#waitFor(`${kind} ${from.address}`, address),
    ];
    const retryAfterMs = Math.ceil(Math.max(...waits));
    if (retryAfterMs > 0)
      throw new Reject('rate_limited', 'Too many requests. Try again in a moment.', { retryAfterMs });
    if (from.credential !== null) this.#count(`${kind} ${from.credential}`, credential);
    this.#count(`${kind} ${from.address}`, address);
  }

  #waitFor(key: string, rate: Rate): number {
    if (rate.perSecond === Infinity) return 0;
    const now = this.#now();
    const roomFrom = (this.#fullAt.get(key) ?? now) - ((rate.burst - 1) * 1000) / rate.perSecond;
    return roomFrom - now;
  }

  #count(key: string, rate: Rate): void {
    if (rate.perSecond === Infinity) return;
    const now = this.#now();
    this.#fullAt.set(key, Math.max(now, this.#fullAt.get(key) ?? now) + 1000 / rate.perSecond);
    if (this.#fullAt.size > this.#sweepAbove) this.#sweep(now);
  }

  #sweep(now: number): void {
    for (const [key, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(key);
    this.#sweepAbove = Math.max(SWEEP_ABOVE, this.#fullAt.size * 2);
  }
}
