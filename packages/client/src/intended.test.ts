import { noticeOf } from '@roost/protocol/sidebar';
import { newId } from '@roost/protocol/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  intendedLook,
  intendedPlaces,
  intendedPreferences,
  intendedReminders,
  intendedScheduled,
  intendedSidebar,
} from './intended.ts';
import { unpacked } from './membership.ts';
import { turn } from './testClock.ts';
import { TestSync } from './testSync.ts';

let sync: TestSync;
beforeEach(async () => {
  sync = new TestSync();
  await sync.start();
});

const kept = () => intendedPreferences(sync.workspace, sync.client.state.outbox).get(sync.general);
const told = () => unpacked(sync.house.membership(sync.general, sync.ada));
const place = () => intendedPlaces(sync.workspace, sync.client.state.outbox).get(sync.general)!;
const headings = () =>
  intendedSidebar(sync.workspace, sync.client.state.outbox).sections.map(({ id, name }) => name ?? id);
const say = (text: string) => sync.house.post(sync.ben, { channel: sync.general, text });

describe('[P1] how one keeps a channel', () => {
  test('shows at once, survives a reload offline, and reaches the server when it can', async () => {
    sync.goOffline();
    sync.client.send({ name: 'channel.prefer', args: { channel: sync.general, starred: true } });
    sync.client.send({ name: 'channel.prefer', args: { channel: sync.general, muted: true } });
    expect(kept()).toMatchObject({ starred: true, muted: true });
    await turn();
    sync.client.stop();
    await turn();
    sync.reload();
    await sync.client.start();
    expect(kept()).toMatchObject({ starred: true, muted: true });
    await sync.recover();
    expect(sync.house.preferences.get(sync.ada)!.get(sync.general)).toMatchObject({ starred: true, muted: true });
    expect(sync.client.state.outbox).toEqual([]);
    expect(kept()).toEqual(sync.house.preferences.get(sync.ada)!.get(sync.general));
  });

  test('never shows the old state between the answer and the event', async () => {
    const seen: unknown[] = [];
    sync.client.subscribe(() => seen.push(kept()?.starred));
    sync.client.send({ name: 'channel.prefer', args: { channel: sync.general, starred: true } });
    await sync.settle();
    expect(new Set(seen)).toEqual(new Set([true]));
  });

  test('what another device changes meanwhile stays', async () => {
    sync.goOffline();
    sync.client.send({ name: 'channel.prefer', args: { channel: sync.general, starred: true } });
    sync.house.prefer(sync.ada, sync.general, { muted: true });
    await sync.recover();
    expect(kept()).toMatchObject({ starred: true, muted: true });
  });

  test('does not count any more once it was refused', async () => {
    sync.server.refuse = () => ({ code: 'forbidden', detail: 'no', retryable: false });
    sync.client.send({ name: 'channel.prefer', args: { channel: sync.general, starred: true } });
    await sync.settle();
    expect(kept()).toBeUndefined();
    expect(sync.client.state.outbox.map(({ state }) => state.type)).toEqual(['failed']);
  });

  test('[K3] is sent however late', async () => {
    sync.goOffline();
    sync.client.send({ name: 'channel.prefer', args: { channel: sync.general, starred: true } });
    await sync.clock.elapse(25 * 3_600_000);
    await sync.recover();
    expect(sync.house.preferences.get(sync.ada)!.get(sync.general)).toMatchObject({ starred: true });
  });

  test('in a snapshot that was taken before an answer, the answer stays', async () => {
    sync.server.resync(sync.house.workspace.id);
    sync.server.deliver();
    await turn();
    sync.client.send({ name: 'channel.prefer', args: { channel: sync.general, starred: true } });
    await sync.settle();
    expect(kept()).toMatchObject({ starred: true });
  });
});

test('[P2] sections are there before the server has answered, in the order in which they were arranged', () => {
  sync.goOffline();
  const workspace = sync.house.workspace.id;
  const section = newId('section');
  const before = headings();
  sync.client.send({ name: 'section.create', args: { workspace, section, name: 'Quay' } });
  sync.client.send({ name: 'channel.prefer', args: { channel: sync.general, section } });
  expect(new Set(sync.client.state.outbox.map(({ lane }) => lane)).size).toBe(1);
  expect(headings()).toEqual(['starred', 'Quay', 'channels', 'directs']);
  sync.client.send({ name: 'section.update', args: { workspace, section, name: 'Pier', before: null } });
  expect(headings()).toEqual(['starred', 'channels', 'directs', 'Pier']);
  sync.client.send({ name: 'section.delete', args: { workspace, section } });
  expect(headings()).toEqual(before);
});

describe('[M3] a read position that is set to an instant', () => {
  test('shows offline, and taking it back brings back exactly what was unread', async () => {
    say('one');
    say('two');
    await sync.settle();
    const { readAt, unread, lastMessageAt } = place();
    expect(unread.entries).toHaveLength(2);
    sync.goOffline();
    sync.client.markReadTo(sync.general, lastMessageAt!);
    expect(place().unread.entries).toEqual([]);
    sync.client.markReadTo(sync.general, readAt, { back: true });
    expect(place()).toEqual(sync.workspace.memberships.get(sync.general));
    await sync.recover();
    expect(place()).toEqual(told());
    expect(place().unread.entries).toHaveLength(2);
  });

  test('comes back from the server when it was taken back later', async () => {
    say('one');
    await sync.settle();
    const { readAt, lastMessageAt } = place();
    sync.client.markReadTo(sync.general, lastMessageAt!);
    await sync.settle();
    expect(place().unread.entries).toEqual([]);
    sync.client.markReadTo(sync.general, readAt, { back: true });
    await sync.settle();
    expect(place()).toEqual(told());
    expect(place().unread.entries).toHaveLength(1);
  });

  test('takes the place of a mark that was about to leave', async () => {
    const one = say('one');
    const two = say('two');
    await sync.settle();
    const { readAt } = place();
    sync.client.openChannel(sync.general);
    await sync.settle();
    sync.client.markRead(sync.general, one.id);
    sync.client.markRead(sync.general, two.id);
    sync.client.markReadTo(sync.general, readAt, { back: true });
    await sync.recover();
    expect(place().unread.entries).toHaveLength(2);
  });
});

