import type { GuardReader, Projection } from '../../log/item.ts';
import { bookmarkRevs, emptyArrangements, saveBookmarks } from './sql.ts';

export const bookmarksArranged: Projection<'bookmarks.arranged'> = {
  type: 'bookmarks.arranged',
  // After the channels that they stand in have been made.
  order: 37,
  apply: (tx, events) => [
    // Before the rev moves on, which says where the list before stands.
    emptyArrangements(
      tx,
      events.map(({ data }) => data.channel),
    ),
    saveBookmarks(
      tx,
      events.map(({ seq, data }) => ({ channel: data.channel, rev: seq, list: data.list })),
    ),
  ],
};

/** The rev of a channel's bookmarks; the empty text where there never were any. */
export const bookmarksState: GuardReader = { kind: 'bookmarks', fromStreams: true, read: bookmarkRevs };
