import { readUsers } from '../users/sql.ts';
import { readWorkspace } from '../workspaces/sql.ts';
import { runs } from '../verb.ts';
import { inviteByCode, inviteGone, isOpen } from './find.ts';

/** What the page that accepts an invite shows before one signs up. */
export const previewInvite = runs('invite.preview', async (world, _call, args) => {
  const invite = await inviteByCode(world, args.code);
  const workspace =
    invite && isOpen(invite, world.now()) && (await readWorkspace(world.database.sql, invite.workspaceId));
  if (!workspace) throw inviteGone();
  const { createdBy, userId } = invite;
  const people = await readUsers(world.database.sql, workspace.id, [createdBy, userId ?? createdBy]);
  const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? '';
  return {
    workspaceName: workspace.name,
    invitedBy: nameOf(createdBy),
    role: invite.role,
    ...(userId !== null && { becomes: nameOf(userId) }),
  };
});
