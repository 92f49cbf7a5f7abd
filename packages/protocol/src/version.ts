/**
 * The version of the wire. Every change that the fingerprint test notices needs a new number and a line here.
 *
 * 1  the first.
 * 2  invites for imported people: `invite.create` takes `user`, `invite.preview` and `invite.list` tell of it. People leave: `user.remove`, `left`.
 * 3  a session that nobody looks at: the signal `attention`.
 * 4  pinned messages: `message.pin`, `message.unpin`, `channel.pins`, their events, `pinned` of a message.
 * 5  followed threads: `thread.follow`, `thread.unfollow`, `thread.read`, `thread.place`, `thread.list`, their events, and `threads` of a snapshot.
 * 6  saved for later: `message.save`, `message.unsave`, `saved.list`, their events, `saved` of a snapshot.
 * 7  one's own sidebar: `channel.prefer`, `section.*`, `preferences` and `sidebar` in the snapshot. `read.mark` takes an instant.
 * 8  what people say of themselves: `status` and `away` of a user and of `user.update`.
 * 9  what a message said before it was edited: `message.versions`.
 * 10  replies that stand in the channel, too: `alsoToChannel` of `message.post`, `inChannel` of a message.
 * 11 more of a conversation: channels: `description`, `admins`, `posting`, `newcomers`, `channel.setAdmin`, `.convert`, `.delete`, `.byName`, `channel.hidden`, `channel.deleted`, the role `guest`; people: `pronouns`, `timeZone`, `phone`, `deactivated`, `user.deactivate`, `.reactivate`, `.endSessions`, `role` and `deactivated` of `user.list`; `invite.send`, `invite.resend`, `email` and `sentAt` of an invite;
 *    drafts on all devices (`draft.write`, `draft.dismiss`, their event, `drafts` of a snapshot);
 *    mentions: `<!here>`, `reached` of a message, `channel.reach`; groups: `group.*`, `groups` of a snapshot;
 *    one's activity (`activity.*`, `author` of `reaction.added`, `lookedAt` of a snapshot); messages that quote others
 *    (`quote`, `message.previews`); `only` and `sort` of `channel.list`;
 *    messages for later (`scheduled.*`, their events, `scheduled` of a snapshot);
 *    reminders (`reminder.*`, their events, `reminders` of a snapshot);
 *    directs: `direct.convert`, `direct.list`, channels that were one;
 */
export const PROTOCOL_VERSION = 11;

/** The WebSocket subprotocol. */
export const SUBPROTOCOL = 'roost.v1';

/** Browsers cannot set headers on an upgrade, so they offer this prefix + access token as a second subprotocol. */
export const TOKEN_SUBPROTOCOL_PREFIX = 'roost.jwt.';
