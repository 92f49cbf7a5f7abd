import type { Workspace } from '@roost/protocol/entities';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { properName } from '../names.ts';
import { canInWorkspace } from '../permissions.ts';
import { plans } from '../verb.ts';
import { readWorkspace } from './sql.ts';

/** Renames the workspace. */
export const workspaceUpdate = plans('workspace.update', async (world, call, args) => {
  const { actor, checked } = await actingIn(world, call, args.workspace);
  if (!canInWorkspace('renameWorkspace', actor))
    throw new Reject('forbidden', 'Only an admin may rename the workspace.');
  const name = properName(args.name);
  const before = await readWorkspace(world.database.sql, args.workspace);
  if (!before) throw new Reject('not_found', 'There is no such workspace.');
  if (before.name === name) return { item: null, answer: () => ({ workspace: before }) };
  return {
    item: {
      events: [workspaceUpdated(actor.id, { ...before, name })],
      checked,
      guards: [],
      touches: [`workspace:${before.id}`],
    },
    answer: ([updated]) => ({ workspace: (updated as LoggedEvent<'workspace.updated'>).data.workspace }),
  };
});

function workspaceUpdated(actor: string, workspace: Workspace): NewEvent<'workspace.updated'> {
  return {
    stream: workspace.id,
    type: 'workspace.updated',
    actor,
    audience: '*',
    data: ({ seq }) => ({ workspace: { ...workspace, rev: seq } }),
  };
}
