import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import type { Sql } from '../../storage/sql.ts';
import { addServerKey, readServerKeys, type ServerKeyRow } from './sql.ts';

/** The one algorithm that access tokens are signed with. */
export const ALGORITHM = 'EdDSA';

export const KEY_LIVES_MS = 30 * 24 * 3_600_000;
/** How long after its retirement a key still verifies: the life of a token, and room for clocks that disagree. */
export const RETIRED_VERIFIES_MS = 20 * 60_000;
/** A token with an unknown `kid` makes this process look for new keys, but not more often than this. */
const REREAD_EVERY_MS = 1_000;

interface Key {
  kid: string;
  sign: CryptoKey;
  verify: CryptoKey;
  createdAtMs: number;
  retiredAtMs: number | null;
}

/**
 * The keys that sign access tokens, kept in table `server_key`. Made at the first start; every 30 days there is a new one, and the
 * old one verifies until its last token has expired. Processes on one database agree: whoever meets an unknown `kid` looks again.
 */
export class JwtKeys {
  readonly #sql: Sql;
  readonly #now: () => number;
  #keys = new Map<string, Key>();
  #readAtMs = -Infinity;
  #reading: Promise<void> | null = null;
  #renewing: Promise<void> | null = null;

  private constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
  }

  static async open(sql: Sql, now: () => number): Promise<JwtKeys> {
    const keys = new JwtKeys(sql, now);
    await keys.#read();
    await keys.signing();
    return keys;
  }

  /** The key to sign with; makes the next one when it is too old. */
  async signing(): Promise<{ kid: string; key: CryptoKey }> {
    if (!this.#newest()) {
      this.#renewing ??= this.#renew().finally(() => (this.#renewing = null));
      await this.#renewing;
    }
    const newest = this.#newest();
    if (!newest) throw new Error('there is no key to sign access tokens with');
    return { kid: newest.kid, key: newest.sign };
  }

  /** The key of this name, or null: never one from anywhere else. */
  async verifying(kid: string): Promise<CryptoKey | null> {
    if (!this.#keys.has(kid)) await this.#lookAgain();
    const key = this.#keys.get(kid);
    const retired = key && key.retiredAtMs !== null && this.#now() >= key.retiredAtMs + RETIRED_VERIFIES_MS;
    return key && !retired ? key.verify : null;
  }

  #newest(): Key | undefined {
    const oldest = this.#now() - KEY_LIVES_MS;
    return [...this.#keys.values()].find((key) => key.retiredAtMs === null && key.createdAtMs > oldest);
  }

  async #renew(): Promise<void> {
    const now = this.#now();
    await addServerKey(this.#sql, 'jwt', newKey(now), {
      unlessSince: (now - KEY_LIVES_MS) * 1000,
      forgetBefore: (now - RETIRED_VERIFIES_MS) * 1000,
    });
    await this.#read();
  }

  async #lookAgain(): Promise<void> {
    if (!this.#reading && this.#now() - this.#readAtMs < REREAD_EVERY_MS) return;
    this.#reading ??= this.#read().finally(() => (this.#reading = null));
    await this.#reading;
  }

  async #read(): Promise<void> {
    this.#readAtMs = this.#now();
    const rows = await readServerKeys(this.#sql, 'jwt');
    this.#keys = new Map(await Promise.all(rows.map(async (row) => [row.kid, await toKey(row)] as const)));
  }
}

function newKey(now: number): ServerKeyRow {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const jwk = (key: KeyObject) => key.export({ format: 'jwk' }) as JWK;
  const kid = randomBytes(9).toString('base64url');
  return { kid, secret: jwk(privateKey), public: jwk(publicKey), createdAt: now * 1000, retiredAt: null };
}

async function toKey(row: ServerKeyRow): Promise<Key> {
  const [sign, verify] = await Promise.all([importJWK(row.secret, ALGORITHM), importJWK(row.public!, ALGORITHM)]);
  return {
    kid: row.kid,
    sign: sign as CryptoKey,
    verify: verify as CryptoKey,
    createdAtMs: row.createdAt / 1000,
    retiredAtMs: row.retiredAt === null ? null : row.retiredAt / 1000,
  };
}
