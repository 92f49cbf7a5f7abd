import type { User, Workspace } from '@roost/protocol/entities';
import type { NewEvent } from '../../log/item.ts';
import type { WorkspaceRules } from '../members/rules.ts';
import { entering, workspaceJoined, type Joining } from './joining.ts';

/**
 * Makes an account a person who was imported or has left: from now on it has that person's messages, handle, role and channels. The last event is `workspace.joined`, as for somebody new.
 */
export function claimingEvents(claim: {
  rules: WorkspaceRules;
  workspace: Workspace;
  person: User;
  claimant: { subject: string; name: string };
}): Joining {
  const { rules, workspace, claimant } = claim;
  const { imported: _imported, left: _left, deactivated: _deactivated, ...person } = claim.person;
  let user: User = { ...person, name: claimant.name };
  const became: NewEvent<'user.updated'> = {
    stream: workspace.id,
    type: 'user.updated',
    actor: user.id,
    audience: '*',
    rules: true,
    data: ({ seq }) => ({ user: (user = { ...user, rev: seq }) }),
  };
  const missing = [...rules.channels.values()].filter(
    ({ general, members }) => general && user.role !== 'guest' && !members.has(user.id),
  );
  return {
    user: user.id,
    events: [
      became,
      ...missing.flatMap((channel) => entering(workspace.id, channel.id, user.id, undefined)),
      workspaceJoined(claimant.subject, user.id, () => ({ workspace, user })),
    ],
    checked: [{ stream: rules.workspace, rulesRev: rules.rulesRev }],
    touches: [`user:${user.id}`, `subject:${workspace.id}:${claimant.subject}`],
  };
}
