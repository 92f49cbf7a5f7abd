import type { Bookmark, Bookmarks } from './bookmark.ts';
import { limits } from './limits.ts';

// What an arranging of bookmarks leads to. The server and the client, which shows it before the server has answered, must agree.

/** Those of a channel that has none. */
export function noBookmarks(channel: string): Bookmarks {
  return { channel, rev: 0, list: [] };
}

/** With one more at the end, or before another one. The same object when it is there. */
export function withBookmark(bookmarks: Bookmarks, bookmark: Bookmark, before: string | null = null): Bookmarks {
  if (bookmarks.list.some(({ id }) => id === bookmark.id)) return bookmarks;
  return { ...bookmarks, list: placed(bookmarks.list, bookmark, before) };
}

/** Without that one. The same object when it is not there. */
export function withoutBookmark(bookmarks: Bookmarks, id: string): Bookmarks {
  const list = bookmarks.list.filter((bookmark) => bookmark.id !== id);
  return list.length === bookmarks.list.length ? bookmarks : { ...bookmarks, list };
}

export type BookmarkChange = Partial<Pick<Bookmark, 'title' | 'address' | 'emoji'>> & { before?: string | null };

/** With one changed or elsewhere. Before one that is gone, it stays where it is. The same object when nothing changes. */
export function withChangedBookmark(bookmarks: Bookmarks, id: string, change: BookmarkChange): Bookmarks {
  const known = bookmarks.list.find((bookmark) => bookmark.id === id);
  if (!known) return bookmarks;
  const { title = known.title, address = known.address, emoji = known.emoji, before } = change;
  const isSame = title === known.title && address === known.address && emoji === known.emoji;
  const after = isSame ? known : { ...known, title, address, emoji };
  const others = bookmarks.list.filter((bookmark) => bookmark.id !== id);
  const stays = before === undefined || (before !== null && !others.some((bookmark) => bookmark.id === before));
  const list = stays
    ? bookmarks.list.map((bookmark) => (bookmark.id === id ? after : bookmark))
    : placed(others, after, before);
  return list.every((bookmark, i) => bookmark === bookmarks.list[i]) ? bookmarks : { ...bookmarks, list };
}

function placed(list: readonly Bookmark[], bookmark: Bookmark, before: string | null): Bookmark[] {
  const at = before === null ? -1 : list.findIndex(({ id }) => id === before);
  return list.toSpliced(at < 0 ? list.length : at, 0, bookmark);
}

const allowed: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * An address in normal form, or null where it is none that may be followed: only `http:`, `https:` and `mailto:`, without blanks and
 * control characters, and not too long.
 */
export function bookmarkAddress(typed: string): string | null {
  const text = typed.trim();
  if (!text.isWellFormed() || /[\s\p{Cc}\p{Cf}]/u.test(text)) return null;
  try {
    const { protocol, href, hostname, pathname, username, password } = new URL(text);
    // `https://bank.example@elsewhere.example` leads elsewhere.
    const leads = protocol === 'mailto:' ? pathname.includes('@') : hostname !== '' && username + password === '';
    return allowed.has(protocol) && leads && href.length <= limits.bookmarkAddress ? href : null;
  } catch {
    return null;
  }
}
