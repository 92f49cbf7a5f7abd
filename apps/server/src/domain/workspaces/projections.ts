import { fromIso } from '@roost/protocol/time';
import type { LoggedEvent, Projection } from '../../log/item.ts';
import { saveWorkspaces } from './sql.ts';

export const workspaceCreated: Projection<'workspace.created'> = {
  type: 'workspace.created',
  order: 10,
  apply: (tx, events) => [saveWorkspaces(tx, events.map(toRow))],
};

export const workspaceUpdated: Projection<'workspace.updated'> = {
  type: 'workspace.updated',
  order: 11,
  apply: (tx, events) => [saveWorkspaces(tx, events.map(toRow))],
};

function toRow({ at, seq, data: { workspace } }: LoggedEvent<'workspace.created' | 'workspace.updated'>) {
  return { id: workspace.id, name: workspace.name, createdAt: fromIso(workspace.createdAt) ?? at, rev: seq };
}
