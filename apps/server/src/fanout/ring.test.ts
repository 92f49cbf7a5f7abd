import { expect, test } from 'vitest';
import type { Message } from '@roost/protocol/entities';
import type { EventData } from '@roost/protocol/events';
import type { LoggedEvent } from '../log/item.ts';
import { Announcement } from './announcement.ts';
import { Rings } from './ring.ts';
import { message, OPEN } from './testFan.ts';

const announcement = (seq: number, size = 10) => new Announcement(message(seq, OPEN, 'x'.repeat(size)));
const seqs = (events: Announcement[] | null) => events?.map(({ seq }) => seq) ?? null;
const rings = (limits = {}) => new Rings({ events: 3, size: 1e6, total: 1e6, ...limits });

test('[C3] a ring gives what came after a position, and nothing when it lacks a part', () => {
  const ring = rings().open(10);
  for (const seq of [11, 12, 13]) ring.push(announcement(seq));
  expect(seqs(ring.since(10))).toEqual([11, 12, 13]);
  expect(seqs(ring.since(12))).toEqual([13]);
  expect(seqs(ring.since(13))).toEqual([]);
  expect(ring.since(9)).toBeNull();
  ring.push(announcement(14));
  expect(ring.since(10)).toBeNull();
  expect(seqs(ring.since(11))).toEqual([12, 13, 14]);
});

test('a ring is bounded by size as well', () => {
  const ring = rings({ size: 2_500 }).open(0);
  for (const seq of [1, 2, 3]) ring.push(announcement(seq, 1_000));
  expect(ring.since(0)).toBeNull();
  expect(ring.size).toBeLessThan(2_500);
});

test('all rings share a budget; the longest quiet one is emptied first', () => {
  const all = rings({ total: 3_500 });
  const [quiet, busy] = [all.open(0), all.open(0)];
  quiet.push(announcement(1, 1_000));
  busy.push(announcement(1, 1_000));
  busy.push(announcement(2, 1_000));
  expect(quiet.since(0)).toBeNull();
  expect(seqs(quiet.since(1))).toEqual([]);
  expect(seqs(busy.since(0))).toEqual([1, 2]);
});

test('a ring stays right over many turns', () => {
  const ring = new Rings({ events: 100, size: 1e9, total: 1e9 }).open(0);
  for (let seq = 1; seq <= 1_000; seq++) ring.push(announcement(seq));
  expect(seqs(ring.since(900))).toEqual(Array.from({ length: 100 }, (_, i) => 901 + i));
  expect(ring.since(899)).toBeNull();
});

test('[M4] of a message that was deleted a ring keeps neither its words nor its answers nor what it quotes', () => {
  const ring = rings({ events: 9 }).open(10);
  const posted = message(11, OPEN, 'secret question') as LoggedEvent<'message.posted'>;
  const poll = { options: [{ text: 'secret answer', count: 0 }], voters: 0 };
  const quote = { message: 'M0000000000000009', rev: 1 } as Message['quote'];
  const asked = { ...posted.data.message, poll, quote, thirdPerson: true as const } as Message;
  ring.push(new Announcement({ ...posted, data: { message: asked } }));
  const data = { message: asked.id, channel: asked.channel } as EventData<'message.deleted'>;
  ring.push(new Announcement({ ...posted, seq: 12, type: 'message.deleted', data } as LoggedEvent));
  const [emptied] = ring.since(10)!;
  expect((emptied!.event as typeof posted).data.message).toEqual({ ...posted.data.message, text: '' });
  expect(emptied!.json).not.toMatch(/secret|quote|thirdPerson/);
});

test('[L9] a stream that begins another life begins an empty ring', () => {
  const ring = rings().open(10);
  ring.push(announcement(11));
  ring.restart(5);
  expect(ring.since(4)).toBeNull();
  ring.push(announcement(6));
  expect(seqs(ring.since(5))).toEqual([6]);
});
