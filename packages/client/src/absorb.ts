import type { Bookmarks } from '@roost/protocol/bookmark';
import { draftKey } from '@roost/protocol/drafts';
import {
  withBookmarks,
  withDraft,
  withGroup,
  withPreference,
  withScheduled,
  withSidebar,
  withVoteCast,
} from './fold.ts';
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
import type { Vote } from '@roost/protocol/poll';
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
  bookmarks?: Bookmarks;
  vote?: Vote;
  votes?: readonly Vote[];
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
  const renamed = isNewer ? { ...grouped, workspace } : grouped;
  const { bookmarks } = own;
  const isHere = bookmarks !== undefined && renamed.channels.has(bookmarks.channel);
  return withOwn(isHere ? withBookmarks(renamed, bookmarks) : renamed, own);
}

function withOwn(
  state: WorkspaceState,
  { preference, sidebar, draft, scheduled, vote, votes = [] }: Carrying,
): WorkspaceState {
  const kept = preference && state.memberships.has(preference.channel) ? withPreference(state, preference) : state;
  const arranged = sidebar?.user === state.self.id ? withSidebar(kept, sidebar) : kept;
  const isHere = draft && (state.memberships.has(draft.channel) || state.drafts.has(draftKey(draft)));
  const written = isHere ? withDraft(arranged, draft) : arranged;
  // What has been told may have been sent since.
  const isNews = scheduled && state.memberships.has(scheduled.channel) && scheduled.rev > toldUpTo(state);
  const voted = [...votes, ...(vote ? [vote] : [])]
    .filter(({ channel }) => state.channels.has(channel))
    .reduce(withVoteCast, written);
  return isNews ? withScheduled(voted, scheduled) : voted;
}

const toldUpTo = ({ positions, self }: WorkspaceState): number => positions.get(self.id)?.seq ?? 0;

function isEntity<T extends { id: string }>(value: T | undefined): value is T {
  return typeof value === 'object' && value !== null && typeof value.id === 'string';
}
