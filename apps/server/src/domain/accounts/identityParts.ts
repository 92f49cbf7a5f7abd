import { instanceName } from '../../log/epoch.ts';
import type { Sql } from '../../storage/sql.ts';
import { RefreshTokens } from '../logins/refreshTokens.ts';
import { realEvery, Revocations, type Every } from '../logins/revocations.ts';
import { SignInThrottle } from '../logins/signInThrottle.ts';
import { AccessTokens } from './accessTokens.ts';
import { Passwords } from './passwords.ts';

/** What the verbs of identity stand on besides the world; made once in app.ts. */
export interface IdentityParts {
  /** The name of this instance: whom access tokens are for, and part of the cookie's name. */
  instance: string;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  revocations: Revocations;
  passwords: Passwords;
  throttle: SignInThrottle;
  close: () => Promise<void>;
}

/** Reads or makes this server's keys. The log must have been opened on the database before: it names the instance. */
export async function openIdentity(
  database: { sql: Sql },
  now: () => number,
  { every = realEvery, passwords = new Passwords() }: { every?: Every; passwords?: Passwords } = {},
): Promise<IdentityParts> {
  const { sql } = database;
  const instance = await instanceName(sql);
  if (!instance) throw new Error('the log has not been opened on this database yet');
  const refreshTokens = await RefreshTokens.open(sql, now);
  const revocations = await Revocations.open(sql, now, every);
  const accessTokens = await AccessTokens.open({ sql, instance, revocations, now });
  const throttle = new SignInThrottle(now);
  return { instance, accessTokens, refreshTokens, revocations, passwords, throttle, close: () => revocations.close() };
}
