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
  const cursors: Record<string, string> = {};
  const delivered: Record<string, number> = {};
  for (const { seat, epoch, position } of moved) {
    if (epoch !== seat.epoch) continue; // another life began while it waited for its turn
    seat.reached(position);
    cursors[seat.stream] = toCursor({ epoch: seat.epoch, seq: position });
    delivered[seat.stream] = seat.delivered;
  }
  return textFrame(JSON.stringify({ type: 'heartbeat', cursors, delivered }));
}

export function resyncFrame(stream: string, reason: Reason): Buffer {
  return textFrame(JSON.stringify({ type: 'resync', stream, reason }));
}

export function welcomeFrame(session: string, cursors: Record<string, string>): Buffer {
  const frame = { type: 'welcome', session, version: PROTOCOL_VERSION, heartbeatMs: timings.heartbeatEvery, cursors };
  return textFrame(JSON.stringify(frame));
}

export function reconnectFrame(afterMs: number): Buffer {
  return textFrame(JSON.stringify({ type: 'reconnect', afterMs }));
}
