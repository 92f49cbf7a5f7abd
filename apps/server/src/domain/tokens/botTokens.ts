import { createHash, randomBytes } from 'node:crypto';
import type { Scope } from '@roost/protocol/entities';
import type { Sql } from '../../storage/sql.ts';
import type { Identity } from '../identity.ts';
import { findToken, touchToken } from './sql.ts';

const FORM = /^roost_[\w-]{43}$/;
const KEPT = 10_000;
/** How long a token is believed without asking; shorter than revocations are remembered, so that none is missed. */
export const BELIEVED_MS = 5 * 60_000;
/** A bot's token does not run out. This is the last instant that a `Date` can name. */
export const NEVER_EXPIRES = 8.64e15;

/** A new secret for a program: 256 random bits. */
export function newBotToken(): string {
  return `roost_${randomBytes(32).toString('base64url')}`;
}

/** As stored and looked up. The secret is random and long, so a plain hash gives nothing away. */
export function hashBotToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export function isBotToken(bearer: string): boolean {
  return FORM.test(bearer);
}

/** Whose a bot token is, without a query when it was seen lately. Revocations are the caller's to check. */
export class BotTokens {
  readonly #sql: Sql;
  readonly #now: () => number;
  readonly #known = new Map<string, { identity: Identity; until: number }>();

  constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
  }

  /** Whether it was seen lately. */
  knows(token: string): boolean {
    return (this.#known.get(hashBotToken(token))?.until ?? 0) > this.#now();
  }

  async find(token: string): Promise<Identity | null> {
    const hash = hashBotToken(token);
    const known = this.#known.get(hash);
    if (known && known.until > this.#now()) return known.identity;
    this.#known.delete(hash);
    const row = await findToken(this.#sql, hash);
    const subject = row?.user ?? row?.app;
    if (!row || !subject) return null;
    await touchToken(this.#sql, row.id, this.#now() * 1000);
    const identity = toIdentity(row.id, subject, row.scopes);
    this.#keep(hash, identity);
    return identity;
  }

  #keep(hash: string, identity: Identity): void {
    this.#known.set(hash, { identity, until: this.#now() + BELIEVED_MS });
    if (this.#known.size <= KEPT) return;
    const [oldest] = this.#known.keys();
    this.#known.delete(oldest!);
  }
}

/** The few sets of scopes that there are, once each: ten thousand bots need not ten thousand arrays of them. */
const scopeSets = new Map<string, readonly Scope[]>();

function toIdentity(credential: string, subject: string, scopes: readonly Scope[]): Identity {
  const name = scopes.join(' ');
  const known = scopeSets.get(name) ?? scopes;
  scopeSets.set(name, known);
  return { subject, kind: 'bot', credential, scopes: known, expiresAt: NEVER_EXPIRES };
}
