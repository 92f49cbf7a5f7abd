import { randomBytes } from 'node:crypto';
import { hash, verify, type Algorithm, type Options } from '@node-rs/argon2';
import { Reject } from '../../reject.ts';
import { AtMost } from '../atMost.ts';

/** OWASP's recommendation for Argon2id: 19 MiB, two passes, one lane. */
const argon2id: Options = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/** Each costs 19 MiB and a core while it runs, so few run at once; the others wait their turn, up to a bound. */
const AT_ONCE = 2;
const MAX_WAITING = 4_000;

/**
 * Hashes and compares passwords. Comparing takes the same time whether there is an account or not, so that the time it takes to be
 * refused does not tell which e-mail addresses are known [A5].
 */
export class Passwords {
  readonly #parameters: Options;
  readonly #line: AtMost;
  #nobodys: Promise<string> | null = null;

  /** `parameters` other than OWASP's are for tests that sign in often. */
  constructor(parameters: Options = argon2id, maxWaiting = MAX_WAITING) {
    this.#parameters = parameters;
    const refusal = () =>
      new Reject('busy', 'Many people are signing in. Try again in a moment.', { retryAfterMs: 5_000 });
    this.#line = new AtMost(AT_ONCE, { waiting: maxWaiting, refusal });
  }

  hash(password: string): Promise<string> {
    return this.#line.run(() => hash(password.normalize('NFKC'), this.#parameters));
  }

  /** Whether it is the password behind `known`; never so for null (no such account), and no faster. */
  async matches(known: string | null, password: string): Promise<boolean> {
    const nobodys = await this.#hashOfNobody();
    const same = await this.#line.run(() => verify(known ?? nobodys, password.normalize('NFKC')));
    return same && known !== null;
  }

  #hashOfNobody(): Promise<string> {
    const hashing = (this.#nobodys ??= this.hash(randomBytes(16).toString('base64')));
    // What failed once, because there was too much to do, is tried again the next time.
    hashing.catch(() => {
      if (this.#nobodys === hashing) this.#nobodys = null;
    });
    return hashing;
  }
}
