import { toIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import { runs } from '../verb.ts';

/** A short-lived access token for the bot whose token the caller presents. */
export const exchangeToken = (identity: IdentityParts) =>
  runs('token.exchange', async (world, call) => {
    const { subject, kind, credential, scopes } = call.identity!;
    if (kind !== 'bot') throw new Reject('forbidden', 'Only bots exchange tokens; people refresh their login.');
    const token = await world.database.prisma.token.findUnique({
      where: { id: credential },
      select: { revokedAt: true },
    });
    if (!token || token.revokedAt !== null) throw new Reject('unauthenticated', 'This token was revoked.');
    const { accessToken, expiresAt } = await identity.accessTokens.issue(subject, credential, 'bot', scopes);
    return { accessToken, expiresAt: toIso(expiresAt * 1000) };
  });
