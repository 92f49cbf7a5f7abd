import { eraseDeleted } from './domain/channels/eraseDeleted.ts';
import { forgetOldLogins } from './domain/logins/forgetting.ts';
import type { RefreshTokens } from './domain/logins/refreshTokens.ts';
import { forgetOldKeys } from './log/retention.ts';
import type { Sql } from './storage/sql.ts';

export const UPKEEP_EVERY_MS = 3_600_000;

export interface UpkeepDeps {
  sql: Sql;
  refreshTokens: Pick<RefreshTokens, 'renew'>;
  /** Milliseconds since 1970. */
  now: () => number;
  warn: (error: unknown, message: string) => void;
}

/** Forgets what time has made worthless and renews what it wears out. Call it about once an hour; what fails is done the next time. */
export async function upkeep({ sql, refreshTokens, now, warn }: UpkeepDeps): Promise<void> {
  await forgetOldKeys(sql, now()).catch((error: unknown) => warn(error, 'cannot forget old keys'));
  await forgetOldLogins(sql, now()).catch((error: unknown) => warn(error, 'cannot forget old logins'));
  await eraseDeleted(sql).catch((error: unknown) => warn(error, 'cannot erase deleted channels'));
  await refreshTokens.renew().catch((error: unknown) => warn(error, 'cannot renew the key of refresh tokens'));
}
