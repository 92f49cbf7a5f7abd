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
 * 12 links under a channel's name (`bookmark.*`, their event, `bookmarked` of a channel, `bookmarks` of `channel.history`); `posting` of `channel.create`;
 *    mentions that come by an edit: `mentioned` of a message, `inChannel` of an edit, `at` of an unread entry and of `thread.read`;
 *    `channel.addMany`, `channel.whoToAdd`, `more` of a note;
 *    polls: `poll` of a message and of `message.post`, `poll.*`, their events, `votes` of a snapshot, the code `closed`;
 *    `channel.access`;
 *    `quote` of a draft and of a message for later;
 *    commands: `thirdPerson` of a message, reminders of a text of one's own (`note` of `reminder.set`);
 *    when one is to be notified: `quiet` of a user, `pausedUntil` and `hours` of `user.update`;
 *    `priority` and `acknowledged` of a message, `askAcknowledgement` of `message.post`, `message.acknowledge`, `acknowledgement.list`, its event;
 *    when people were active last: `user.seen`, `hidesSeen` of a user, `showsSeen` of `user.update`, `active` of a login;
 * 13 what is unread in a channel is packed where a membership tells of it: instants, no ids; `lastMessageAt` where they do not tell it, no `joinedAt`;
 * 14 the message of `message.posted` leaves out what its event says;
 */
export const PROTOCOL_VERSION = 14;

/** The WebSocket subprotocol. */
export const SUBPROTOCOL = 'roost.v1';

/** Browsers cannot set headers on an upgrade, so they offer this prefix + access token as a second subprotocol. */
export const TOKEN_SUBPROTOCOL_PREFIX = 'roost.jwt.';
