import type {
  Channel,
  Draft,
  Group,
  Membership,
  Message,
  Preference,
  Scheduled,
  Sidebar,
  ThreadPlace,
  User,
  Workspace,
} from '@roost/protocol/entities';
import type { Bookmarks } from '@roost/protocol/bookmark';
import type { Vote } from '@roost/protocol/poll';
import type { Reminder } from '@roost/protocol/reminder';
import type { Event } from '@roost/protocol/events';
import type { RejectBody } from '@roost/protocol/codes';
import type { Args } from '@roost/protocol/registry';
import type { PresenceState } from '@roost/protocol/signals';
import type { UnreadSet } from '@roost/protocol/unread';

// The public shapes of the client. Everything in a state is immutable, and what did not change keeps its identity, so that a
// selector can compare by reference.

// ------------------------------------------------------------------------------------------------------------- the replica

/** A contiguous run of a channel's timeline, oldest first. */
export interface ChannelWindow {
  messages: readonly Message[];
  hasMoreBefore: boolean;
  /** False: the window reaches the present, and live messages are appended. */
  hasMoreAfter: boolean;
  /** `loading` and `failed` speak of the first page; `messages` may be there all the same when it is read again. */
  status: 'loading' | 'ready' | 'failed';
  /** Which end is being extended now. */
  extending: 'before' | 'after' | null;
  /** Events were missed: shown as it was, read again as soon as it is open. */
  stale: boolean;
}

/** A contiguous run of the replies to a message. `root` is null until it is known, or when it is gone. */
export interface ThreadWindow extends ChannelWindow {
  channel: string;
  root: Message | null;
}

/** How well a workspace is known. `stale`: shown, while a newer snapshot is on its way; `failed`: that takes long. */
export type Freshness = 'live' | 'stale' | 'failed';

/** Place in a stream: everything visible up to `seq` has been applied, and of what lies beyond it, `beyond`. */
export interface StreamPosition {
  epoch: string;
  seq: number;
  beyond: readonly number[];
}

/**
 * One's place in a channel has to be asked for, since the fold cannot know it. `dirty`: asked, but the read position moved
 * meanwhile, and the answer does not say whether it has seen that, so it will be asked once more.
 */
export type Wanted = 'open' | 'asked' | 'dirty';

/** The client's copy of one workspace: a snapshot with events folded in, and the pages read so far. */
export interface WorkspaceState {
  id: string;
  freshness: Freshness;
  workspace: Workspace;
  self: User;
  users: ReadonlyMap<string, User>;
  /** False: only some people are known; ask with `needUsers` or `user.list`. */
  usersComplete: boolean;
  /** Those that one is in, and public ones that one came across. */
  channels: ReadonlyMap<string, Channel>;
  /** One's own place in the channels that one is in. A channel that one has just joined may not be in `channels` yet. */
  memberships: ReadonlyMap<string, ChannelPlace>;
  /** One's own place in threads by root: all that one follows when `threadsComplete`, else those with the newest replies. */
  threadPlaces: ReadonlyMap<string, KnownThread>;
  threadsComplete: boolean;
  /** The messages that one has saved and not done. */
  saved: ReadonlyMap<string, true>;
  /** User groups, the disabled ones too. */
  groups: ReadonlyMap<string, Group>;
  /** How one keeps channels, by channel; also some that one is not in any more. */
  preferences: ReadonlyMap<string, Preference>;
  sidebar: Sidebar;
  /** What one is about to write, as the server has it, by `draftKey`; empty ones are gone. */
  drafts: ReadonlyMap<string, Draft>;
  /** One's last look at one's activity. */
  lookedAt: string | null;
  /** One's messages that wait for their time. */
  scheduled: ReadonlyMap<string, Scheduled>;
  /** By message: when one wants to be reminded of it. */
  reminders: ReadonlyMap<string, Reminder>;
  /** By channel: the links under its name, where they were read or told of. Only of one that is `bookmarked` they are there. */
  bookmarks: ReadonlyMap<string, Bookmarks>;
  /** By message: what one has chosen in anonymous polls (nothing: taken back), all of them when `votesComplete`. */
  votes: ReadonlyMap<string, Vote>;
  votesComplete: boolean;
  windows: ReadonlyMap<string, ChannelWindow>;
  /** Root message id → its replies. */
  threads: ReadonlyMap<string, ThreadWindow>;

  // What the fold needs to be exact; of no use on a screen.
  /** By stream: the workspace's and one's own. */
  positions: ReadonlyMap<string, StreamPosition>;
  /** Deleted messages, channels too, and the seq of their deletion, so that an older page or answer cannot bring them back. */
  tombstones: ReadonlyMap<string, number>;
  /** By channel: to be asked as soon as there is a connection. */
  wanted: ReadonlyMap<string, Wanted>;
  /** The same by root of a thread. */
  wantedThreads: ReadonlyMap<string, WantedThread>;
  /** By channel: one's place in it came as an answer of this seq, so events up to it are in it. */
  countedTo: ReadonlyMap<string, number>;
  /** By channel: its events since something was asked about it; they are folded onto the answer when it comes. */
  journals: ReadonlyMap<string, Journal>;
}

