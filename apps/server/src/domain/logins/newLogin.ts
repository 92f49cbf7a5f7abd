import { newId } from '@roost/protocol/ids';
import type { NewEvent, Statement, Tx } from '../../log/item.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import type { Call } from '../verb.ts';
import { deviceName } from './deviceName.ts';
import { insertLogin } from './sql.ts';

/** What an item needs for an account to be signed in on one more device. */
export interface NewLogin {
  id: string;
  event: NewEvent<'login.created'>;
  row: (tx: Tx) => Statement;
}

export function newLogin(account: string, call: Call, nowMs: number): NewLogin {
  const id = newId('login', nowMs);
  const event: NewEvent<'login.created'> = {
    stream: account,
    type: 'login.created',
    actor: account,
    audience: '*',
    data: () => ({ login: id }),
  };
  const device = deviceName(call.door.device);
  return { id, event, row: (tx) => insertLogin(tx, { id, account, device, at: nowMs * 1000 }) };
}

/**
 * Hands over the first refresh token of a login: to a browser as a cookie that no script can read, to a native caller in the answer,
 * where a script could.
 */
export function giveFirstToken(
  identity: IdentityParts,
  call: Call,
  login: string,
  client: 'browser' | 'native' | undefined,
): { refreshToken?: string } {
  const refreshToken = identity.refreshTokens.make(login, 1);
  if (client === 'native') return { refreshToken };
  call.door.setRefreshToken(refreshToken);
  return {};
}
