import type { Bookmark } from '@roost/protocol/bookmark';
import type { Event } from '@roost/protocol/events';
import { beforeEach, describe, expect, test } from 'vitest';
import { absorbed } from './absorb.ts';
import { fold } from './fold.ts';
import { intendedBookmarks } from './intendedBookmarks.ts';
import { fromSnapshot, pageArrived, swapped } from './replica.ts';
import { House } from './testHouse.ts';
import type { BookmarkIntent, OutboxEntry, WorkspaceState } from './types.ts';

let house: House;
let state: WorkspaceState;
let ada: string;
let channel: string;
beforeEach(() => {
  house = new House();
  ada = house.addUser('Ada');
  channel = house.addChannel(ada, 'general');
  state = fromSnapshot(house.snapshot(ada));
  mark(true);
});

const link = (id: string, title = id): Bookmark => ({ id, title, address: 'https://a.example/', emoji: null, by: ada });
function mark(bookmarked: boolean): void {
  const { bookmarked: _, ...rest } = state.channels.get(channel)!;
  const told = { ...rest, ...(bookmarked && { bookmarked: true as const }) };
  state = { ...state, channels: new Map(state.channels).set(channel, told) };
}
const arranged = (seq: number, ...list: Bookmark[]) =>
  ({ seq, v: 1, type: 'bookmarks.arranged', at: '', actor: ada, data: { channel, list } }) as unknown as Event;
const page = (rev: number, ...list: Bookmark[]) => ({
  messages: [],
  seq: rev,
  hasMoreBefore: false,
  hasMoreAfter: false,
  bookmarks: { channel, rev, list },
});
const waiting = (...intents: BookmarkIntent[]): OutboxEntry[] =>
  intents.map((intent, i) => ({
    ...intent,
    key: `k${i}`,
    lane: '',
    queuedAt: 0,
    state: { type: 'waiting', attempt: 0, notBefore: 0 },
  }));
const shown = (outbox: OutboxEntry[] = []) => intendedBookmarks(state, outbox, channel)?.list.map(({ id }) => id);
const add = (id: string, before?: string): BookmarkIntent => ({
  name: 'bookmark.add',
  args: { channel, bookmark: id, title: id, address: 'https://a.example/', ...(before !== undefined && { before }) },
});

describe('[B2] the bookmarks of a channel', () => {
  test('come with a page or an event, and the newer ones win', () => {
    state = pageArrived(state, channel, page(5, link('a')), 'replace');
    expect(shown()).toEqual(['a']);
    state = fold(state, arranged(7, link('a'), link('b')));
    state = pageArrived(state, channel, page(6, link('c')), 'replace');
    state = absorbed(state, { bookmarks: { channel, rev: 4, list: [] } });
    expect(shown()).toEqual(['a', 'b']);
    state = absorbed(state, { bookmarks: { channel, rev: 8, list: [link('d')] } });
    expect(shown()).toEqual(['d']);
  });

  test('are not there in a channel that says that it has none, whatever was read', () => {
    state = fold(state, arranged(5, link('a')));
    mark(false);
    expect(shown()).toBeUndefined();
    expect(shown(waiting(add('b')))).toEqual(['b']);
  });

  test('stay on the screen over a new snapshot, unless it is of another life', () => {
    state = pageArrived(fold(state, arranged(5, link('a'))), channel, page(5, link('a')), 'replace');
    expect(swapped(state, house.snapshot(ada)).bookmarks.has(channel)).toBe(true);
    const other = house.snapshot(ada);
    const cursors = Object.fromEntries(Object.entries(other.cursors).map(([stream, at]) => [stream, `x${at}`]));
    expect(swapped(state, { ...other, cursors }).bookmarks.size).toBe(0);
  });
});

describe('[B1] what one does to bookmarks', () => {
  test('shows at once, in the order in which one did it', () => {
    state = fold(state, arranged(5, link('a'), link('b'), link('c')));
    const outbox = waiting(
      add('d', 'b'),
      { name: 'bookmark.remove', args: { channel, bookmark: 'a' } },
      { name: 'bookmark.update', args: { channel, bookmark: 'b', before: null } },
      { name: 'bookmark.update', args: { channel, bookmark: 'c', before: 'gone', title: 'C' } },
    );
    expect(shown(outbox)).toEqual(['d', 'c', 'b']);
    expect(intendedBookmarks(state, outbox, channel)!.list[1]!.title).toBe('C');
    expect(intendedBookmarks(state, outbox, channel)).toBe(intendedBookmarks(state, outbox, channel));
  });

  test('does not count where it was refused or is of another channel', () => {
    state = fold(state, arranged(5, link('a')));
    const [entry] = waiting(add('b'));
    const failed: OutboxEntry = { ...entry!, state: { type: 'failed', reason: 'expired' } };
    const elsewhere = waiting({ name: 'bookmark.remove', args: { channel: 'C2', bookmark: 'a' } });
    expect(intendedBookmarks(state, [failed, ...elsewhere], channel)).toBe(state.bookmarks.get(channel));
  });
});
