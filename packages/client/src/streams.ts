import { fromCursor, toCursor, type Position } from '@roost/protocol/cursor';
import type { Event } from '@roost/protocol/events';
import type { BatchFrame } from '@roost/protocol/frames';

// Where the client stands in each stream. Rules C1, C2, C6, C7: a cursor never goes back, no event is taken twice, and a stream
// that waits for its snapshot holds what comes meanwhile.

export interface StreamPlace {
  position: Position | null;
  /** Events beyond the position that have been taken: frames are shared, so cursors may lag behind events. */
  beyond: Set<number>;
  /** Batches held until the snapshot is in; null: not waiting. */
  held: BatchFrame[] | null;
  /** Events that came on this connection, counted before any is skipped. */
  counted: number;
}

/** The places of all streams of the identity. */
export class Streams {
  private readonly places = new Map<string, StreamPlace>();

  place(stream: string): StreamPlace {
    let place = this.places.get(stream);
    if (!place) this.places.set(stream, (place = { position: null, beyond: new Set(), held: null, counted: 0 }));
    return place;
  }

  /** Cursors of the streams that are known, for `hello` and for storage. */
  cursors(): Record<string, string> {
    const known: Record<string, string> = {};
    for (const [stream, { position }] of this.places) if (position) known[stream] = toCursor(position);
    return known;
  }

  names(): string[] {
    return [...this.places.keys()];
  }

  /** A new connection counts from nothing. What was held belongs to the old one and will come again by the cursor. */
  connected(): void {
    for (const place of this.places.values()) {
      place.counted = 0;
      if (place.held) place.held = [];
    }
  }

  forget(stream: string): void {
    this.places.delete(stream);
  }

  /** Starts from a cursor that a snapshot or the server gave. Returns the batches that waited for it. */
  startAt(stream: string, cursor: string): BatchFrame[] {
    const place = this.place(stream);
    const position = fromCursor(cursor);
    if (position && (!place.position || place.position.epoch !== position.epoch || place.position.seq <= position.seq)) place.position = position;
    place.beyond = new Set([...place.beyond].filter((seq) => seq > (place.position?.seq ?? 0)));
    const held = place.held ?? [];
    place.held = null;
    return held;
  }

  hold(stream: string): void {
    const place = this.place(stream);
    place.held ??= [];
    place.beyond.clear();
  }

  /** The events of a batch that have not been taken yet; null when the batch is held. Moves the cursor. */
  take(batch: BatchFrame): Event[] | null {
    const place = this.place(batch.stream);
    place.counted += batch.events.length;
    return this.takeHeld(batch);
  }

  /** The same for a batch that was counted when it came. */
  takeHeld(batch: BatchFrame): Event[] | null {
    const place = this.place(batch.stream);
    if (place.held) {
      place.held.push(batch);
      return null;
    }
    const from = place.position?.seq ?? 0;
    const fresh = batch.events.filter((event) => event.seq > from && !place.beyond.has(event.seq));
    for (const event of fresh) place.beyond.add(event.seq);
    this.advance(batch.stream, batch.cursor);
    return fresh;
  }

  /** Moves a cursor forward, never back, within one epoch. */
  advance(stream: string, cursor: string): void {
    const place = this.place(stream);
    const position = fromCursor(cursor);
    if (!position || place.held) return;
    if (place.position && (place.position.epoch !== position.epoch || place.position.seq >= position.seq)) return;
    place.position = position;
    for (const seq of place.beyond) if (seq <= position.seq) place.beyond.delete(seq);
  }
}
