import type { Membership } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import type { Unread } from '@roost/protocol/unread';
import { packUnread } from '@roost/protocol/unreadPacking';
import type { MembershipRow } from './sql.ts';

/** One's own place in a channel. */
export function toMembership(row: MembershipRow): Membership {
  const { channel, joinedSeq, memberCount, lastMessageAt } = row;
  const unread = row.unread.slice(0, limits.unreadEntries);
  const isTold = lastMessageAt === unread.reduce((last, { createdAt }) => Math.max(last, createdAt), 0);
  return {
    ...{ channel, joinedSeq, memberCount },
    readAt: toIso(row.readAt),
    ...(!isTold && { lastMessageAt: lastMessageAt === null ? null : toIso(lastMessageAt) }),
    unread: packUnread(unread, row.unread.length > unread.length),
  };
}

/** From the newest first, one more than is shown, to the oldest first. */
export function toUnread(newest: MembershipRow['unread'], most: number = limits.unreadEntries): Unread {
  const entries = newest.slice(0, most).reverse();
  return {
    entries: entries.map(({ message, createdAt, mention, at }) => ({
      ...{ message, createdAt: toIso(createdAt), mention },
      ...(at !== undefined && { at: toIso(at) }),
    })),
    more: newest.length > most,
  };
}
