import type { ResyncReason } from '@roost/protocol/frames';
import type { Static } from 'typebox';
import type { BatchFrame } from './frame.ts';

export type Reason = Static<typeof ResyncReason>;

/** A session as fan-out sees it. */
export interface Reader {
  /** False once it is parked or gone: it must not be seated then. */
  readonly listening: boolean;
  /** Takes a frame for this seat. Never throws, never waits. */
  deliver(seat: Seat, frame: BatchFrame): void;
  /** The same for a piece of what was missed, before it is seated. */
  replay(seat: Seat, frame: BatchFrame): void;
  /** Tells the client to fetch the stream's snapshot; the stream goes on meanwhile. */
  resync(seat: Seat, reason: Reason): void;
  /** A workspace of this identity came or went. */
  streamsChanged(): void;
}

/** One session's place at one stream. */
export class Seat {
  readonly stream: string;
  /** Who the session is in this workspace; null at an account's or app's own stream. */
  readonly user: string | null;
  readonly reader: Reader;
  /** Channels whose lanes it is in; kept by the hub. */
  channels: readonly string[] = NO_CHANNELS;
  /** Which life of the stream `written` is of; empty while it is seated in none. */
  epoch = '';
  /** Why a reader without a cursor needs the state: it has nothing yet, or the life that it followed is over. */
  wants: Extract<Reason, 'asked' | 'epoch'> = 'asked';
  /** The highest cursor handed to the socket: from here the session catches up after it was parked. */
  written = 0;
  /** Events beyond it that were handed to the socket, too: they came while something lower waited for others. */
  #beyond = NOTHING;
  /** Events handed to the socket since `welcome`. */
  delivered = 0;
  /** The cursor of the last heartbeat. */
  beaten = 0;

  constructor(stream: string, user: string | null, reader: Reader) {
    this.stream = stream;
    this.user = user;
    this.reader = reader;
  }

  /** The life of the stream that it followed is over. */
  outlive(): void {
    this.epoch = '';
    this.wants = 'epoch';
  }

  /** Begins at this place of this life of the stream. */
  begin(epoch: string, position: number): void {
    if (epoch !== this.epoch) this.#beyond = NOTHING;
    this.epoch = epoch;
    this.wants = 'asked';
    this.written = position;
    this.#forgetBelow(position);
    this.beaten = position;
  }

  /** A frame has been handed to the socket. */
  handed({ epoch, cursor, events }: BatchFrame): void {
    this.delivered += events.length;
    if (epoch !== this.epoch) return;
    this.reached(cursor);
    if (events.length === 0 || events.at(-1)!.seq <= this.written) return;
    if (this.#beyond === NOTHING) this.#beyond = [];
    for (const { seq } of events) if (seq > this.written) this.#beyond.push(seq);
  }

  /** All that the session may see up to this position has been handed to the socket. */
  reached(position: number): void {
    if (position <= this.written) return;
    this.written = position;
    this.#forgetBelow(position);
  }

  /** Whether this event was handed to the socket in this life of the stream: what is sent after `written` leaves it out. */
  hasHanded(seq: number): boolean {
    return this.#beyond.includes(seq);
  }

  #forgetBelow(position: number): void {
    if (this.#beyond === NOTHING) return;
    const left = this.#beyond.filter((seq) => seq > position);
    this.#beyond = left.length > 0 ? left : NOTHING;
  }
}

/** Of whoever sits in no channel, as in one's own stream. */
export const NO_CHANNELS: readonly string[] = [];
/** The same for all, and never changed. */
const NOTHING: number[] = [];
