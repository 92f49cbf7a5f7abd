import type { Membership, Unread } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import type { MembershipRow } from './sql.ts';

/** One's own place in a channel. */
export function toMembership(row: MembershipRow): Membership {
  return {
    channel: row.channel,
    joinedAt: toIso(row.joinedAt),
    joinedSeq: row.joinedSeq,
    memberCount: row.memberCount,
    readAt: toIso(row.readAt),
    lastMessageAt: row.lastMessageAt === null ? null : toIso(row.lastMessageAt),
    unread: toUnread(row.unread),
  };
}

/** From the newest first, one more than is shown, to the oldest first. */
export function toUnread(newest: MembershipRow['unread'], most: number = limits.unreadEntries): Unread {
  const entries = newest.slice(0, most).reverse();
  return {
    entries: entries.map((entry) => ({ ...entry, createdAt: toIso(entry.createdAt) })),
    more: newest.length > most,
  };
}
