import Type from 'typebox';
import { FollowReason, Message, ThreadPlace } from '../entities.ts';
import { command, query } from '../operation.ts';
import { Exact, Id, Instant, Nullable, Rev } from '../schema.ts';

const thread = Exact({ message: Id('message') });
const standing = Exact({ follow: Nullable(FollowReason), readAt: Instant });

/** Threads are named by the message that their replies answer. */
export const threadOperations = {
  'thread.follow': command(
    'Follows a thread: its replies from now on are unread until one has read them.',
    thread,
    standing,
  ),
  'thread.unfollow': command(
    'Follows a thread no longer, until one replies, is mentioned there, or follows it again.',
    thread,
    standing,
  ),
  'thread.read': command(
    'Moves one’s read position in a followed thread to a reply (or the root), or beyond it to the instant `at`, up to which edits have been read, too. Only forward, unless `back` is true.',
    Exact({
      message: Id('message'),
      upTo: Id('message'),
      at: Type.Optional(Instant),
      back: Type.Optional(Type.Boolean()),
    }),
    standing,
  ),
  'thread.place': query(
    'One’s own place in a thread. `seq` and `ownSeq`: positions of the workspace’s stream and of one’s own at which it was read.',
    thread,
    Exact({ place: ThreadPlace, seq: Rev, ownSeq: Rev }),
  ),
  'thread.list': query(
    'The threads with replies that one follows, newest reply first, a page at a time.',
    Exact({
      workspace: Id('workspace'),
      after: Type.Optional(Type.String({ pattern: '^\\d{1,16}\\.M[0-9A-Z]{16}$' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    }),
    Exact({ threads: Type.Array(Exact({ root: Message, place: ThreadPlace })), next: Nullable(Type.String()) }),
  ),
};
