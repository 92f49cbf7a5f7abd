import Type from 'typebox';
import type { Static } from 'typebox';
import { limits } from './limits.ts';
import { Mentioned } from './mentioned.ts';
import { Poll } from './poll.ts';
import { Quiet } from './quiet.ts';
import { urging } from './priority.ts';
import { AnyChannel, Emoji, Exact, Id, Instant, Nullable, Rev, Role } from './schema.ts';
import { PackedUnread, Unread } from './unread.ts';

// `rev` is the seq of the last event folded into the entity. Whoever folds ignores events with seq ≤ rev, so a page or a
// snapshot that is newer than the stream is never overwritten by it.

export const Workspace = Exact({ id: Id('workspace'), rev: Rev, name: Type.String(), createdAt: Instant });
export type Workspace = Static<typeof Workspace>;

/** What somebody says of themselves for a while. Whoever shows it stops at `until`. */
export const Status = Exact({
  emoji: Nullable(Emoji),
  /** May be empty where there is an emoji. */
  text: Type.String(),
  until: Type.Optional(Instant),
});
export type Status = Static<typeof Status>;

export const User = Exact({
  id: Id('user'),
  rev: Rev,
  workspace: Id('workspace'),
  kind: Type.Union([Type.Literal('person'), Type.Literal('bot')]),
  name: Type.String(),
  /** Unique in the workspace; what one types after `@`. */
  handle: Type.String(),
  role: Role,
  title: Type.Optional(Type.String()),
  pronouns: Type.Optional(Type.String()),
  /** As the IANA calls it, `Europe/Berlin`. */
  timeZone: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  status: Type.Optional(Status),
  /** When they are not to be notified, if ever. */
  quiet: Type.Optional(Quiet),
  /** Does not let others know when they were active last. */
  hidesSeen: Type.Optional(Type.Literal(true)),
  /** Says that they are away, wherever they are active. */
  away: Type.Optional(Type.Literal(true)),
  createdAt: Instant,
  /** Came with an import and has no account yet. */
  imported: Type.Optional(Type.Literal(true)),
  /** Is not in the workspace any more; still the author of what they wrote. */
  left: Type.Optional(Type.Literal(true)),
  /** Is not there (`left`) until an admin lets them in again, with their channels and their role. */
  deactivated: Type.Optional(Type.Literal(true)),
});
export type User = Static<typeof User>;

/** Who may write in a channel beside those who run it: every member, nobody else, or these people. */
export const Posting = Exact({
  who: Type.Union([Type.Literal('everybody'), Type.Literal('admins'), Type.Literal('chosen')]),
  /** Those who are chosen; empty otherwise. */
  users: Type.Array(Id('user'), { maxItems: limits.idsPerRequest }),
  /** Whether every member may reply in threads all the same. */
  replies: Type.Boolean(),
});
export type Posting = Static<typeof Posting>;

/** People who are mentioned together, by one handle. */
export const Group = Exact({
  id: Id('group'),
  rev: Rev,
  workspace: Id('workspace'),
  name: Type.String(),
  /** Unlike every other in the workspace, people's included; what one types after `@`. */
  handle: Type.String(),
  description: Type.String(),
  /** Sorted by id; some of them may have left the workspace. */
  users: Type.Array(Id('user')),
  /** Public channels which whoever comes into the group joins. */
  channels: Type.Array(Id('channel')),
  createdBy: Id('user'),
  createdAt: Instant,
  /** Mentions nobody any more. */
  disabled: Type.Optional(Type.Literal(true)),
});
export type Group = Static<typeof Group>;

