import type { Message, MessageEdit, Reaction } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import type { Poll } from '@roost/protocol/poll';
import { withCounts, withVote } from '@roost/protocol/polls';

// How one message changes by an event. `rev` decides: an event at or below it is in the message already.

const facesShown = 3;

/** The message after an event about it, `null` when it is gone, the same object when nothing changed. */
export function foldMessage(message: Message, event: Event): Message | null {
  if (event.seq <= message.rev) return message;
  switch (event.type) {
    case 'message.edited': {
      const edited = event.data.message;
      if (edited.id !== message.id) return message;
      return rephrased(message, edited, event.seq);
    }
    case 'message.deleted':
      if (event.data.message === message.id) return tombstone(message, event.data.deletedAt, event.seq);
      return event.data.threadRoot === message.id ? withoutReply(message, event.seq) : message;
    case 'message.posted':
      return event.data.message.threadRoot === message.id ? withReply(message, event.data.message, event.seq) : message;
    case 'reaction.added':
    case 'reaction.removed': {
      if (event.data.message !== message.id) return message;
      const change = event.type === 'reaction.added' ? withReaction : withoutReaction;
      return { ...message, reactions: change(message.reactions, event.data.emoji, event.data.user), rev: event.seq };
    }
    case 'message.pinned': {
      const { message: id, user } = event.data;
      return id === message.id ? { ...message, pinned: { by: user, at: event.at }, rev: event.seq } : message;
    }
    case 'message.unpinned':
      return event.data.message === message.id ? withoutPin(message, event.seq) : message;
    case 'message.acknowledged':
      return event.data.message === message.id ? acknowledgedBy(message, event.data.user, event.seq) : message;
    case 'poll.voted':
    case 'poll.counted':
    case 'poll.closed':
      return event.data.message === message.id
        ? withPoll(message, (poll) => foldPoll(poll, event), event.seq)
        : message;
    default:
      return message;
  }
}

type PollEvent = Extract<Event, { type: 'poll.voted' | 'poll.counted' | 'poll.closed' }>;

function foldPoll(poll: Poll, event: PollEvent): Poll {
  if (event.type === 'poll.voted') return withVote(poll, event.data.user, event.data.choices);
  if (event.type === 'poll.counted') return withCounts(poll, event.data);
  return { ...poll, closed: { by: event.data.user, at: event.at } };
}

function withPoll(message: Message, change: (poll: Poll) => Poll, seq: number): Message {
  return message.poll ? { ...message, poll: change(message.poll), rev: seq } : message;
}

function acknowledgedBy(message: Message, user: string, seq: number): Message {
  const { acknowledged } = message;
  return acknowledged ? { ...message, acknowledged: [...new Set([...acknowledged, user])], rev: seq } : message;
}

/** Whom the former text meant is forgotten with it. */
function rephrased({ reached: _reached, ...message }: Message, edited: MessageEdit, seq: number): Message {
  const { text, editedAt, reached, mentioned } = edited;
  const meant = { ...(reached && { reached }), ...(mentioned && { mentioned }) };
  return { ...message, text, ...(editedAt && { editedAt }), ...meant, rev: seq };
}

/** With replies it stays in the timeline, empty; without, it goes. */
function tombstone(message: Message, deletedAt: string, seq: number): Message | null {
  if (!message.replyCount) return null;
  const {
    files: _f,
    pinned: _p,
    reached: _r,
    mentioned: _m,
    quote: _q,
    poll: _poll,
    thirdPerson: _t,
    priority: _priority,
    acknowledged: _acknowledged,
    ...rest
  } = message;
  return { ...rest, text: '', reactions: [], deletedAt, rev: seq };
}

function withoutPin({ pinned: _pinned, ...rest }: Message, seq: number): Message {
  return { ...rest, rev: seq };
}

function withReply(root: Message, reply: Message, seq: number): Message {
  const users = root.replyUsers ?? [];
  const replyUsers = users.includes(reply.author) ? users : [...users, reply.author].slice(0, facesShown);
  const lastReplyAt = root.lastReplyAt && root.lastReplyAt > reply.createdAt ? root.lastReplyAt : reply.createdAt;
  return { ...root, replyCount: (root.replyCount ?? 0) + 1, lastReplyAt, replyUsers, rev: seq };
}

/** A tombstone whose last reply goes, goes too. */
function withoutReply(root: Message, seq: number): Message | null {
  const left = (root.replyCount ?? 0) - 1;
  if (left > 0) return { ...root, replyCount: left, rev: seq };
  if (root.deletedAt) return null;
  const { replyCount: _count, lastReplyAt: _at, replyUsers: _users, ...rest } = root;
  return { ...rest, rev: seq };
}

function withReaction(reactions: Reaction[], emoji: string, user: string): Reaction[] {
  const known = reactions.find((one) => one.emoji === emoji);
  if (!known) return [...reactions, { emoji, users: [user] }];
  if (known.users.includes(user)) return reactions;
  return reactions.map((one) => (one === known ? { ...one, users: [...one.users, user] } : one));
}

function withoutReaction(reactions: Reaction[], emoji: string, user: string): Reaction[] {
  return reactions
    .map((one) =>
      one.emoji === emoji && one.users.includes(user)
        ? { ...one, users: one.users.filter((who) => who !== user) }
        : one,
    )
    .filter((one) => one.users.length > 0);
}
