import { Reject } from '../../reject.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import { runs, type Call, type World } from '../verb.ts';
import { findBot, mayHoldTokens, ownsApp } from './bots.ts';
import { markRevoked } from './sql.ts';

/** Makes a token useless and closes its sessions [A6]. */
export const revokeToken = (identity: IdentityParts) =>
  runs('token.revoke', async (world, call, args) => {
    const token = await world.database.prisma.token.findUnique({ where: { id: args.token } });
    if (!token || !(await maySee(world, call, token))) throw new Reject('not_found', 'There is no such token.');
    await markRevoked(world.database.sql, token.id);
    identity.revocations.revoke(token.id);
    return {};
  });

async function maySee(
  world: World,
  call: Call,
  token: { userId: string | null; appId: string | null },
): Promise<boolean> {
  if (token.userId === null) return ownsApp(world, call, token.appId);
  const found = await findBot(world, call, token.userId).catch((error: unknown) => {
    if (error instanceof Reject) return null;
    throw error;
  });
  return found !== null && mayHoldTokens(world, call, found);
}