describe('[P3] what a channel shows', () => {
  const unread = (count: number, mentions: number) => ({
    entries: Array.from({ length: count }, (_, i) => ({ message: `M${i}`, createdAt: '', mention: i < mentions })),
    more: false,
  });
  const shown = (channel: string, count: number, mentions: number, kept = {}) => {
    const preference = { channel, rev: 1, starred: false, muted: false, level: null, section: null, ...kept };
    const { any, bold, badge } = noticeOf({ channel, unread: unread(count, mentions) }, preference);
    return { any, bold, badge };
  };

  test.each([
    ['C', 0, 0, {}, { any: false, bold: false, badge: 0 }],
    ['C', 3, 0, {}, { any: true, bold: true, badge: 0 }],
    ['C', 3, 2, {}, { any: true, bold: true, badge: 2 }],
    ['C', 3, 2, { level: 'all' }, { any: true, bold: true, badge: 3 }],
    ['C', 3, 0, { muted: true }, { any: false, bold: false, badge: 0 }],
    ['C', 3, 2, { muted: true, level: 'all' }, { any: true, bold: false, badge: 2 }],
    ['D', 3, 0, {}, { any: true, bold: true, badge: 3 }],
    ['D', 3, 1, { level: 'mentions' }, { any: true, bold: true, badge: 1 }],
    ['D', 3, 0, { muted: true }, { any: false, bold: false, badge: 0 }],
  ])('in %s with %i unread, %i of them mentions, kept as %o: %o', (channel, count, mentions, how, expected) => {
    expect(shown(channel, count, mentions, how)).toEqual(expected);
  });
});

describe('[R2] the last look at one’s activity', () => {
  const looked = () => intendedLook(sync.workspace, sync.client.state.outbox);
  const early = '2026-01-01T00:00:00.000001Z';
  const late = '2026-01-02T00:00:00.000001Z';

  test('counts at once, survives a reload offline, and reaches the server when it can', async () => {
    expect(looked()).toBeNull();
    sync.goOffline();
    for (const at of [late, early])
      sync.client.send({ name: 'activity.look', args: { workspace: sync.workspace.id, at } });
    expect(looked()).toBe(late);
    await turn();
    sync.client.stop();
    await turn();
    sync.reload();
    await sync.client.start();
    expect(looked()).toBe(late);
    await sync.recover();
    expect(sync.house.looks.get(sync.ada)).toBe(late);
    expect(sync.client.state.outbox).toEqual([]);
    expect(sync.workspace.lookedAt).toBe(late);
  });

  test('of another device comes with the stream, and never takes one back', async () => {
    sync.house.look(sync.ada, late);
    sync.house.look(sync.ada, early);
    await sync.settle();
    expect(sync.workspace.lookedAt).toBe(late);
  });
});

describe('[E4] what is to be sent later', () => {
  test('is there at once, as one has left it, and counts as made once the server says so', async () => {
    const at = '2026-11-23T09:00:00.000000Z';
    const args = { scheduled: 'Q01JD3ZK5Q8XG7TR1', channel: sync.general, text: 'Good morning', at };
    const shown = () =>
      [...intendedScheduled(sync.workspace, sync.client.state.outbox).values()].map(({ text, at: when }) => [
        text,
        when,
      ]);
    sync.client.send({ name: 'scheduled.create', args });
    expect(shown()).toEqual([['Good morning', at]]);
    sync.client.send({ name: 'scheduled.update', args: { scheduled: args.scheduled, text: 'Good day' } });
    expect(shown()).toEqual([['Good day', at]]);
    sync.client.send({ name: 'scheduled.cancel', args: { scheduled: args.scheduled } });
    expect(shown()).toEqual([]);
  });
});

describe('[E5] a reminder of a text of one’s own', () => {
  test('is there at once, offline too, and goes, moved or done, as one has left it', () => {
    sync.goOffline();
    const at = '2026-11-23T09:00:00.000000Z';
    const later = '2026-11-24T09:00:00.000000Z';
    const message = 'N01JD3ZK5Q8XG7TR1';
    const shown = () =>
      [...intendedReminders(sync.workspace, sync.client.state.outbox).values()].map(({ text, at: when }) => [
        text,
        when,
      ]);
    const note = { workspace: sync.workspace.id, text: 'Water the plants' };
    sync.client.send({ name: 'reminder.set', args: { message, at, note } });
    expect(shown()).toEqual([['Water the plants', at]]);
    sync.client.send({ name: 'reminder.set', args: { message, at: later } });
    expect(shown()).toEqual([['Water the plants', later]]);
    sync.client.send({ name: 'reminder.clear', args: { message } });
    expect(shown()).toEqual([]);
  });
});
