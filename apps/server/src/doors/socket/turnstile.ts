import { Buckets, type Rate } from '../../domain/buckets.ts';

/*
 * How many sessions may begin, over all and by one credential, and how many a credential may have at once [S12]. Without the second,
 * one client that reconnects without a pause would turn away everybody else.
 */

export interface Admission {
  all: Rate;
  credential: Rate;
  /** Sessions of one credential at once. */
  sessions: number;
}

/** A device has a tab or two, a program a handful of workers. */
export const usualAdmission: Admission = {
  all: { perSecond: 2_000, burst: 10_000 },
  credential: { perSecond: 5, burst: 100 },
  sessions: 200,
};

const free = { perSecond: Infinity, burst: Infinity };

/** For load tests. */
export const noAdmission: Admission = { all: free, credential: free, sessions: Infinity };

const EVERYBODY = '';

export class Turnstile {
  readonly #admission: Admission;
  readonly #buckets: Buckets;

  constructor(admission: Admission, now: () => number) {
    this.#admission = admission;
    this.#buckets = new Buckets(now);
  }

  /** Counts one that comes in, unless there is no room. `sessions`: how many its credential has. */
  pass(credential: string, sessions: number): boolean {
    const { all, credential: own, sessions: most } = this.#admission;
    if (sessions >= most || this.#buckets.waitFor(credential, own) > 0) return false;
    // Whoever is refused alone takes nothing from the others.
    if (this.#buckets.waitFor(EVERYBODY, all) > 0) return false;
    this.#buckets.count(credential, own);
    this.#buckets.count(EVERYBODY, all);
    return true;
  }
}
