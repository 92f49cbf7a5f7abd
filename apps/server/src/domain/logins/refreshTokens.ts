import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Sql } from '../../storage/sql.ts';
import { addServerKey, readServerKeys } from '../accounts/sql.ts';

const FORM = /^(L[0-9A-HJKMNP-TV-Z]{16})\.(\d{1,9})\.([\w-]{43})$/;

/**
 * Refresh tokens: `<login>.<generation>.<mac>`. They are derived, not stored: asked twice for the successor of a token, by a second
 * tab or after an answer that was lost, the server says the same [A2].
 */
export class RefreshTokens {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** With the key that all processes on this database use; makes it at the first start. */
  static async open(sql: Sql, now: () => number): Promise<RefreshTokens> {
    const secret = { kty: 'oct', k: randomBytes(32).toString('base64url') };
    const key = { kid: 'refresh', secret, public: null, createdAt: now() * 1000, retiredAt: null };
    if ((await readServerKeys(sql, 'refresh')).length === 0) {
      await addServerKey(sql, 'refresh', key, { unlessSince: 0, forgetBefore: 0 });
    }
    const [row] = await readServerKeys(sql, 'refresh');
    return new RefreshTokens(Buffer.from(row!.secret.k!, 'base64url'));
  }

  make(login: string, generation: number): string {
    return `${login}.${generation}.${this.#mac(login, generation).toString('base64url')}`;
  }

  /** What a token says, when it is one of ours; compared in constant time. */
  read(token: string): { login: string; generation: number } | null {
    const [, login, generation, mac] = FORM.exec(token) ?? [];
    if (!login || !generation || !mac) return null;
    const given = Buffer.from(mac, 'base64url');
    const known = this.#mac(login, Number(generation));
    if (given.length !== known.length || !timingSafeEqual(given, known)) return null;
    return { login, generation: Number(generation) };
  }

  #mac(login: string, generation: number): Buffer {
    return createHmac('sha256', this.#key).update(`refresh ${login} ${generation}`).digest();
  }
}
