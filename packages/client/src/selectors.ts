import type { Channel, Draft, Message, ThreadPlace, User } from '@roost/protocol/entities';
import type { Mark } from './readMarks.ts';
import { reachOf } from './unread.ts';
import type {
  ChannelPlace,
  ChannelWindow,
  ClientState,
  OutboxEntry,
  ReplicaState,
  ThreadWindow,
  WorkspaceState,
} from './types.ts';

// Looking things up by id alone: ids are unique across workspaces. Each answer keeps its identity while it does not change.

type Replica = { replica: ReplicaState };

function firstIn<T>({ replica }: Replica, look: (workspace: WorkspaceState) => T | undefined): T | undefined {
  for (const workspace of replica.workspaces.values()) {
    const found = look(workspace);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The workspace that knows this channel, or that one is in it. */
export function workspaceOfChannel(state: Replica, channel: string): WorkspaceState | undefined {
  return firstIn(state, (workspace) =>
    workspace.channels.has(channel) || workspace.memberships.has(channel) ? workspace : undefined,
  );
}

export function findChannel(state: Replica, channel: string): Channel | undefined {
  return firstIn(state, (workspace) => workspace.channels.get(channel));
}

export function findMembership(state: Replica, channel: string): ChannelPlace | undefined {
  return firstIn(state, (workspace) => workspace.memberships.get(channel));
}

/** What one is about to write there, as the server has it. */
export function findDraft(state: Replica, key: string): Draft | undefined {
  return firstIn(state, (workspace) => workspace.drafts.get(key));
}

export function findWindow(state: Replica, channel: string): ChannelWindow | undefined {
  return firstIn(state, (workspace) => workspace.windows.get(channel));
}

export function findThread(state: Replica, root: string): ThreadWindow | undefined {
  return firstIn(state, (workspace) => workspace.threads.get(root));
}

export function findUser(state: Replica, user: string): User | undefined {
  return firstIn(state, (workspace) => workspace.users.get(user));
}

/** One's own place in a thread; undefined where one does not follow it, or that is not known. */
export function findThreadPlace(state: Replica, root: string): ThreadPlace | undefined {
  return firstIn(state, (workspace) => workspace.threadPlaces.get(root)?.place);
}

/** What reading a channel up to a message says; undefined when it says nothing new. */
export function channelMark(state: Replica, channel: string, message: string, back: boolean): Mark | undefined {
  const home = workspaceOfChannel(state, channel);
  const place = home?.memberships.get(channel);
  return place && markOf(place, message, messageIn(home!, message)?.createdAt, back);
}

/** The same of a followed thread. */
export function threadMark(state: Replica, root: string, upTo: string, back: boolean): Mark | undefined {
  const place = findThreadPlace(state, root);
  const known = place?.unread.entries.find(({ message }) => message === upTo)?.createdAt;
  return place?.follow ? markOf(place, upTo, known ?? findMessage(state, upTo)?.createdAt, back) : undefined;
}

function markOf(
  { unread, readAt }: Pick<ChannelPlace, 'unread' | 'readAt'>,
  message: string,
  createdAt: string | undefined,
  back: boolean,
): Mark | undefined {
  if (back || createdAt === undefined) return { message };
  const at = reachOf(unread, createdAt);
  if (at <= readAt) return undefined;
  return { message, ...(at > createdAt && { at }) };
}

/** A message that is in some window: of its channel, of its thread, or as a thread's root. */
export function findMessage(state: Replica, id: string): Message | undefined {
  return firstIn(state, (workspace) => messageIn(workspace, id));
}

/** The same within one workspace. */
export function messageIn(workspace: WorkspaceState, id: string): Message | undefined {
  for (const thread of workspace.threads.values()) {
    const found = thread.root?.id === id ? thread.root : thread.messages.find((message) => message.id === id);
    if (found) return found;
  }
  for (const window of workspace.windows.values()) {
    const found = window.messages.find((message) => message.id === id);
    if (found) return found;
  }
  return undefined;
}

/** What a badge shows. With `more`, `count` is a lower bound. */
export function unreadCount({ unread }: ChannelPlace): {
  any: boolean;
  count: number;
  mentions: number;
  more: boolean;
} {
  const count = unread.entries.length;
  return { any: count > 0, count, mentions: unread.entries.filter((entry) => entry.mention).length, more: unread.more };
}

export type PendingPost = Extract<OutboxEntry, { name: 'message.post' }>;

/** One's messages to a channel (or to a thread) that are not confirmed, in the order in which they leave. */
export function pendingPosts(
  { outbox }: Pick<ClientState, 'outbox'>,
  channel: string,
  threadRoot?: string,
): PendingPost[] {
  return outbox.filter(
    (entry): entry is PendingPost =>
      entry.name === 'message.post' && entry.args.channel === channel && entry.args.threadRoot === threadRoot,
  );
}
