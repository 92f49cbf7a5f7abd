import type { Message, MessageEdit } from '@roost/protocol/entities';
import { mentionedSince, mentions } from '@roost/protocol/text';
import type { UnreadEntry, UnreadInstant, UnreadSet } from '@roost/protocol/unread';

// A bounded set of unread messages: the newest `most`, and whether there are older ones. Each change is idempotent, and reading and
// deleting commute, so the order in which two streams arrive does not matter [M2]. A message is known by its instant [I3].

type Told = MessageEdit & Pick<Message, 'system' | 'deletedAt'>;

/** A message in the set of `self`, or null where it does not count for them. */
export function instantOf(message: Told, self: string, readAt: string): UnreadInstant | null {
  if (message.author === self || message.system || message.deletedAt) return null;
  const { createdAt } = message;
  const mention = mentions(message, self);
  const at = mention ? mentionedSince(message, self) : createdAt;
  if (at <= readAt) return null;
  return { createdAt, mention, ...(at > createdAt && { at }) };
}

/** The same with the message's id. */
export function entryOf(message: Told, self: string, readAt: string): UnreadEntry | null {
  const instant = instantOf(message, self, readAt);
  return instant && { message: message.id, ...instant };
}

/** The place of an entry: that of its message, or of the edit that brought the mention. */
export function placeOf({ at, createdAt }: UnreadInstant): string {
  return at ?? createdAt;
}

/**
 * How far one has read who has seen the message of an instant: where that is the newest, everything that is there has been seen, also what
 * edits brought since.
 */
export function reachOf({ entries }: UnreadSet, seen: string): string {
  const last = entries.at(-1);
  const isNewest = entries.every(({ at, createdAt }) => at !== undefined || createdAt <= seen);
  return last && isNewest && placeOf(last) > seen ? placeOf(last) : seen;
}

export function withEntry<E extends UnreadInstant>(unread: UnreadSet<E>, entry: E, most: number): UnreadSet<E> {
  if (unread.entries.some((one) => one.createdAt === entry.createdAt)) return unread;
  const last = unread.entries.at(-1);
  const entries = [...unread.entries, entry];
  if (last && placeOf(last) > placeOf(entry)) entries.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return cutOff({ entries, more: unread.more }, most);
}

/** Without the message of an instant, which is gone; the same object when it was not there. */
export function withoutEntry<E extends UnreadInstant>(unread: UnreadSet<E>, createdAt: string): UnreadSet<E> {
  const entries = unread.entries.filter((one) => one.createdAt !== createdAt);
  return entries.length === unread.entries.length ? unread : { ...unread, entries };
}

/**
 * With what the edited message of an instant is now to `self`; the same object when nothing changed. A mention that the edit brought has
 * the edit's place; one that it took back leaves the message where it stood: read, unread, or among what was cut off.
 */
export function withEdit<E extends UnreadInstant>(
  unread: UnreadSet<E>,
  createdAt: string,
  entry: E | null,
  most: number,
): UnreadSet<E> {
  const known = unread.entries.find((one) => one.createdAt === createdAt);
  if (known ? entry?.mention === known.mention && entry.at === known.at : !entry?.at) return unread;
  const others = withoutEntry(unread, createdAt);
  if (!entry) return others;
  const oldest = others.entries[0];
  const isCutOff = others.more && oldest !== undefined && placeOf(entry) < placeOf(oldest);
  return isCutOff ? others : withEntry(others, entry, most);
}

/** The set after reading on to an instant. Not `exact` when what was cut off may be unread still. */
export function readTo<E extends UnreadInstant>(
  { entries, more }: UnreadSet<E>,
  readAt: string,
): { unread: UnreadSet<E>; exact: boolean } {
  const oldest = entries[0];
  // What was cut off is older than the oldest entry: reading at least up to that one makes the set whole.
  const cut = more && oldest !== undefined && readAt < placeOf(oldest);
  return { unread: { entries: entries.filter((one) => placeOf(one) > readAt), more: cut }, exact: !cut };
}

/** A cut-off set that a deletion made shorter no longer holds the newest ones. */
export function isCutShort({ entries, more }: UnreadSet, most: number): boolean {
  return more && entries.length < most;
}

export function cutOff<E extends UnreadInstant>({ entries, more }: UnreadSet<E>, most: number): UnreadSet<E> {
  return entries.length <= most ? { entries, more } : { entries: entries.slice(-most), more: true };
}
