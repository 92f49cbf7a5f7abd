import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { canInWorkspace } from '../permissions.ts';
import { runs } from '../verb.ts';

/** Makes an invite useless, from this moment on. */
export const revokeInvite = runs('invite.revoke', async (world, call, args) => {
  const { invite: invites } = world.database.prisma;
  const invite = await invites.findUnique({ where: { id: args.invite } });
  const acting = invite && (await actingIn(world, call, invite.workspaceId).catch(asUnknown));
  if (!acting) throw new Reject('not_found', 'There is no such invite.');
  if (!canInWorkspace('manageInvites', acting.actor)) {
    throw new Reject('forbidden', 'Only admins may revoke invites.');
  }
  const revokedAt = BigInt(world.now()) * 1000n;
  await invites.updateMany({ where: { id: args.invite, revokedAt: null }, data: { revokedAt } });
  return {};
});

function asUnknown(error: unknown): null {
  if (error instanceof Reject && error.code === 'not_found') return null;
  throw error;
}
