import type { Bookmarks } from '@roost/protocol/bookmark';
import { noBookmarks, withBookmark, withChangedBookmark, withoutBookmark } from '@roost/protocol/bookmarks';
import { remembered, waiting } from './intended.ts';
import type { OutboxEntry, WorkspaceState } from './types.ts';

const bookmarked = remembered<Bookmarks>();
const unmarked = new Map<string, Bookmarks>();

/** The links under a channel's name. */
export function intendedBookmarks(
  state: WorkspaceState,
  outbox: readonly OutboxEntry[],
  channel: string,
): Bookmarks | undefined {
  const known = state.channels.get(channel)?.bookmarked ? state.bookmarks.get(channel) : undefined;
  const entries = waiting(outbox, 'bookmark.add', 'bookmark.update', 'bookmark.remove').filter(
    ({ args }) => args.channel === channel,
  );
  if (entries.length === 0) return known;
  if (!unmarked.has(channel)) unmarked.set(channel, noBookmarks(channel));
  return bookmarked(known ?? unmarked.get(channel)!, entries, () =>
    entries.reduce(
      (now, entry) => {
        if (entry.name === 'bookmark.remove') return withoutBookmark(now, entry.args.bookmark);
        const { channel: _channel, bookmark: id, ...said } = entry.args;
        if (entry.name === 'bookmark.update') return withChangedBookmark(now, id, said);
        const { title, address, emoji = null, before } = entry.args;
        return withBookmark(now, { id, title, address, emoji, by: state.self.id }, before);
      },
      known ?? noBookmarks(channel),
    ),
  );
}
