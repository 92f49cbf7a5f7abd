import type { Membership } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { limits } from '@roost/protocol/limits';
import type { UnreadSet } from '@roost/protocol/unread';
import { unpackUnread } from '@roost/protocol/unreadPacking';
import type { ChannelPlace, ChannelWindow } from './types.ts';
import { inTimeline } from './windows.ts';
import { cutOff, instantOf, isCutShort, placeOf, readTo, withEdit, withEntry, withoutEntry } from './unread.ts';

// One's own place in a channel, folded from the workspace's stream and from one's own.

/** One's place in a channel as the copy holds it. */
export function unpacked({ lastMessageAt, ...place }: Membership): ChannelPlace {
  const unread = unpackUnread(place.unread);
  const newest = () => unread.entries.reduce((last, { createdAt }) => (createdAt > last ? createdAt : last), '');
  return { ...place, unread, lastMessageAt: lastMessageAt === undefined ? newest() : lastMessageAt };
}

/** The place after an event of its channel in the workspace's stream. The same object when nothing changed. */
export function foldMembership(place: ChannelPlace, self: string, event: Event): ChannelPlace {
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
      const entry = instantOf(message, self, place.readAt);
      const unread = entry ? withEntry(place.unread, entry, limits.unreadEntries) : place.unread;
      return { ...place, lastMessageAt, unread };
    }
    case 'message.edited': {
      const { message } = event.data;
      if (!inTimeline(message)) return place;
      const entry = instantOf(message, self, place.readAt);
      return withUnread(place, withEdit(place.unread, message.createdAt, entry, limits.unreadEntries));
    }
    case 'message.deleted':
      return withUnread(place, withoutEntry(place.unread, event.data.createdAt));
    default:
      return place;
  }
}

/** A cut-off set that a deletion or an edit made shorter no longer holds the newest hundred. */
export function isShort({ unread }: ChannelPlace): boolean {
  return isCutShort(unread, limits.unreadEntries);
}

/**
 * The place after the read position moved [M3]. `exact` is false when the unread messages have to be asked for: a step back
 * uncovers some that only the server knows, unless the window holds them all. Older ones than it holds may have been edited since.
 */
export function moveReadPosition(
  place: ChannelPlace,
  readAt: string,
  self: string,
  window: ChannelWindow | undefined,
): { place: ChannelPlace; exact: boolean } {
  if (readAt === place.readAt) return { place, exact: true };
  if (readAt < place.readAt) {
    const unread = window && unreadIn(window, readAt, self);
    return {
      place: { ...place, readAt, ...(unread && { unread }) },
      exact: unread !== undefined && window?.hasMoreBefore === false,
    };
  }
  const { unread, exact } = readTo(place.unread, readAt);
  return { place: { ...place, readAt, unread }, exact };
}

/** What is unread after `readAt`, when the window reaches from there to the present. */
function unreadIn(window: ChannelWindow, readAt: string, self: string): UnreadSet | undefined {
  const first = window.messages[0];
  const reachesBack = !window.hasMoreBefore || (first !== undefined && first.createdAt <= readAt);
  if (window.status !== 'ready' || window.stale || window.hasMoreAfter || !reachesBack) return undefined;
  const entries = window.messages.flatMap((one) => instantOf(one, self, readAt) ?? []);
  return cutOff(
    { entries: entries.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)), more: false },
    limits.unreadEntries,
  );
}

function withUnread(place: ChannelPlace, unread: UnreadSet): ChannelPlace {
  return unread === place.unread ? place : { ...place, unread };
}