/** One's own place in a channel, with what is unread unpacked. */
export type ChannelPlace = Omit<Membership, 'unread' | 'lastMessageAt'> & {
  unread: UnreadSet;
  lastMessageAt: string | null;
};

/** One's place in a thread, in which events of one's own stream up to `ownSeq` are. */
export interface KnownThread {
  place: ThreadPlace;
  ownSeq: number;
}

export interface WantedThread {
  channel: string;
  state: 'open' | 'asked';
}

export interface Journal {
  /** Answers about this channel that are on their way. */
  readers: number;
  events: readonly Event[];
}

export interface ReplicaState {
  /** The workspaces of the identity, in the order of joining. */
  workspaces: ReadonlyMap<string, WorkspaceState>;
  /** Whether `workspaces` says all (from storage or from the network), so that an empty one means "none". */
  known: boolean;
}

/** What others do right now; forgotten on its own. */
export interface LiveState {
  /** Channel → users typing, oldest first. */
  typing: ReadonlyMap<string, readonly string[]>;
  /** Of the people that are watched. */
  presence: ReadonlyMap<string, PresenceState>;
}

// -------------------------------------------------------------------------------------------------------------- the outbox

export type OutboxCommand =
  | 'message.post'
  | 'message.edit'
  | 'message.delete'
  | 'reaction.add'
  | 'reaction.remove'
  | 'message.pin'
  | 'message.unpin'
  | 'message.acknowledge'
  | 'poll.vote'
  | 'poll.close'
  | 'read.mark'
  | 'thread.follow'
  | 'thread.unfollow'
  | 'thread.read'
  | 'message.save'
  | 'message.unsave'
  | 'channel.prefer'
  | 'section.create'
  | 'section.update'
  | 'section.delete'
  | 'draft.dismiss'
  | 'activity.look'
  | 'bookmark.add'
  | 'bookmark.update'
  | 'bookmark.remove'
  | 'scheduled.create'
  | 'scheduled.update'
  | 'scheduled.send'
  | 'scheduled.cancel'
  | 'reminder.set'
  | 'reminder.clear'
  | 'user.update';

/** A command that the outbox keeps until it is answered. */
export type Intent = { [N in OutboxCommand]: { name: N; args: Args<N> } }[OutboxCommand];

/** What one does to one message. */
export type MessageIntent = Exclude<Extract<Intent, { args: { message: string } }>, { name: 'thread.read' }>;

/** How one arranges one's own sidebar. */
export type SidebarIntent = Extract<
  Intent,
  { name: 'channel.prefer' | 'section.create' | 'section.update' | 'section.delete' }
>;

/** What one decides about what one is writing, and what is to be sent later. */
export type WritingIntent = Extract<Intent, { name: 'draft.dismiss' | `scheduled.${string}` }>;

/** That one has seen one's activity. */
export type ActivityIntent = Extract<Intent, { name: 'activity.look' }>;

/** How one arranges the links under a channel's name. */
export type BookmarkIntent = Extract<Intent, { name: `bookmark.${string}` }>;

/** What one says of oneself for a while, and until when nothing shall notify one. */
export interface SelfIntent {
  name: 'user.update';
  args: Pick<Args<'user.update'>, 'user' | 'status' | 'away' | 'pausedUntil'>;
}

/** What goes through the outbox by itself. */
export type SentIntent = MessageIntent | SidebarIntent | WritingIntent | ActivityIntent | BookmarkIntent | SelfIntent;

export type OutboxState =
  | { type: 'waiting'; attempt: number; notBefore: number }
  | { type: 'sending'; attempt: number }
  | { type: 'failed'; reason: RejectBody | 'expired' };

export type OutboxEntry = {
  /** The idempotency key of every attempt; of a post also its `clientId`, and so the React key of its row. */
  key: string;
  /** Entries of one lane leave in order, one at a time; for posts it is the channel. */
  lane: string;
  /** Milliseconds since 1970. */
  queuedAt: number;
  /** The person may take it back: not sent before, unless it is released. */
  heldUntil?: number;
  state: OutboxState;
} & Intent;

// ---------------------------------------------------------------------------------------------------------- the connection

/** What a person may be told about the connection. `since` and `retryAt` in milliseconds since 1970. */
export type ConnectionStatus =
  | { phase: 'connecting'; since: number }
  | { phase: 'live'; since: number }
  | { phase: 'reconnecting'; since: number; retryAt: number | null }
  | { phase: 'offline'; since: number }
  | { phase: 'signedOut'; since: number; reason: 'expired' | 'revoked' }
  | { phase: 'stopped'; since: number; reason: string };

// --------------------------------------------------------------------------------------------------------------- the whole

export interface ClientState {
  replica: ReplicaState;
  live: LiveState;
  outbox: readonly OutboxEntry[];
  connection: ConnectionStatus;
}

/** Numbers for tests, the simulation and metrics. */
export interface ClientCounters {
  /** Heartbeats that said another number of events than arrived. Stays 0 unless something is broken. */
  miscounts: number;
  resyncs: number;
  /** Events that came again and were dropped. */
  repeats: number;
}
