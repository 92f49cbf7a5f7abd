import { readWorkspace } from '../workspaces/sql.ts';
import { runs } from '../verb.ts';
import { inviteByCode, inviteGone, isOpen, presentMaker } from './find.ts';

/** What the page that accepts an invite shows before one signs up. */
export const previewInvite = runs('invite.preview', async (world, _call, args) => {
  const invite = await inviteByCode(world, args.code);
  if (!invite || !isOpen(invite, world.now())) throw inviteGone();
  const { maker, rules } = await presentMaker(world, invite);
  const workspace = await readWorkspace(world.database.sql, invite.workspaceId);
  if (!workspace) throw inviteGone();
  return {
    workspaceName: workspace.name,
    invitedBy: maker.name,
    role: invite.role,
    ...(invite.userId !== null && { becomes: rules.users.get(invite.userId)?.name ?? '' }),
  };
});
