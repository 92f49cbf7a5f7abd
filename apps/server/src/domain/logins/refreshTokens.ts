import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Sql } from '../../storage/sql.ts';
import { readRefreshKeys, renewRefreshKey } from './refreshKeys.ts';

const FORM = /^(L[0-9A-HJKMNP-TV-Z]{16})\.(\d{1,9})\.([\w-]{43})$/;
/** A token that no key reads makes this process look for new keys, but not more often than this. */
const REREAD_EVERY_MS = 1_000;

/** What a refresh token says. */
export interface Presented {
  login: string;
  generation: number;
}

/**
 * Refresh tokens: `<login>.<generation>.<mac>`. They are derived, not stored: asked twice for the successor of a token, by a second
 * tab or after an answer that was lost, the server says the same [A2].
 */
export class RefreshTokens {
  readonly #sql: Sql;
  readonly #now: () => number;
  #keys: readonly Buffer[] = [];
  #readAtMs = -Infinity;

  private constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
  }

  /** With the keys that all processes on this database use; makes the first at the first start. */
  static async open(sql: Sql, now: () => number): Promise<RefreshTokens> {
    const tokens = new RefreshTokens(sql, now);
    await tokens.renew();
    return tokens;
  }

  /** Takes a new key when the present one is too old. Call it now and then. */
  async renew(): Promise<void> {
    await renewRefreshKey(this.#sql, this.#now());
    await this.#readKeys();
  }

  make(login: string, generation: number): string {
    return `${login}.${generation}.${macOf(this.#keys[0]!, { login, generation }).toString('base64url')}`;
  }

  /** What a token says, when it is one of ours; compared in constant time. */
  async read(token: string): Promise<Presented | null> {
    const [, login, generation, mac] = FORM.exec(token) ?? [];
    if (!login || !generation || !mac) return null;
    const presented = { login, generation: Number(generation) };
    const given = Buffer.from(mac, 'base64url');
    if (this.#isOurs(presented, given)) return presented;
    // Another process may have made a key meanwhile.
    if (this.#now() - this.#readAtMs < REREAD_EVERY_MS) return null;
    await this.#readKeys();
    return this.#isOurs(presented, given) ? presented : null;
  }

  #isOurs(presented: Presented, given: Buffer): boolean {
    return this.#keys.some((key) => {
      const known = macOf(key, presented);
      return given.length === known.length && timingSafeEqual(given, known);
    });
  }

  async #readKeys(): Promise<void> {
    this.#readAtMs = this.#now();
    this.#keys = await readRefreshKeys(this.#sql, this.#now());
  }
}

function macOf(key: Buffer, { login, generation }: Presented): Buffer {
  return createHmac('sha256', key).update(`refresh ${login} ${generation}`).digest();
}
