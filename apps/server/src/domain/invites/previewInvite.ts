import { readWorkspace } from '../workspaces/sql.ts';
import { runs } from '../verb.ts';
import { inviteByCode, inviteGone, isOpen } from './find.ts';

/** What the page that accepts an invite shows before one signs up. */
export const previewInvite = runs('invite.preview', async (world, _call, args) => {
  const invite = await inviteByCode(world, args.code);
  const workspace =
    invite && isOpen(invite, world.now()) && (await readWorkspace(world.database.sql, invite.workspaceId));
  if (!workspace) throw inviteGone();
  const inviter = await world.database.prisma.user.findUnique({
    where: { id: invite.createdBy },
    select: { name: true },
  });
  return { workspaceName: workspace.name, invitedBy: inviter?.name ?? '', role: invite.role };
});
