import Type from 'typebox';
import type { Static } from 'typebox';
import { Exact, Id, Instant } from './schema.ts';

/** One unread message of a channel, and whether it mentions the reader. With `at`: an edit of that instant brought the mention. */
export const UnreadEntry = Exact({
  message: Id('message'),
  createdAt: Instant,
  mention: Type.Boolean(),
  at: Type.Optional(Instant),
});
export type UnreadEntry = Static<typeof UnreadEntry>;

/**
 * What a member has not read in a channel: messages by others, alive, not system notes, not thread replies, not imported,
 * which are, or mention them since, later than the read position and than joining. `entries` holds the newest `limits.unreadEntries` in
 * the order of that; `more` says that there are older ones.
 */
export const Unread = Exact({ entries: Type.Array(UnreadEntry), more: Type.Boolean() });
export type Unread = Static<typeof Unread>;

/** The same without ids: in its channel an instant names a message [I3]. */
export type UnreadInstant = Omit<UnreadEntry, 'message'>;
export interface UnreadSet<Entry extends UnreadInstant = UnreadInstant> {
  entries: Entry[];
  more: boolean;
}

/**
 * That, in as few bytes as it takes, for there are thousands of channels in a snapshot. `created` are the messages by when they were
 * written, the oldest first: the first in milliseconds since 1970, each other by how much later than the one before it is. `mentions`
 * says which of them (0 is the first) mention one; `called` which of them an edit made do so, and how many milliseconds after they were
 * written. Microseconds are decimals.
 */
export const PackedUnread = Exact({
  created: Type.Array(Type.Number()),
  mentions: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }))),
  called: Type.Optional(Type.Array(Type.Tuple([Type.Integer({ minimum: 0 }), Type.Number()]))),
  more: Type.Optional(Type.Literal(true)),
});
export type PackedUnread = Static<typeof PackedUnread>;
