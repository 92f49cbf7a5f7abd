import { beforeEach, expect, test } from 'vitest';
import { Announcement } from '../../fanout/announcement.ts';
import type { LoggedEvent } from '../../log/item.ts';
import type { BatchFrame } from '../../fanout/frame.ts';
import { Seat } from '../../fanout/seat.ts';
import { TestReader } from '../../fanout/testFan.ts';
import { Backlog } from './backlog.ts';
import { IN_SOCKET, QUEUE_FULL, SendQueue } from './sendQueue.ts';

/** A socket whose reader takes nothing until `drain`. */
class SlowOutlet {
  waiting = 0;
  drainComing = false;
  readonly written: Buffer[] = [];

  write(bytes: Buffer): void {
    this.written.push(bytes);
    this.waiting += bytes.length;
    this.drainComing ||= this.waiting >= 16_384;
  }

  drain(): void {
    this.waiting = 0;
    this.drainComing = false;
    queue.pump();
  }
}

let outlet: SlowOutlet;
let queue: SendQueue;
let full: number;
let empties: number;
let seat: Seat;

beforeEach(() => {
  outlet = new SlowOutlet();
  [full, empties] = [0, 0];
  queue = new SendQueue(outlet, { onFull: () => full++, onEmpty: () => empties++ }, new Backlog());
  seat = new Seat('T', 'U', new TestReader());
  seat.begin('e', 0);
});

let cursor = 0;
const batch = (size: number, count = 1): BatchFrame => ({
  bytes: Buffer.alloc(size),
  epoch: 'e',
  cursor: ++cursor,
  events: Array.from({ length: count }, () => new Announcement({} as LoggedEvent)),
});
const fill = () => queue.notice(Buffer.alloc(IN_SOCKET));

test('[F1] no more than 64 KiB lie in the socket, the rest waits', () => {
  for (let i = 0; i < 100; i++) queue.batch(seat, batch(1_000));
  expect(outlet.waiting).toBeLessThanOrEqual(IN_SOCKET);
  expect(outlet.written.length).toBe(65);
  outlet.drain();
  expect(outlet.written.length).toBe(100);
});

test('a frame that alone is larger than the bound still goes', () => {
  queue.batch(seat, batch(IN_SOCKET * 2));
  queue.batch(seat, batch(IN_SOCKET * 2));
  expect(outlet.written.length).toBe(1);
  outlet.drain();
  expect(outlet.written.length).toBe(2);
});

test('a small rest in the socket, of which no drain will tell, never strands what waits', () => {
  queue.notice(Buffer.alloc(1_000));
  queue.batch(seat, batch(IN_SOCKET));
  expect(outlet.written.length).toBe(2);
});

test('[F1] at 1 MiB the session is told; the batches go, the results stay', () => {
  fill();
  let sent = 0;
  queue.result(Buffer.from('answer'), { sent: () => sent++ });
  while (full === 0) queue.batch(seat, batch(50_000));
  queue.dropBatches();
  expect(QUEUE_FULL / 50_000).toBeLessThan(22);
  outlet.drain();
  expect(outlet.written.at(-1)!.toString()).toBe('answer');
  expect([sent, empties, outlet.written.length]).toEqual([1, 1, 2]);
});

test('[C7] what was discarded is not counted, what was handed to the socket is', () => {
  const [first, second] = [batch(10, 3), batch(10, 4)];
  queue.batch(seat, first);
  expect([seat.delivered, seat.written]).toEqual([3, first.cursor]);
  fill();
  queue.batch(seat, second);
  expect(seat.delivered).toBe(3);
  queue.dropBatches();
  outlet.drain();
  expect([seat.delivered, seat.written]).toEqual([3, first.cursor]);
});

test('[S7] a heartbeat is made when its turn comes, after the batches before it', () => {
  fill();
  queue.batch(seat, batch(10, 5));
  queue.heartbeat(() => Buffer.from(`delivered ${seat.delivered}`));
  queue.batch(seat, batch(10, 1));
  outlet.drain();
  expect(outlet.written.map(String).filter((text) => text.startsWith('delivered'))).toEqual(['delivered 5']);
});

test('[F1] signals never delay an event, the latest of a kind wins, and they are the first to go', () => {
  queue.signal('presence A', Buffer.from('at once'));
  fill();
  queue.signal('presence A', Buffer.from('old'));
  queue.signal('presence A', Buffer.from('new'));
  queue.batch(seat, batch(10));
  outlet.drain();
  const [, , event, signal, ...rest] = outlet.written;
  expect([event!.length, signal!.toString(), rest]).toEqual([10, 'new', []]);
  fill();
  queue.signal('presence A', Buffer.from('dropped'));
  queue.dropBatches();
  outlet.drain();
  expect(outlet.written.map(String)).not.toContain('dropped');
});

test('signals that wait are bounded', () => {
  fill();
  queue.batch(seat, batch(10));
  for (let i = 0; i < 10_000; i++) queue.signal(`typing ${i}`, Buffer.from('.'));
  outlet.drain();
  expect(outlet.written.length).toBeLessThan(700);
});

test('[L9][C7] what waited is of the old life: it is sent and counted, and says nothing of where the new one stands', () => {
  fill();
  for (let i = 0; i < 3; i++) queue.batch(seat, batch(10, 2));
  seat.begin('f', 0);
  outlet.drain();
  expect([seat.delivered, seat.written]).toEqual([6, 0]);
});

test('[F5] when too much waits for all readers together, the one for which most waits is parked, and no other', () => {
  const backlog = new Backlog(300_000);
  const parked: string[] = [];
  const reader = (name: string) => {
    const slow = new SlowOutlet();
    const waits: SendQueue = new SendQueue(
      slow,
      {
        onFull: () => {
          parked.push(name);
          waits.dropBatches();
        },
        onEmpty: () => {},
      },
      backlog,
    );
    waits.notice(Buffer.alloc(IN_SOCKET));
    return waits;
  };
  const [one, two, three] = [reader('one'), reader('two'), reader('three')];
  one.batch(seat, batch(100_000));
  two.result(Buffer.alloc(150_000), { sent() {} });
  three.batch(seat, batch(49_000));
  expect([parked, backlog.size]).toEqual([[], 299_000]);
  three.batch(seat, batch(2_000));
  expect([parked, backlog.size]).toEqual([['one'], 201_000]);
  two.result(Buffer.alloc(150_000), { sent() {} });
  expect([parked, backlog.size]).toEqual([['one', 'three'], 300_000]);
  two.result(Buffer.alloc(1), { sent() {} }); // results are never dropped: there is nothing left to park
  expect(parked).toHaveLength(2);
  for (const waits of [one, two, three]) waits.clear();
  expect(backlog.size).toBe(0);
});
