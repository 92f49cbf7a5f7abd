import { toCursor } from '@roost/protocol/cursor';
import type { Announcement } from './announcement.ts';

// Frames as they stand on the wire: WebSocket header and JSON in one Buffer, made once and written to every socket that may see it.

/** A batch of one stream, ready to be written. */
export interface BatchFrame {
  bytes: Buffer;
  /** The epoch in its cursor, and the seq. */
  epoch: string;
  cursor: number;
  /** What it carries. */
  events: readonly Announcement[];
}

/** A server-to-client WebSocket text frame (unmasked, final). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(start + length);
  bytes[0] = 0x81;
  if (start === 2) bytes[1] = length;
  else if (start === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.write(text, start);
  return bytes;
}

/** A batch with these events and the promise that nothing visible up to `cursor` is missing after it. */
export function batchFrame(stream: string, epoch: string, cursor: number, events: readonly Announcement[]): BatchFrame {
  const body = events.map((event) => event.json).join(',');
  const text = `{"type":"batch","stream":"${stream}","cursor":"${toCursor({ epoch, seq: cursor })}","events":[${body}]}`;
  return { bytes: textFrame(text), epoch, cursor, events };
}

/** Characters of events after which a batch is cut, so that a slow socket is never handed a huge frame. */
const CUT_AT = 32_768;

/** The same events in runs that each fit a frame. Never empty runs; a single large event stands alone. */
export function cutIntoRuns(events: readonly Announcement[]): (readonly Announcement[])[] {
  if (events.length === 1) return [events];
  const runs: Announcement[][] = [];
  let size = Infinity;
  for (const event of events) {
    if (size + event.json.length > CUT_AT) {
      runs.push([]);
      size = 0;
    }
    runs.at(-1)!.push(event);
    size += event.json.length;
  }
  return runs;
}
