import { toIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { canInWorkspace } from '../permissions.ts';
import { runs } from '../verb.ts';
import type { Mail } from './mail.ts';
import { isOpen, makerOf, toStored } from './find.ts';

/** The invites that still work, the newest first. Without their codes: those are not known here. */
export const listInvites = (mail: Mail | null) =>
  runs('invite.list', async (world, call, args) => {
    const { actor, rules } = await actingIn(world, call, args.workspace);
    if (!canInWorkspace('manageInvites', actor)) throw new Reject('forbidden', 'Only admins may see the invites.');
    const rows = await world.database.prisma.invite.findMany({
      where: { workspaceId: args.workspace, revokedAt: null },
      orderBy: { id: 'desc' },
    });
    const open = rows.map(toStored).filter((invite) => isOpen(invite, world.now()) && makerOf(invite, rules) !== null);
    const addresses = new Map(rows.map(({ id, email, sentAt }) => [id, { email, sentAt }]));
    return {
      mail: mail !== null,
      invites: open.map((invite) => ({
        id: invite.id,
        role: invite.role,
        channels: invite.channels,
        createdBy: invite.createdBy,
        createdAt: toIso(invite.createdAt),
        expiresAt: invite.expiresAt === null ? null : toIso(invite.expiresAt),
        maxUses: invite.maxUses,
        uses: invite.uses,
        ...(invite.userId !== null && { user: invite.userId }),
        ...addressed(addresses.get(invite.id)),
      })),
    };
  });

function addressed(to: { email: string | null; sentAt: bigint | null } | undefined) {
  return {
    ...(to?.email && { email: to.email }),
    ...(to?.sentAt && { sentAt: toIso(Number(to.sentAt)) }),
  };
}
