import { fromCursor, toCursor } from '@roost/protocol/cursor';
import type { StreamPosition } from './types.ts';

// Where one is in a stream. Frames are shared between readers, so events may arrive before the cursor says that everything below
// them has; what was applied beyond the cursor is remembered until the cursor has passed it [C1, C2].

/** The place that a cursor names, with nothing applied beyond it. Null when it is no cursor. */
export function positionAt(cursor: string): StreamPosition | null {
  const place = fromCursor(cursor);
  return place && { ...place, beyond: [] };
}

export function cursorOf({ epoch, seq }: StreamPosition): string {
  return toCursor({ epoch, seq });
}

/** Whether this event has not been applied yet. */
export function isNew(position: StreamPosition, seq: number): boolean {
  return seq > position.seq && !position.beyond.includes(seq);
}

/** After these events were applied and the cursor came. Never goes back; a cursor of another epoch moves nothing. */
export function moved(position: StreamPosition, applied: readonly number[], cursor: string): StreamPosition {
  const place = fromCursor(cursor);
  const seq = place && place.epoch === position.epoch ? Math.max(position.seq, place.seq) : position.seq;
  if (seq === position.seq && applied.length === 0) return position;
  return { epoch: position.epoch, seq, beyond: [...position.beyond, ...applied].filter((one) => one > seq) };
}
