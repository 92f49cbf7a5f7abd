import type { Operation } from '@roost/protocol/operation';
import { Reject } from '../reject.ts';
import { Buckets, type Rate } from './buckets.ts';

/** Per rate class: what one credential, one person or bot over all their credentials, and one address may do. */
export type Rates = Record<Operation['rate'], { credential: Rate; subject: Rate; address: Rate }>;

/** An address may stand for a whole office, a person has a few devices, a credential is one of them. */
export const usualRates: Rates = {
  auth: {
    credential: { perSecond: 1, burst: 30 },
    subject: { perSecond: 2, burst: 60 },
    address: { perSecond: 10, burst: 100 },
  },
  write: {
    credential: { perSecond: 20, burst: 40 },
    subject: { perSecond: 40, burst: 80 },
    address: { perSecond: 400, burst: 800 },
  },
  read: {
    credential: { perSecond: 50, burst: 100 },
    subject: { perSecond: 100, burst: 200 },
    address: { perSecond: 1_000, burst: 2_000 },
  },
};

const free = { perSecond: Infinity, burst: Infinity };
const allFree = { credential: free, subject: free, address: free };

/** For load tests and seeding. */
export const noRates: Rates = { auth: allFree, write: allFree, read: allFree };

/** Who calls, as far as that is known, and from where. */
export interface Caller {
  identity: { credential: string; subject: string } | null;
  address: string;
}

/** Counts calls per class and by whom they are. */
export class RateLimits {
  readonly #rates: Rates;
  readonly #buckets: Record<Operation['rate'], Record<keyof Rates['auth'], Buckets>>;

  constructor(rates: Rates, now: () => number) {
    const byWhom = () => ({ credential: new Buckets(now), subject: new Buckets(now), address: new Buckets(now) });
    this.#rates = rates;
    this.#buckets = { auth: byWhom(), write: byWhom(), read: byWhom() };
  }

  /** Counts one call, or refuses it with the time to wait. */
  take(kind: Operation['rate'], { identity, address }: Caller): void {
    const rates = this.#rates[kind];
    const buckets = this.#buckets[kind];
    let wait = buckets.address.waitFor(address, rates.address);
    if (identity) {
      wait = Math.max(wait, buckets.credential.waitFor(identity.credential, rates.credential));
      wait = Math.max(wait, buckets.subject.waitFor(identity.subject, rates.subject));
    }
    if (wait > 0)
      throw new Reject('rate_limited', 'Too many requests. Try again in a moment.', { retryAfterMs: Math.ceil(wait) });
    buckets.address.count(address, rates.address);
    if (!identity) return;
    buckets.credential.count(identity.credential, rates.credential);
    buckets.subject.count(identity.subject, rates.subject);
  }
}