export const Channel = Exact({
  id: AnyChannel,
  rev: Rev,
  workspace: Id('workspace'),
  kind: Type.Union([Type.Literal('public'), Type.Literal('private'), Type.Literal('direct')]),
  /** Null for a direct channel: it is called after its people. */
  name: Nullable(Type.String()),
  topic: Type.String(),
  description: Type.Optional(Type.String()),
  /** Who runs it, as far as they are in it; absent: its maker. */
  admins: Type.Optional(Type.Array(Id('user'))),
  /** Absent: everybody writes. */
  posting: Type.Optional(Posting),
  /** There are links under its name; `channel.history` brings them. */
  bookmarked: Type.Optional(Type.Literal(true)),
  /** Who comes to the workspace is put into it. */
  newcomers: Type.Optional(Type.Literal(true)),
  /** The people of a direct channel, sorted by id; absent otherwise. */
  users: Type.Optional(Type.Array(Id('user'))),
  /** The channel that everybody is in and nobody leaves. */
  general: Type.Optional(Type.Literal(true)),
  createdBy: Id('user'),
  createdAt: Instant,
  archivedAt: Type.Optional(Instant),
});
export type Channel = Static<typeof Channel>;

export const Reaction = Exact({ emoji: Emoji, users: Type.Array(Id('user')) });
export type Reaction = Static<typeof Reaction>;

