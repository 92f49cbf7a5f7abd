import Type from 'typebox';
import { Bookmarks } from '../bookmark.ts';
import { Message, MessageVersion, Preview } from '../entities.ts';
import { limits } from '../limits.ts';
import { command, query } from '../operation.ts';
import { NewPoll } from '../poll.ts';
import { Priority } from '../priority.ts';
import { AnyChannel, Emoji, Exact, Id, Instant, Key, Nullable, Rev } from '../schema.ts';
import { Unread } from '../unread.ts';

const answered = Exact({ message: Message });
const place = Type.Optional(Type.Union([Id('message'), Instant]));
const window = {
  before: place,
  after: place,
  around: place,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.historyPage })),
};
const historyPage = {
  /** Oldest first. */
  messages: Type.Array(Message),
  /** Position of the workspace's stream at which the page was read. */
  seq: Rev,
  hasMoreBefore: Type.Boolean(),
  hasMoreAfter: Type.Boolean(),
};
const reaction = Exact({ message: Id('message'), emoji: Emoji });

export const messageOperations = {
  'message.post': command(
    'Posts a message. `clientId` is the author’s own name for it and its idempotency key. Only where it quotes another may the text be empty.',
    Exact({
      channel: AnyChannel,
      text: Type.String({ maxLength: limits.messageText }),
      clientId: Key,
      threadRoot: Type.Optional(Id('message')),
      /** A reply: stands in the channel's timeline, too. */
      alsoToChannel: Type.Optional(Type.Boolean()),
      /** The text goes on after the author's name (“Maya waves”). */
      thirdPerson: Type.Optional(Type.Boolean()),
      /** A message that one may read, as it stood at `rev`, or as it stands. */
      quote: Type.Optional(Exact({ message: Id('message'), rev: Type.Optional(Rev) })),
      /** Asks; the text is the question. */
      poll: Type.Optional(NewPoll),
      priority: Type.Optional(Priority),
      /** Asks those who read it to say so. */
      askAcknowledgement: Type.Optional(Type.Boolean()),
    }),
    answered,
  ),
  'message.edit': command(
    'Changes the text of one’s own message; the question of a poll only while nobody has voted.',
    Exact({ message: Id('message'), text: Type.String({ minLength: 1, maxLength: limits.messageText }) }),
    answered,
  ),
  'message.delete': command(
    'Deletes a message: one’s own, or anybody’s as an admin.',
    Exact({ message: Id('message') }),
    Exact({}),
  ),
  'message.versions': query(
    'What a message has said, the newest first: as it was posted and after each edit. `before` is the `rev` of the last of the page before.',
    Exact({ message: Id('message'), before: Type.Optional(Rev) }),
    Exact({ versions: Type.Array(MessageVersion), hasMore: Type.Boolean() }),
  ),
  'message.previews': query(
    'What one may see of messages that are linked to, or quoted in a message (`by`) that one may read; null: nothing. `rev`: as it stood there.',
    Exact({
      items: Type.Array(Exact({ message: Id('message'), rev: Type.Optional(Rev), by: Type.Optional(Id('message')) }), {
        maxItems: limits.previews,
      }),
    }),
    Exact({ previews: Type.Array(Nullable(Preview)) }),
  ),
  'message.get': query('One message.', Exact({ message: Id('message') }), answered),
  'message.pin': command(
    'Pins a message to its channel for everybody there. One that is pinned already stays as it is.',
    Exact({ message: Id('message') }),
    answered,
  ),
  'message.unpin': command('Takes a pin away, whoever put it there.', Exact({ message: Id('message') }), answered),
  'channel.pins': query(
    'The pinned messages of a channel, thread replies too, the newest pin first; `before` is the time of a pin.',
    Exact({
      channel: AnyChannel,
      before: Type.Optional(Instant),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.pins })),
    }),
    Exact({ messages: Type.Array(Message), hasMore: Type.Boolean() }),
  ),
  'channel.history': query(
    'A page of a channel’s timeline: the newest, or before, after or around a message or time. Thread replies are not in it.',
    Exact({ channel: AnyChannel, ...window }),
    Exact({
      ...historyPage,
      /** The links under the channel's name, where there are any; not with `before` or `after`. */
      bookmarks: Type.Optional(Bookmarks),
    }),
  ),
  'thread.history': query(
    'A page of the replies to a message, and the message itself.',
    Exact({ message: Id('message'), ...window }),
    Exact({ root: Message, ...historyPage }),
  ),
  'reaction.add': command('Reacts to a message.', reaction, answered),
  'reaction.remove': command('Takes one’s own reaction back.', reaction, answered),
  'read.mark': command(
    'Moves one’s read position in a channel to a message or an instant (one of both). Only forward, unless `back` is true (“mark unread from here” marks the message before).',
    Exact({
      channel: AnyChannel,
      message: Type.Optional(Id('message')),
      /** Later than all that is there is as the newest of it. */
      at: Type.Optional(Instant),
      back: Type.Optional(Type.Boolean()),
    }),
    Exact({ readAt: Instant }),
  ),
  'read.unread': query(
    'What one has not read in a channel.',
    Exact({ channel: AnyChannel }),
    Exact({ unread: Unread, readAt: Instant, seq: Rev }),
  ),
};
