import type { Membership, Unread, UnreadEntry } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { limits } from '@roost/protocol/limits';
import { mentions } from '@roost/protocol/text';

// One's own place in a channel, folded from the workspace's and one's own stream. Unread is a set, not a counter: reading
// removes what is at or before the position, deleting removes the message, so the order of the two streams does not matter.

/** The place after an event of the workspace's stream about its channel. Same object when nothing changed. */
export function foldMembership(place: Membership, self: string, event: Event): Membership {
  switch (event.type) {
    case 'member.joined':
      return event.data.user === self ? place : { ...place, memberCount: place.memberCount + 1 };
    case 'member.left':
      return event.data.user === self ? place : { ...place, memberCount: Math.max(0, place.memberCount - 1) };
    case 'message.posted': {
      const { message } = event.data;
      if (message.threadRoot) return place;
      const lastMessageAt = place.lastMessageAt === null || message.createdAt > place.lastMessageAt ? message.createdAt : place.lastMessageAt;
      const moved = { ...place, lastMessageAt };
      const counts = message.author !== self && !message.system && message.createdAt > place.readAt && message.createdAt > place.joinedAt;
      if (!counts) return moved;
      const entry = { message: message.id, createdAt: message.createdAt, mention: mentions(message.text, self) };
      return { ...moved, unread: withEntry(place.unread, entry) };
    }
    case 'message.edited': {
      const { message } = event.data;
      const entry = place.unread.entries.find((one) => one.message === message.id);
      const mention = mentions(message.text, self);
      if (!entry || entry.mention === mention) return place;
      const entries = place.unread.entries.map((one) => (one === entry ? { ...one, mention } : one));
      return { ...place, unread: { ...place.unread, entries } };
    }
    case 'message.deleted': {
      const entries = place.unread.entries.filter((one) => one.message !== event.data.message);
      return entries.length === place.unread.entries.length ? place : { ...place, unread: { ...place.unread, entries } };
    }
    default:
      return place;
  }
}

/** The place after the read position moved. What a step back uncovers has to be asked for: `needsUnread` says so. */
export function moveReadPosition(place: Membership, readAt: string): { place: Membership; needsUnread: boolean } {
  if (readAt === place.readAt) return { place, needsUnread: false };
  const back = readAt < place.readAt;
  const entries = place.unread.entries.filter((one) => one.createdAt > readAt);
  const oldest = place.unread.entries[0];
  // Everything that was cut off is older than the oldest entry, so reading at least up to that one makes the set whole.
  const more = place.unread.more && (oldest === undefined || readAt < oldest.createdAt);
  return { place: { ...place, readAt, unread: { entries, more } }, needsUnread: back };
}

/** A cut-off set that a deletion made shorter no longer shows the newest hundred. */
export function isShort(unread: Unread): boolean {
  return unread.more && unread.entries.length < limits.unreadEntries;
}

function withEntry(unread: Unread, entry: UnreadEntry): Unread {
  if (unread.entries.some((one) => one.message === entry.message)) return unread;
  const entries = [...unread.entries, entry];
  const last = unread.entries.at(-1);
  if (last && last.createdAt > entry.createdAt) entries.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  if (entries.length <= limits.unreadEntries) return { ...unread, entries };
  return { entries: entries.slice(-limits.unreadEntries), more: true };
}
