import type { Membership, Unread, UnreadEntry } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { limits } from '@roost/protocol/limits';
import { mentions } from '@roost/protocol/text';
import type { ChannelWindow } from './types.ts';

// One's own place in a channel, folded from the workspace's stream and from one's own. Unread is a set, not a counter: reading
// removes what is at or before the position, deleting removes the message, so the order of the two streams does not matter [M2].

/** The place after an event of its channel in the workspace's stream. The same object when nothing changed. */
export function foldMembership(place: Membership, self: string, event: Event): Membership {
  switch (event.type) {
    case 'member.joined':
      return event.data.user === self ? place : { ...place, memberCount: place.memberCount + 1 };
    case 'member.left':
      return event.data.user === self ? place : { ...place, memberCount: Math.max(0, place.memberCount - 1) };
    case 'message.posted': {
      const { message } = event.data;
      if (message.threadRoot) return place;
      const lastMessageAt =
        place.lastMessageAt !== null && place.lastMessageAt > message.createdAt
          ? place.lastMessageAt
          : message.createdAt;
      const entry = { message: message.id, createdAt: message.createdAt, mention: mentions(message.text, self) };
      const counts =
        message.author !== self && !message.system && !message.deletedAt && message.createdAt > place.readAt;
      return { ...place, lastMessageAt, unread: counts ? withEntry(place.unread, entry) : place.unread };
    }
    case 'message.edited':
      return withMention(place, event.data.message.id, mentions(event.data.message.text, self));
    case 'message.deleted': {
      const entries = place.unread.entries.filter((one) => one.message !== event.data.message);
      return entries.length === place.unread.entries.length
        ? place
        : { ...place, unread: { ...place.unread, entries } };
    }
    default:
      return place;
  }
}

/** A cut-off set that a deletion made shorter no longer holds the newest hundred. */
export function isShort({ unread }: Membership): boolean {
  return unread.more && unread.entries.length < limits.unreadEntries;
}

/**
 * The place after the read position moved [M3]. `exact` is false when the unread messages have to be asked for: a step back
 * uncovers some that only the server knows, unless the window holds them all.
 */
export function moveReadPosition(
  place: Membership,
  readAt: string,
  self: string,
  window: ChannelWindow | undefined,
): { place: Membership; exact: boolean } {
  if (readAt === place.readAt) return { place, exact: true };
  if (readAt < place.readAt) {
    const unread = window && unreadIn(window, readAt, self);
    return { place: { ...place, readAt, ...(unread && { unread }) }, exact: unread !== undefined };
  }
  const { entries, more } = place.unread;
  const oldest = entries[0];
  // What was cut off is older than the oldest entry: reading at least up to that one makes the set whole.
  const cut = more && oldest !== undefined && readAt < oldest.createdAt;
  const left = entries.filter((one) => one.createdAt > readAt);
  return { place: { ...place, readAt, unread: { entries: left, more: cut } }, exact: !cut };
}

/** What is unread after `readAt`, when the window reaches from there to the present. */
function unreadIn(window: ChannelWindow, readAt: string, self: string): Unread | undefined {
  const first = window.messages[0];
  const reachesBack = !window.hasMoreBefore || (first !== undefined && first.createdAt <= readAt);
  if (window.status !== 'ready' || window.stale || window.hasMoreAfter || !reachesBack) return undefined;
  const entries = window.messages
    .filter((one) => one.author !== self && !one.system && !one.deletedAt && one.createdAt > readAt)
    .map((one) => ({ message: one.id, createdAt: one.createdAt, mention: mentions(one.text, self) }));
  return cutOff({ entries, more: false });
}

function withMention(place: Membership, message: string, mention: boolean): Membership {
  if (!place.unread.entries.some((one) => one.message === message && one.mention !== mention)) return place;
  const entries = place.unread.entries.map((one) => (one.message === message ? { ...one, mention } : one));
  return { ...place, unread: { ...place.unread, entries } };
}

function withEntry(unread: Unread, entry: UnreadEntry): Unread {
  if (unread.entries.some((one) => one.message === entry.message)) return unread;
  const last = unread.entries.at(-1);
  const entries = [...unread.entries, entry];
  if (last && last.createdAt > entry.createdAt) entries.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return cutOff({ entries, more: unread.more });
}

function cutOff({ entries, more }: Unread): Unread {
  if (entries.length <= limits.unreadEntries) return { entries, more };
  return { entries: entries.slice(-limits.unreadEntries), more: true };
}