export const File = Exact({
  name: Type.String(),
  url: Type.String(),
  type: Type.Optional(Type.String()),
  size: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type File = Static<typeof File>;

/** The first of those concerned, and how many more there are. */
const some = { users: Type.Array(Id('user')), more: Type.Optional(Type.Integer({ minimum: 1 })) };

/** What a message that nobody typed tells; its `text` says the same in English for readers that do not know this. */
export const SystemNote = Type.Union([
  Exact({ type: Type.Literal('joined') }),
  Exact({ type: Type.Literal('left') }),
  Exact({ type: Type.Literal('invited'), ...some }),
  Exact({ type: Type.Literal('removed'), ...some }),
  Exact({ type: Type.Literal('renamed'), from: Type.String(), to: Type.String() }),
  Exact({ type: Type.Literal('topic'), topic: Type.String() }),
  Exact({ type: Type.Literal('converted'), kind: Type.Union([Type.Literal('public'), Type.Literal('private')]) }),
  /** It was a direct channel, or was made of one, which then begins without its history. */
  Exact({ type: Type.Literal('fromDirect'), history: Type.Boolean() }),
  /** A channel was made of this direct one. */
  Exact({ type: Type.Literal('toChannel'), channel: Id('channel'), name: Type.String() }),
  Exact({ type: Type.Literal('admins'), users: Type.Array(Id('user')), made: Type.Boolean() }),
  Exact({ type: Type.Literal('posting'), who: Posting.properties.who }),
  Exact({ type: Type.Literal('archived') }),
  Exact({ type: Type.Literal('unarchived') }),
  Exact({ type: Type.Literal('other') }),
]);
export type SystemNote = Static<typeof SystemNote>;

/**
 * Whom `<!here>` or a group meant in a text when it was said: those who were there, or in the group, then. They are mentioned, whoever
 * comes or goes later.
 */
export const Reached = Exact({
  by: Type.Union([Type.Literal('here'), Id('group')]),
  users: Type.Array(Id('user')),
});
export type Reached = Static<typeof Reached>;

const written = {
  id: Id('message'),
  rev: Rev,
  channel: AnyChannel,
  author: Id('user'),
  /** The author's own name for it, unique per author; the idempotency key of its post. */
  clientId: Type.String(),
  text: Type.String(),
  /** Whom the text mentions besides those whom it names; absent where it names all. */
  reached: Type.Optional(Type.Array(Reached)),
  mentioned: Type.Optional(Mentioned),
  /** Unique in the channel and its order: timeline, paging and read positions go by it. */
  createdAt: Instant,
  editedAt: Type.Optional(Instant),
  /** The message under which this one is a reply. */
  threadRoot: Type.Optional(Id('message')),
  /** A reply that stands in the channel's timeline, too. */
  inChannel: Type.Optional(Type.Literal(true)),
};

/** Another message that one quotes, as it was: `rev` is the seq of the event that said its text. */
export const Quote = Exact({ message: Id('message'), rev: Rev });
export type Quote = Static<typeof Quote>;

/** Who pinned a message to its channel, and when. */
export const Pinned = Exact({ by: Id('user'), at: Instant });
export type Pinned = Static<typeof Pinned>;

export const Message = Exact({
  ...written,
  deletedAt: Type.Optional(Instant),
  /** Said in the third person: the text goes on after its author's name (“Maya waves”). */
  thirdPerson: Type.Optional(Type.Literal(true)),
  replyCount: Type.Optional(Type.Integer({ minimum: 1 })),
  lastReplyAt: Type.Optional(Instant),
  /** The first three people who replied, in that order. */
  replyUsers: Type.Optional(Type.Array(Id('user'))),
  reactions: Type.Array(Reaction),
  files: Type.Optional(Type.Array(File)),
  system: Type.Optional(SystemNote),
  pinned: Type.Optional(Pinned),
  quote: Type.Optional(Quote),
  poll: Type.Optional(Poll),
  ...urging,
});
export type Message = Static<typeof Message>;

/** What a message said from `at` on, until it was edited; `rev` is the seq of the event that said so. */
export const MessageVersion = Exact({ rev: Rev, author: Id('user'), at: Instant, text: Type.String() });
export type MessageVersion = Static<typeof MessageVersion>;

/**
 * What somebody may see of a message that is quoted or linked to. `live`: as it is now; `quoted` is the text that is meant, where that is
 * another. `shared`: what the one who quotes has shared, the original being out of sight. `gone`: deleted.
 */
export const Preview = Type.Union([
  Exact({ state: Type.Literal('live'), message: Message, quoted: Type.Optional(MessageVersion) }),
  Exact({ state: Type.Literal('shared'), createdAt: Instant, quoted: MessageVersion }),
  Exact({ state: Type.Literal('gone') }),
]);
export type Preview = Static<typeof Preview>;

/** A message that one keeps for later; `rev` is the place in one's own stream of its last change, and the order of the list. */
export const Saved = Exact({
  message: Id('message'),
  rev: Rev,
  channel: AnyChannel,
  savedAt: Instant,
  /** Absent while it is to do. */
  doneAt: Type.Optional(Instant),
});
export type Saved = Static<typeof Saved>;

/** A text that was written over on another device, which had not seen it: kept until its author has decided. */
export const OtherDraft = Exact({ text: Type.String(), at: Instant });
export type OtherDraft = Static<typeof OtherDraft>;

/** What one is about to write in a channel or a thread. Without any text or quote in it, there is none. */
export const Draft = Exact({
  channel: AnyChannel,
  threadRoot: Type.Optional(Id('message')),
  rev: Rev,
  text: Type.String(),
  /** The message that goes with it. */
  quote: Type.Optional(Quote),
  /** The `rev` at which this text came, and when: a text beside it that goes changes neither. */
  written: Rev,
  at: Instant,
  /** Who wrote it: a page or a program, as it named itself. */
  by: Id('session'),
  /** The newest first. */
  others: Type.Array(OtherDraft),
});
export type Draft = Static<typeof Draft>;

/** A message that is to be sent later. */
export const Scheduled = Exact({
  id: Id('scheduled'),
  rev: Rev,
  channel: AnyChannel,
  threadRoot: Type.Optional(Id('message')),
  alsoToChannel: Type.Optional(Type.Literal(true)),
  text: Type.String(),
  quote: Type.Optional(Quote),
  /** When. */
  at: Instant,
  /** It was refused at its time, and waits for its author to decide. */
  failed: Type.Optional(Exact({ code: Type.String(), detail: Type.String() })),
});
export type Scheduled = Static<typeof Scheduled>;

/** An edited message as its event carries it: without reactions and replies, which an edit leaves as they are. */
export const MessageEdit = Exact(written);
export type MessageEdit = Static<typeof MessageEdit>;

/** One's own place in a channel. */
export const Membership = Exact({
  channel: AnyChannel,
  joinedSeq: Rev,
  memberCount: Type.Integer({ minimum: 0 }),
  /** The read position: everything up to this instant has been read. */
  readAt: Instant,
  /** `createdAt` of the newest message that is no thread reply, if there is one. Absent: that of the newest unread one. */
  lastMessageAt: Type.Optional(Nullable(Instant)),
  unread: PackedUnread,
});
export type Membership = Static<typeof Membership>;

/** Why somebody follows a thread: they wrote what it is about, replied in it, were mentioned in it, or said so. */
export const FollowReason = Type.Union([
  Type.Literal('started'),
  Type.Literal('replied'),
  Type.Literal('mentioned'),
  Type.Literal('followed'),
]);
export type FollowReason = Static<typeof FollowReason>;

/** One's own place in a thread. */
export const ThreadPlace = Exact({
  /** The message that the replies answer. */
  root: Id('message'),
  channel: AnyChannel,
  /** Null: one does not follow it, and nothing in it counts as unread. */
  follow: Nullable(FollowReason),
  /** The read position: every reply up to this instant has been read. */
  readAt: Instant,
  /** As of a channel; the newest `limits.unreadReplies`. */
  unread: Unread,
});
export type ThreadPlace = Static<typeof ThreadPlace>;

/** What somebody's activity is made of: messages that mention them, replies in threads that they follow, reactions to what they wrote. */
export const ActivityKind = Type.Union([Type.Literal('mention'), Type.Literal('reply'), Type.Literal('reaction')]);
export type ActivityKind = Static<typeof ActivityKind>;

/** Something that others did and that concerns one, and why it does. */
export const Activity = Type.Union([
  Exact({
    kind: Type.Literal('mention'),
    at: Instant,
    by: Id('user'),
    message: Message,
    /** Whom the message addresses: oneself by name, everybody in the channel, a group, or those who were there. */
    target: Type.Union([Type.Literal('here'), Id('user', 'channel', 'direct', 'group')]),
  }),
  Exact({ kind: Type.Literal('reply'), at: Instant, by: Id('user'), message: Message, follow: FollowReason }),
  Exact({ kind: Type.Literal('reaction'), at: Instant, by: Id('user'), message: Message, emoji: Emoji }),
]);
export type Activity = Static<typeof Activity>;

/** What a channel's badge counts: every new message, or those that mention one. */
export const Level = Type.Union([Type.Literal('all'), Type.Literal('mentions')]);
export type Level = Static<typeof Level>;

/** How somebody keeps a channel. Whoever has said nothing about it has none. */
export const Preference = Exact({
  channel: AnyChannel,
  rev: Rev,
  starred: Type.Boolean(),
  /** Never bold; only what mentions one counts. */
  muted: Type.Boolean(),
  /** Null: as usual, which is `all` in direct channels and `mentions` in others. */
  level: Nullable(Level),
  /** The section of the sidebar that it was put into; one that is not there (any more) is as none. */
  section: Nullable(Id('section')),
});
export type Preference = Static<typeof Preference>;

/** The sections that everybody has, beside those of one's own. */
export const SectionId = Type.Union([
  Type.Literal('starred'),
  Type.Literal('channels'),
  Type.Literal('directs'),
  Id('section'),
]);
export type SectionId = Static<typeof SectionId>;

/** By name, newest message first, or what is unread before the rest. */
export const SectionSort = Type.Union([Type.Literal('name'), Type.Literal('recent'), Type.Literal('unread')]);
export type SectionSort = Static<typeof SectionSort>;

/** A heading of the sidebar. Those that everybody has are called in the reader's language: their name is null. */
export const Section = Exact({ id: SectionId, name: Nullable(Type.String()), sort: SectionSort });
export type Section = Static<typeof Section>;

/** Somebody's headings, from top to bottom. */
export const Sidebar = Exact({ user: Id('user'), rev: Rev, sections: Type.Array(Section) });
export type Sidebar = Static<typeof Sidebar>;

export const Account = Exact({ id: Id('account'), email: Type.String(), name: Type.String() });
export type Account = Static<typeof Account>;

/** A sign-in on a device. */
export const Login = Exact({
  id: Id('login'),
  device: Type.String(),
  createdAt: Instant,
  lastSeenAt: Instant,
  /** The login that asks. */
  current: Type.Boolean(),
  /** One is active on it at this moment. */
  active: Type.Boolean(),
});
export type Login = Static<typeof Login>;

export const Scope = Type.Union([Type.Literal('read'), Type.Literal('write'), Type.Literal('admin')]);
export type Scope = Static<typeof Scope>;
