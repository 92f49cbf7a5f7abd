import { draftKey } from '@roost/protocol/drafts';
import { withDraft, withGroup, withPreference, withScheduled, withSidebar } from './fold.ts';
import type {
  Channel,
  Draft,
  Group,
  Message,
  Preference,
  Scheduled,
  Sidebar,
  User,
  Workspace,
} from '@roost/protocol/entities';
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
  group?: Group;
  preference?: Preference;
  sidebar?: Sidebar;
  draft?: Draft;
  scheduled?: Scheduled;
}

/** The state with the entities of an answer taken in, as far as they are of this workspace. */
export function absorbed(state: WorkspaceState, value: unknown): WorkspaceState {
  if (typeof value !== 'object' || value === null) return state;
  const { user, users = [], channel, channels = [], message, workspace, group, ...own } = value as Carrying;
  const met = learned(state, {
    users: [...users, ...(isEntity(user) ? [user] : [])],
    channels: [
      ...channels.map((one) => ('channel' in one ? one.channel : one)),
      ...(isEntity(channel) ? [channel] : []),
    ],
  });
  const told = isEntity(message) ? messageArrived(met, message) : met;
  const grouped = isEntity(group) && group.workspace === state.id ? withGroup(told, group) : told;
  const isNewer = isEntity(workspace) && workspace.id === state.id && workspace.rev > state.workspace.rev;
  return withOwn(isNewer ? { ...grouped, workspace } : grouped, own);
}

function withOwn(state: WorkspaceState, { preference, sidebar, draft, scheduled }: Carrying): WorkspaceState {
  const kept = preference && state.memberships.has(preference.channel) ? withPreference(state, preference) : state;
  const arranged = sidebar?.user === state.self.id ? withSidebar(kept, sidebar) : kept;
  const isHere = draft && (state.memberships.has(draft.channel) || state.drafts.has(draftKey(draft)));
  const written = isHere ? withDraft(arranged, draft) : arranged;
  // What has been told may have been sent since.
  const isNews = scheduled && state.memberships.has(scheduled.channel) && scheduled.rev > toldUpTo(state);
  return isNews ? withScheduled(written, scheduled) : written;
}

const toldUpTo = ({ positions, self }: WorkspaceState): number => positions.get(self.id)?.seq ?? 0;

function isEntity<T extends { id: string }>(value: T | undefined): value is T {
  return typeof value === 'object' && value !== null && typeof value.id === 'string';
}
