import Type from 'typebox';
import type { Static, TSchema } from 'typebox';
import {
  Channel,
  Draft,
  FollowReason,
  Group,
  Message,
  MessageEdit,
  Preference,
  Scheduled,
  Sidebar,
  User,
  Workspace,
} from './entities.ts';
import { Bookmark } from './bookmark.ts';
import { closedData, countedData, Vote, votedData } from './poll.ts';
import { Reminder } from './reminder.ts';
import { AnyChannel, Emoji, Exact, Id, Instant, Nullable, Rev } from './schema.ts';

// Every event type with its version and the schema of its data. A shape that changes gets a new version; older rows of the
// log are upcast when they are read, and a golden file per type and version proves it.

const reaction = Exact({ message: Id('message'), channel: AnyChannel, user: Id('user'), emoji: Emoji });
const pin = Exact({ message: Id('message'), channel: AnyChannel, user: Id('user') });
const member = Exact({
  channel: AnyChannel,
  user: Id('user'),
  /** Who did it, when it was somebody else. */
  by: Type.Optional(Id('user')),
});
const wholeChannel = Exact({ channel: Channel });

export const eventTypes = {
  // T… : the workspace's stream
  'workspace.created': { v: 1, stream: 'workspace', data: Exact({ workspace: Workspace }) },
  'workspace.updated': { v: 1, stream: 'workspace', data: Exact({ workspace: Workspace }) },
  'user.joined': { v: 1, stream: 'workspace', data: Exact({ user: User }) },
  'user.updated': { v: 1, stream: 'workspace', data: Exact({ user: User }) },
  'group.created': { v: 1, stream: 'workspace', data: Exact({ group: Group }) },
  'group.updated': { v: 1, stream: 'workspace', data: Exact({ group: Group }) },
  'channel.created': { v: 1, stream: 'workspace', data: wholeChannel },
  'channel.updated': { v: 1, stream: 'workspace', data: wholeChannel },
  'channel.archived': { v: 1, stream: 'workspace', data: wholeChannel },
  'channel.unarchived': { v: 1, stream: 'workspace', data: wholeChannel },
  /** A public channel became private: who is not in it forgets it. */
  'channel.hidden': { v: 1, stream: 'workspace', data: Exact({ channel: AnyChannel }) },
  /** It is gone with everything in it. */
  'channel.deleted': {
    v: 1,
    stream: 'workspace',
    data: Exact({ channel: AnyChannel, kind: Type.Union([Type.Literal('public'), Type.Literal('private')]) }),
  },
  'channel.backfilled': { v: 1, stream: 'workspace', data: Exact({ channel: AnyChannel }) },
  'member.joined': { v: 1, stream: 'workspace', data: member },
  'member.left': { v: 1, stream: 'workspace', data: member },
  'message.posted': { v: 1, stream: 'workspace', data: Exact({ message: Message }) },
  'message.edited': { v: 1, stream: 'workspace', data: Exact({ message: MessageEdit }) },
  'message.deleted': {
    v: 1,
    stream: 'workspace',
    data: Exact({
      message: Id('message'),
      channel: AnyChannel,
      author: Id('user'),
      createdAt: Instant,
      deletedAt: Instant,
      threadRoot: Type.Optional(Id('message')),
    }),
  },
  'reaction.added': {
    v: 1,
    stream: 'workspace',
    data: Exact({
      ...reaction.properties,
      /** Who wrote the message. Older events do not say so. */
      author: Type.Optional(Id('user')),
    }),
  },
  'reaction.removed': { v: 1, stream: 'workspace', data: reaction },
  'message.pinned': { v: 1, stream: 'workspace', data: pin },
  'message.unpinned': { v: 1, stream: 'workspace', data: pin },
  'bookmarks.arranged': {
    v: 1,
    stream: 'workspace',
    data: Exact({ channel: AnyChannel, list: Type.Array(Bookmark) }),
  },
  /** A vote in a poll by name, in place of any earlier one; without choices it was taken back. */
  'poll.voted': { v: 1, stream: 'workspace', data: votedData },
  /** Somebody's vote in an anonymous poll: nobody is named, here or as `actor`. */
  'poll.counted': { v: 1, stream: 'workspace', data: countedData },
  /** Somebody has read a message that asks to be told so. */
  'message.acknowledged': { v: 1, stream: 'workspace', data: pin },
  'poll.closed': { v: 1, stream: 'workspace', data: closedData },
  // U… : one member's own stream
  'read.marked': {
    v: 1,
    stream: 'user',
    data: Exact({
      channel: AnyChannel,
      message: Nullable(Id('message')),
      /** The new read position; smaller than before when the person marked something unread. */
      readAt: Instant,
    }),
  },
  'thread.followed': {
    v: 1,
    stream: 'user',
    data: Exact({
      channel: AnyChannel,
      root: Id('message'),
      reason: FollowReason,
      /** The read position from which on replies count. */
      readAt: Instant,
    }),
  },
  'thread.unfollowed': { v: 1, stream: 'user', data: Exact({ channel: AnyChannel, root: Id('message') }) },
  'thread.marked': {
    v: 1,
    stream: 'user',
    data: Exact({
      channel: AnyChannel,
      root: Id('message'),
      /** The reply up to which one has read, or the root: none. */
      message: Id('message'),
      /** The new read position; smaller than before when the person marked something unread. */
      readAt: Instant,
    }),
  },
  'message.saved': {
    v: 1,
    stream: 'user',
    data: Exact({ message: Id('message'), channel: AnyChannel, savedAt: Instant, done: Type.Boolean() }),
  },
  'message.unsaved': { v: 1, stream: 'user', data: Exact({ message: Id('message'), channel: AnyChannel }) },
  'channel.preferred': { v: 1, stream: 'user', data: Exact({ preference: Preference }) },
  'activity.looked': {
    v: 1,
    stream: 'user',
    data: Exact({
      /** Everything up to this instant is no news any more. */
      lookedAt: Instant,
    }),
  },
  'sidebar.arranged': { v: 1, stream: 'user', data: Exact({ sidebar: Sidebar }) },
  'draft.written': {
    v: 1,
    stream: 'user',
    data: Exact({
      channel: AnyChannel,
      threadRoot: Type.Optional(Id('message')),
      /** Null once a later event tells of the same draft: the log keeps no text that was never sent. */
      draft: Nullable(Draft),
    }),
  },
  'message.scheduled': { v: 1, stream: 'user', data: Exact({ scheduled: Scheduled }) },
  'schedule.ended': {
    v: 1,
    stream: 'user',
    data: Exact({
      scheduled: Id('scheduled'),
      channel: AnyChannel,
      /** What was sent; null when it was cancelled. */
      message: Nullable(Id('message')),
      /** It was sent more than a minute after its time: it came too late, or the server was away. */
      late: Type.Boolean(),
    }),
  },
  'reminder.set': { v: 1, stream: 'user', data: Exact({ reminder: Reminder }) },
  'reminder.cleared': {
    v: 1,
    stream: 'user',
    data: Exact({ message: Id('message', 'note'), channel: Type.Optional(AnyChannel) }),
  },
  /** One's own vote in an anonymous poll. */
  'vote.cast': { v: 1, stream: 'user', data: Exact({ vote: Vote }) },
  // A… : an account's stream
  'workspace.joined': { v: 1, stream: 'account', data: Exact({ workspace: Workspace, user: User }) },
  'workspace.left': { v: 1, stream: 'account', data: Exact({ workspace: Id('workspace'), user: Id('user') }) },
  'login.created': { v: 1, stream: 'account', data: Exact({ login: Id('login') }) },
  'login.ended': { v: 1, stream: 'account', data: Exact({ login: Id('login') }) },
} as const satisfies Record<string, { v: number; stream: 'workspace' | 'user' | 'account'; data: TSchema }>;

export type EventType = keyof typeof eventTypes;
export type EventData<T extends EventType = EventType> = Static<(typeof eventTypes)[T]['data']>;

/** An event as a batch carries it. `T` distributes, so that `event.type` narrows `event.data`. */
export type Event<T extends EventType = EventType> = T extends EventType
  ? { seq: number; v: number; type: T; at: string; actor: string | null; data: EventData<T> }
  : never;

/** The frame shape of any event; a client skips types that it does not know. */
export const AnyEvent = Exact({
  seq: Rev,
  v: Type.Integer({ minimum: 1 }),
  type: Type.String(),
  at: Instant,
  actor: Nullable(Type.String()),
  data: Type.Unknown(),
});
