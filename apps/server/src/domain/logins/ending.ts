import type { NewEvent } from '../../log/item.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import type { World } from '../verb.ts';
import { markEnded } from './sql.ts';

export function loginEnded(account: string, login: string): NewEvent<'login.ended'> {
  return { stream: account, type: 'login.ended', actor: account, audience: '*', data: () => ({ login }) };
}

/** Ends a login, once: its refresh tokens, its access tokens and its sessions [A6]. */
export async function endLogin(world: World, identity: IdentityParts, account: string, login: string): Promise<void> {
  // A stale item means that somebody else ended it first: that is as good.
  await world.log.append({
    events: [loginEnded(account, login)],
    checked: [],
    guards: [{ kind: 'login', id: login, is: 'live' }],
    touches: [`account:${account}`],
    alongside: (tx) => [markEnded(tx, [login])],
  });
  identity.revocations.revoke(login);
}
