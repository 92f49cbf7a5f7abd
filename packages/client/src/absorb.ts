import type { Channel, Message, Preference, Sidebar, User, Workspace } from '@roost/protocol/entities';
import { withPreference, withSidebar } from './fold.ts';
import { learned, messageArrived } from './replica.ts';
import type { WorkspaceState } from './types.ts';

/** What answers of operations may carry. Every entity has its `rev`, so taking one in is safe at any time [C9]. */
interface Carrying {
  user?: User;
  users?: readonly User[];
  channel?: Channel;
  channels?: readonly (Channel | { channel: Channel })[];
  message?: Message;
  workspace?: Workspace;
  preference?: Preference;
  sidebar?: Sidebar;
}

/** The state with the entities of an answer taken in, as far as they are of this workspace. */
export function absorbed(state: WorkspaceState, value: unknown): WorkspaceState {
  if (typeof value !== 'object' || value === null) return state;
  const { user, users = [], channel, channels = [], message, workspace, ...own } = value as Carrying;
  const met = learned(state, {
    users: [...users, ...(isEntity(user) ? [user] : [])],
    channels: [
      ...channels.map((one) => ('channel' in one ? one.channel : one)),
      ...(isEntity(channel) ? [channel] : []),
    ],
  });
  const told = isEntity(message) ? messageArrived(met, message) : met;
  const isNewer = isEntity(workspace) && workspace.id === state.id && workspace.rev > state.workspace.rev;
  return withOwn(isNewer ? { ...told, workspace } : told, own);
}

function withOwn(state: WorkspaceState, { preference, sidebar }: Carrying): WorkspaceState {
  const kept = preference && state.memberships.has(preference.channel) ? withPreference(state, preference) : state;
  return sidebar?.user === state.self.id ? withSidebar(kept, sidebar) : kept;
}

function isEntity<T extends { id: string }>(value: T | undefined): value is T {
  return typeof value === 'object' && value !== null && typeof value.id === 'string';
}
