import { toIso } from './time.ts';
import type { PackedUnread, UnreadInstant, UnreadSet } from './unread.ts';

/** Packs what is unread, in any order. Instants are microseconds here. */
export function packUnread(
  entries: readonly { createdAt: number; mention: boolean; at?: number }[],
  more: boolean,
): PackedUnread {
  const oldestFirst = entries.toSorted((a, b) => a.createdAt - b.createdAt);
  const mentions = oldestFirst.flatMap(({ mention }, i) => (mention ? i : []));
  const called = oldestFirst.flatMap(({ createdAt, at }, i): [number, number][] =>
    at === undefined ? [] : [[i, (at - createdAt) / 1000]],
  );
  return {
    created: oldestFirst.map(({ createdAt }, i) => (createdAt - (oldestFirst[i - 1]?.createdAt ?? 0)) / 1000),
    ...(mentions.length > 0 && { mentions }),
    ...(called.length > 0 && { called }),
    ...(more ? { more } : {}),
  };
}

/** What was packed, in the order of the places: an edit's, where it called one, else the message's own. */
export function unpackUnread({ created, mentions, called, more }: PackedUnread): UnreadSet {
  let micros = 0;
  const places = created.map((later) => (micros += Math.round(later * 1000)));
  const entries: UnreadInstant[] = places.map((at) => ({ createdAt: toIso(at), mention: false }));
  for (const i of mentions ?? []) entries[i]!.mention = true;
  for (const [i, later] of called ?? []) entries[i]!.at = toIso(places[i]! + Math.round(later * 1000));
  if (called) entries.sort((a, b) => ((a.at ?? a.createdAt) < (b.at ?? b.createdAt) ? -1 : 1));
  return { entries, more: more === true };
}
