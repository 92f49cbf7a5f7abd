import { toIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import { runs } from '../verb.ts';
import { NEVER_EXPIRES } from './botTokens.ts';

/** A short-lived access token for the bot whose token the caller presents. */
export const exchangeToken = (identity: IdentityParts) =>
  runs('token.exchange', async (world, call) => {
    const { subject, kind, credential, scopes, expiresAt } = call.identity!;
    if (kind !== 'bot') throw new Reject('forbidden', 'Only bots exchange tokens; people refresh their login.');
    // An access token that could be exchanged for the next one would last as long as its holder likes.
    if (expiresAt !== NEVER_EXPIRES)
      throw new Reject('forbidden', 'Present the token of the bot itself, not an access token.');
    const token = await world.database.prisma.token.findUnique({
      where: { id: credential },
      select: { revokedAt: true },
    });
    if (!token || token.revokedAt !== null) throw new Reject('unauthenticated', 'This token was revoked.');
    const issued = await identity.accessTokens.issue(subject, credential, 'bot', { scopes });
    return { accessToken: issued.accessToken, expiresAt: toIso(issued.expiresAt * 1000) };
  });
