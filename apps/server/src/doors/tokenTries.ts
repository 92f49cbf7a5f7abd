import { Buckets } from '../domain/buckets.ts';
import type { Identity } from '../domain/identity.ts';
import { Reject } from '../reject.ts';

/** Whose a token is, for a caller at this address. Throws `Reject`. */
export type Authenticate = (token: string, address: string) => Promise<Identity>;

/** What looks at tokens. */
export interface Tokens {
  authenticate(token: string): Promise<Identity>;
  /** Whether `authenticate` would answer without work: no signature to verify, no query. */
  knows(token: string): boolean;
}

/** An office of people whose tokens all ran out over night stays below it. */
const badTokens = { perSecond: 20, burst: 500 };

/**
 * Looks at tokens, but not at any number of bad ones [A9]: each costs a signature or a query, and whoever sends them has nothing to lose.
 * They are counted by address; from one with too many, only tokens that are known already are let through, so that those who share
 * the address go on.
 */
export function limitTries(tokens: Tokens, now: () => number): Authenticate {
  const buckets = new Buckets(now);
  return async (token, address) => {
    if (tokens.knows(token)) return tokens.authenticate(token);
    const wait = Math.ceil(buckets.waitFor(address, badTokens));
    if (wait > 0)
      throw new Reject('rate_limited', 'Too many bad tokens came from this address.', { retryAfterMs: wait });
    try {
      return await tokens.authenticate(token);
    } catch (error) {
      if (error instanceof Reject) buckets.count(address, badTokens);
      throw error;
    }
  };
}
