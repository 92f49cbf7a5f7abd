import type { ThreadPlace } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import { toUnread } from '../members/entity.ts';
import { readFollowed, type PlaceRow } from './sql.ts';

/** One's own place in a followed thread, as one sees it. */
export function toPlace({ root, channel, follow, readAt, unread }: PlaceRow): ThreadPlace {
  return { root, channel, follow, readAt: toIso(readAt), unread: toUnread(unread, limits.unreadReplies) };
}

/** What a snapshot tells of threads: the followed ones with the newest replies, and whether these are all. */
export async function readPlaces(
  tx: Sql | TransactionSql,
  user: string,
): Promise<{ threads: ThreadPlace[]; threadsComplete: boolean }> {
  const rows = await readFollowed(tx, user, { after: null, limit: limits.followedThreads + 1 });
  return {
    threads: rows.slice(0, limits.followedThreads).map(toPlace),
    threadsComplete: rows.length <= limits.followedThreads,
  };
}
