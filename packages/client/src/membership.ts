import type { Membership, Unread } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { limits } from '@roost/protocol/limits';
import { mentions } from '@roost/protocol/text';
import type { ChannelWindow } from './types.ts';
import { inTimeline } from './windows.ts';
import { cutOff, entryOf, isCutShort, readTo, withEntry, withMention, withoutEntry } from './unread.ts';

// One's own place in a channel, folded from the workspace's stream and from one's own.

/** The place after an event of its channel in the workspace's stream. The same object when nothing changed. */
export function foldMembership(place: Membership, self: string, event: Event): Membership {
  switch (event.type) {
    case 'member.joined':
      return event.data.user === self ? place : { ...place, memberCount: place.memberCount + 1 };
    case 'member.left':
      return event.data.user === self ? place : { ...place, memberCount: Math.max(0, place.memberCount - 1) };
    case 'message.posted': {
      const { message } = event.data;
      if (!inTimeline(message)) return place;
      const lastMessageAt =
        place.lastMessageAt !== null && place.lastMessageAt > message.createdAt
          ? place.lastMessageAt
          : message.createdAt;
      const entry = entryOf(message, self, place.readAt);
      const unread = entry ? withEntry(place.unread, entry, limits.unreadEntries) : place.unread;
      return { ...place, lastMessageAt, unread };
    }
    case 'message.edited': {
      const { message } = event.data;
      return withUnread(place, withMention(place.unread, message.id, mentions(message, self)));
    }
    case 'message.deleted':
      return withUnread(place, withoutEntry(place.unread, event.data.message));
    default:
      return place;
  }
}

/** A cut-off set that a deletion made shorter no longer holds the newest hundred. */
export function isShort({ unread }: Membership): boolean {
  return isCutShort(unread, limits.unreadEntries);
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
  const { unread, exact } = readTo(place.unread, readAt);
  return { place: { ...place, readAt, unread }, exact };
}

/** What is unread after `readAt`, when the window reaches from there to the present. */
function unreadIn(window: ChannelWindow, readAt: string, self: string): Unread | undefined {
  const first = window.messages[0];
  const reachesBack = !window.hasMoreBefore || (first !== undefined && first.createdAt <= readAt);
  if (window.status !== 'ready' || window.stale || window.hasMoreAfter || !reachesBack) return undefined;
  const entries = window.messages.flatMap((one) => entryOf(one, self, readAt) ?? []);
  return cutOff({ entries, more: false }, limits.unreadEntries);
}

function withUnread(place: Membership, unread: Unread): Membership {
  return unread === place.unread ? place : { ...place, unread };
}
