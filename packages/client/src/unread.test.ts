import type { MessageEdit } from '@roost/protocol/entities';
import { mentionOf } from '@roost/protocol/text';
import type { UnreadInstant, UnreadSet } from '@roost/protocol/unread';
import { describe, expect, test } from 'vitest';
import { instantOf, reachOf, withEdit } from './unread.ts';

const self = 'U01JD3ZK5Q8XG7TRA';
const instant = (n: number) => `2026-11-21T10:00:00.${String(n).padStart(6, '0')}Z`;
const entry = (n: number, at?: number): UnreadInstant => ({
  createdAt: instant(n),
  mention: at !== undefined,
  ...(at !== undefined && { at: instant(at) }),
});
const edit = (n: number, at: number | null): MessageEdit => ({
  ...{ id: `M${n}`, rev: 1, channel: 'C', author: 'U', clientId: 'c', createdAt: instant(n) },
  text: at === null ? 'nobody' : mentionOf(self),
  ...(at !== null && { mentioned: [{ at: instant(at), users: [self] }] }),
});
const after = (unread: UnreadSet, edited: MessageEdit, readAt: number) =>
  withEdit(unread, edited.createdAt, instantOf(edited, self, instant(readAt)), 3);

describe('[M8] an edit that mentions one', () => {
  test('is unread again, where the edit stands', () => {
    const unread = { entries: [entry(5)], more: false };
    expect(after(unread, edit(1, 9), 4).entries).toEqual([entry(5), entry(1, 9)]);
  });

  test('and that one has read already, changes nothing', () => {
    const unread = { entries: [], more: false };
    expect(after(unread, edit(1, 9), 9)).toBe(unread);
  });

  test('moves an unread message to its own place, once', () => {
    const once = after({ entries: [entry(5), entry(6)], more: true }, edit(5, 9), 4);
    expect(once).toEqual({ entries: [entry(6), entry(5, 9)], more: true });
    expect(after(once, edit(5, 9), 4)).toBe(once);
  });

  test('brings back what was cut off, and is cut short when it is taken back', () => {
    const full = { entries: [entry(5), entry(6), entry(7)], more: true };
    const called = after(full, edit(2, 9), 0);
    expect(called).toEqual({ entries: [entry(6), entry(7), entry(2, 9)], more: true });
    expect(after(called, edit(2, null), 0)).toEqual({ entries: [entry(6), entry(7)], more: true });
  });

  test('that is taken back leaves what was read before as read', () => {
    const unread = { entries: [entry(5), entry(1, 9)], more: false };
    expect(after(unread, edit(1, null), 4).entries).toEqual([entry(5)]);
  });
});

test('[M3] who has seen the newest message has read the edits since, who has seen an older one has not', () => {
  const unread = { entries: [entry(5), entry(1, 9)], more: false };
  expect(reachOf(unread, instant(5))).toBe(instant(9));
  expect(reachOf(unread, instant(4))).toBe(instant(4));
});
