import { Reject } from '../../reject.ts';

interface Rule {
  /** How many failures cost nothing. */
  free: number;
  longestMs: number;
}

// An address may stand for a whole office, and anybody may fail to sign in as somebody else: the more people a key stands for, the
// more it forgives, and the shorter it keeps the rightful owner waiting.
const rules = {
  pair: { free: 10, longestMs: 5 * 60_000 },
  account: { free: 30, longestMs: 60_000 },
  address: { free: 100, longestMs: 5 * 60_000 },
} as const satisfies Record<string, Rule>;

const FIRST_WAIT_MS = 1_000;
const FORGOTTEN_AFTER_MS = 3_600_000;
const MOST_KEYS = 20_000;

interface Count {
  failures: number;
  openFromMs: number;
  lastMs: number;
}

/** A try to sign in, from its beginning. */
export interface Attempt {
  succeeded(): void;
  failed(): void;
}

/**
 * Slows down guessing: per account, per address, and per both, each failure beyond the free ones doubles the wait [A5]. A try counts
 * from its beginning, so that many at once are no way around it. Known and unknown e-mail addresses are counted alike.
 */
export class SignInThrottle {
  readonly #now: () => number;
  readonly #mostKeys: number;
  readonly #counts = new Map<string, Count>();

  constructor(now: () => number, mostKeys = MOST_KEYS) {
    this.#now = now;
    this.#mostKeys = mostKeys;
  }

  /** Refuses with `rate_limited` while it is too early. */
  begin(address: string, email: string): Attempt {
    const pair = `pair ${address} ${email}`;
    const account = `account ${email}`;
    const wide = `address ${address}`;
    const retryAfterMs = Math.max(this.#waitFor(pair), this.#waitFor(account), this.#waitFor(wide));
    if (retryAfterMs > 0) {
      throw new Reject('rate_limited', 'Too many failed attempts to sign in. Wait a little.', { retryAfterMs });
    }
    this.#count(pair, rules.pair);
    this.#count(account, rules.account);
    return {
      succeeded: () => {
        this.#counts.delete(pair);
        this.#counts.delete(account);
      },
      failed: () => this.#count(wide, rules.address),
    };
  }

  #waitFor(key: string): number {
    const count = this.#counts.get(key);
    return count ? count.openFromMs - this.#now() : 0;
  }

  #count(key: string, rule: Rule): void {
    const now = this.#now();
    const before = this.#counts.get(key);
    const known = before && now - before.lastMs < FORGOTTEN_AFTER_MS ? before.failures : 0;
    const failures = known + 1;
    const beyond = failures - rule.free;
    const waitMs = beyond < 0 ? 0 : Math.min(rule.longestMs, FIRST_WAIT_MS * 2 ** beyond);
    this.#counts.delete(key); // to the end: the least lately used is forgotten first
    this.#counts.set(key, { failures, openFromMs: now + waitMs, lastMs: now });
    if (this.#counts.size <= this.#mostKeys) return;
    const [oldest] = this.#counts.keys();
    this.#counts.delete(oldest!);
  }
}
