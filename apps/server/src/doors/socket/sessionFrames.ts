import { toCursor } from '@roost/protocol/cursor';
import { timings } from '@roost/protocol/limits';
import { PROTOCOL_VERSION } from '@roost/protocol/version';
import { textFrame } from '../../fanout/frame.ts';
import type { Reason, Seat } from '../../fanout/seat.ts';

// What a session itself says; batches and results are made elsewhere.

export const PONG = textFrame('{"type":"pong"}');
export const IDLE_HEARTBEAT = textFrame('{"type":"heartbeat","cursors":{},"delivered":{}}');

/** The cursors that moved, and how many events each seat was sent. What it says is written, counts as written. */
export function heartbeatFrame(moved: readonly { seat: Seat; epoch: string; position: number }[]): Buffer {
  const cursors: Entry[] = [];
  const delivered: Entry[] = [];
  for (const { seat, epoch, position } of moved) {
    if (epoch !== seat.epoch) continue; // another life began while it waited for its turn
    seat.reached(position);
    cursors.push([seat.stream, toCursor({ epoch: seat.epoch, seq: position })]);
    delivered.push([seat.stream, seat.delivered]);
  }
  return textFrame(`{"type":"heartbeat","cursors":${objectOf(cursors)},"delivered":${objectOf(delivered)}}`);
}

export function resyncFrame(stream: string, reason: Reason): Buffer {
  return textFrame(JSON.stringify({ type: 'resync', stream, reason }));
}

export function welcomeFrame(session: string, cursors: Iterable<Entry>): Buffer {
  const { heartbeatEvery: heartbeatMs } = timings;
  const frame = JSON.stringify({ type: 'welcome', session, version: PROTOCOL_VERSION, heartbeatMs });
  return textFrame(`${frame.slice(0, -1)},"cursors":${objectOf(cursors)}}`);
}

export function reconnectFrame(afterMs: number): Buffer {
  return textFrame(JSON.stringify({ type: 'reconnect', afterMs }));
}

type Entry = readonly [name: string, value: string | number];

/** As JSON. Streams are never keys of an object here: V8 would make and keep a shape for every person who connects. */
function objectOf(entries: Iterable<Entry>): string {
  return `{${Array.from(entries, ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}
