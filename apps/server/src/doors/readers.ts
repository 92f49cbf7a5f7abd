import type { Identity } from '../domain/identity.ts';
import { Reject } from '../reject.ts';

/**
 * Sessions are told events, and those are for whoever may read [O9]. A program whose token is for other things calls operations, each
 * of which asks for its own scope.
 */
export function forReaders<Asked extends unknown[]>(
  authenticate: (...asked: Asked) => Promise<Identity>,
): (...asked: Asked) => Promise<Identity> {
  return async (...asked) => {
    const identity = await authenticate(...asked);
    if (!identity.scopes.includes('read')) throw new Reject('forbidden', 'The token lacks the scope read.');
    return identity;
  };
}
