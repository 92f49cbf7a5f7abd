import type { Channel, Workspace } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { toIso } from '@roost/protocol/time';
import type { NewEvent, Place } from '../../log/item.ts';
import { handleFor, takenHandles } from '../users/handles.ts';
import { memberJoined, userJoined, workspaceJoined } from '../users/joining.ts';

const nobody = { users: new Map(), groups: new Map() };

/** What an item needs to bring a workspace into being. */
export interface Founding {
  workspace: string;
  /** Its owner. */
  user: string;
  events: NewEvent[];
  touches: string[];
}

/**
 * A new workspace with its owner, #general and #random. The last event is `workspace.joined` in the account's stream; its data is
 * the workspace and the user just made.
 */
export function foundingEvents(found: { workspaceName: string; userName: string; account: string }): Founding {
  const workspace = newId('workspace');
  const user = newId('user');
  const created = workspaceCreated(workspace, found.workspaceName, user);
  const newcomer = { subject: found.account, kind: 'person', name: found.userName, role: 'owner' } as const;
  const joined = userJoined({
    user,
    workspace,
    newcomer,
    handle: handleFor(found.userName, takenHandles(nobody)),
    by: user,
  });
  return {
    workspace,
    user,
    events: [
      created.event,
      joined.event,
      ...channelWithCreator(workspace, user, { name: 'general', general: true }),
      ...channelWithCreator(workspace, user, { name: 'random' }),
      workspaceJoined(found.account, user, () => ({ workspace: created.made(), user: joined.made() })),
    ],
    touches: [`workspace:${workspace}`],
  };
}

function workspaceCreated(id: string, name: string, by: string) {
  const at = (place: Place): Workspace => ({ id, rev: place.seq, name, createdAt: toIso(place.at) });
  let workspace = at({ seq: 0, at: 0 });
  const event: NewEvent<'workspace.created'> = {
    stream: id,
    type: 'workspace.created',
    actor: by,
    audience: '*',
    data: (place) => ({ workspace: (workspace = at(place)) }),
  };
  return { event, made: () => workspace };
}

function channelWithCreator(
  workspace: string,
  by: string,
  { name, general }: { name: string; general?: true },
): NewEvent[] {
  const id = newId('channel');
  const channel = (place: Place): Channel => ({
    id,
    rev: place.seq,
    workspace,
    kind: 'public',
    name,
    topic: '',
    ...(general && { general }),
    createdBy: by,
    createdAt: toIso(place.at),
  });
  const created: NewEvent<'channel.created'> = {
    stream: workspace,
    type: 'channel.created',
    actor: by,
    audience: '*',
    rules: true,
    data: (place) => ({ channel: channel(place) }),
  };
  return [created, memberJoined(workspace, id, by)];
}
