import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { Scope } from '@roost/protocol/entities';
import { isId } from '@roost/protocol/ids';
import { Reject } from '../../reject.ts';
import type { Sql } from '../../storage/sql.ts';
import type { Identity } from '../identity.ts';
import type { Revocations } from '../logins/revocations.ts';
import { BotTokens, isBotToken } from '../tokens/botTokens.ts';
import { ALGORITHM, JwtKeys } from './jwtKeys.ts';

export const ACCESS_TOKEN_MS = 10 * 60_000;
/** A token is valid a little before it was made, for servers whose clocks disagree. */
const BEFORE_MS = 5_000;
const ISSUER = 'roost';
const TYPE = 'at+jwt';
const LONGEST = 2_048;
const VERIFIED_KEPT = 5_000;
const ALL_SCOPES: readonly Scope[] = ['read', 'write', 'admin'];

interface Parts {
  keys: JwtKeys;
  botTokens: BotTokens;
  revocations: Revocations;
  instance: string;
  now: () => number;
}

/**
 * Who speaks, from what comes as Bearer: an access JWT or a bot's token [A1]. The algorithm is pinned, `kid` is looked up among this
 * server's own keys and nowhere else, and nothing that a token says about keys (`jku`, `x5u`, `jwk`) is read. What has been verified
 * is not verified again, and no query is made for it; whether it has expired or was revoked is asked every time.
 */
export class AccessTokens {
  readonly #parts: Parts;
  readonly #verified = new Map<string, Identity>();

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `instance` is whom the tokens are for; other servers' are refused. */
  static async open(deps: {
    sql: Sql;
    instance: string;
    revocations: Revocations;
    now: () => number;
  }): Promise<AccessTokens> {
    const { sql, now, instance, revocations } = deps;
    const keys = await JwtKeys.open(sql, now);
    return new AccessTokens({ keys, botTokens: new BotTokens(sql, now), revocations, instance, now });
  }

  /**
   * An access token for a subject, behind it the login or bot token that gave it. `until`: it ends then at the latest. Instants in
   * milliseconds.
   */
  async issue(
    subject: string,
    credential: string,
    kind: Identity['kind'],
    { scopes = ALL_SCOPES, until = Infinity }: { scopes?: readonly Scope[]; until?: number } = {},
  ): Promise<{ accessToken: string; expiresAt: number }> {
    const { keys, instance, now } = this.#parts;
    const { kid, key } = await keys.signing();
    const nowMs = now();
    const exp = Math.floor(Math.min(nowMs + ACCESS_TOKEN_MS, until) / 1000);
    const accessToken = await new SignJWT({ credential, kind, ...(kind === 'bot' && { scope: scopes.join(' ') }) })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
      .setIssuer(ISSUER)
      .setAudience(instance)
      .setSubject(subject)
      .setIssuedAt(Math.floor(nowMs / 1000))
      .setNotBefore(Math.floor((nowMs - BEFORE_MS) / 1000))
      .setExpirationTime(exp)
      .sign(key);
    return { accessToken, expiresAt: exp * 1000 };
  }

  /** Throws `Reject('unauthenticated')` for whatever is not in force. */
  async authenticate(bearer: string): Promise<Identity> {
    const identity = isBotToken(bearer) ? await this.#parts.botTokens.find(bearer) : await this.#ofJwt(bearer);
    if (
      !identity ||
      identity.expiresAt <= this.#parts.now() ||
      this.#parts.revocations.isRevoked(identity.credential)
    ) {
      throw new Reject('unauthenticated', 'The access token is not valid any more. Refresh the login or sign in.');
    }
    return identity;
  }

  /** Whether `authenticate` would answer from memory: without a signature to verify, without a query. */
  knows(bearer: string): boolean {
    return isBotToken(bearer) ? this.#parts.botTokens.knows(bearer) : this.#verified.has(bearer);
  }

  async #ofJwt(token: string): Promise<Identity | null> {
    const known = this.#verified.get(token);
    if (known) return known;
    if (token.length > LONGEST) return null;
    const identity = await this.#verify(token);
    if (identity) this.#keep(token, identity);
    return identity;
  }

  async #verify(token: string): Promise<Identity | null> {
    const { keys, instance, now } = this.#parts;
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => ownKey(keys, kid), {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: instance,
        requiredClaims: ['sub', 'exp', 'nbf', 'iat'],
        currentDate: new Date(now()),
      });
      return toIdentity(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  #keep(token: string, identity: Identity): void {
    this.#verified.set(token, identity);
    if (this.#verified.size <= VERIFIED_KEPT) return;
    const [oldest] = this.#verified.keys();
    this.#verified.delete(oldest!);
  }
}

async function ownKey(keys: JwtKeys, kid: string | undefined) {
  const key = typeof kid === 'string' ? await keys.verifying(kid) : null;
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key;
}

function toIdentity(payload: JWTPayload): Identity | null {
  const { sub, exp, credential, kind, scope } = payload;
  if (typeof sub !== 'string' || typeof credential !== 'string' || typeof exp !== 'number') return null;
  if (exp * 1000 > Number(payload.iat) * 1000 + ACCESS_TOKEN_MS + 1000) return null;
  const ends = { subject: sub, credential, expiresAt: exp * 1000 };
  if (kind === 'account') {
    return isId(sub, 'account') && isId(credential, 'login') ? { ...ends, kind, scopes: ALL_SCOPES } : null;
  }
  if (kind !== 'bot' || !isId(sub, 'user', 'app') || !isId(credential, 'token')) return null;
  const scopes = String(scope).split(' ');
  return { ...ends, kind, scopes: ALL_SCOPES.filter((each) => scopes.includes(each)) };
}
