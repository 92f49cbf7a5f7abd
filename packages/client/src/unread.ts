import type { Message, Unread, UnreadEntry } from '@roost/protocol/entities';
import { mentions } from '@roost/protocol/text';

// A bounded set of unread messages: the newest `most`, and whether there are older ones. Each change is idempotent, and reading and
// deleting commute, so the order in which two streams arrive does not matter [M2].

/** The entry of a message in the set of `self`, or null where it does not count for them. */
export function entryOf(message: Message, self: string, readAt: string): UnreadEntry | null {
  const counts = message.author !== self && !message.system && !message.deletedAt && message.createdAt > readAt;
  if (!counts) return null;
  return { message: message.id, createdAt: message.createdAt, mention: mentions(message, self) };
}

export function withEntry(unread: Unread, entry: UnreadEntry, most: number): Unread {
  if (unread.entries.some((one) => one.message === entry.message)) return unread;
  const last = unread.entries.at(-1);
  const entries = [...unread.entries, entry];
  if (last && last.createdAt > entry.createdAt) entries.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return cutOff({ entries, more: unread.more }, most);
}

/** Without a message that is gone; the same object when it was not there. */
export function withoutEntry(unread: Unread, message: string): Unread {
  const entries = unread.entries.filter((one) => one.message !== message);
  return entries.length === unread.entries.length ? unread : { ...unread, entries };
}

/** With what an edited text says about mentioning the reader; the same object when nothing changed. */
export function withMention(unread: Unread, message: string, mention: boolean): Unread {
  if (!unread.entries.some((one) => one.message === message && one.mention !== mention)) return unread;
  return { ...unread, entries: unread.entries.map((one) => (one.message === message ? { ...one, mention } : one)) };
}

/** The set after reading on to an instant. Not `exact` when what was cut off may be unread still. */
export function readTo({ entries, more }: Unread, readAt: string): { unread: Unread; exact: boolean } {
  const oldest = entries[0];
  // What was cut off is older than the oldest entry: reading at least up to that one makes the set whole.
  const cut = more && oldest !== undefined && readAt < oldest.createdAt;
  return { unread: { entries: entries.filter((one) => one.createdAt > readAt), more: cut }, exact: !cut };
}

/** A cut-off set that a deletion made shorter no longer holds the newest ones. */
export function isCutShort({ entries, more }: Unread, most: number): boolean {
  return more && entries.length < most;
}

export function cutOff({ entries, more }: Unread, most: number): Unread {
  return entries.length <= most ? { entries, more } : { entries: entries.slice(-most), more: true };
}
