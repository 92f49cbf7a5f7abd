import type { Announcement } from './announcement.ts';
import type { Seat } from './seat.ts';

/** What waits for one audience of a stream, and who that audience is among the connected. */
export class Lane {
  readonly open: OpenStream;
  readonly seats = new Set<Seat>();
  events: Announcement[] = [];
  flushedAt = -Infinity;
  schedule: 'none' | 'soon' | 'later' = 'none';

  constructor(open: OpenStream) {
    this.open = open;
  }
}

/** A stream with seats: an index of them by channel, kept by the stream's own events. */
export class OpenStream {
  readonly stream: string;
  epoch: string;
  /** The last announced seq. */
  position: number;
  readonly everyone = new Lane(this);
  /** By channel; only channels with somebody connected. */
  readonly lanes = new Map<string, Lane>();
  /** Lanes that hold events. */
  readonly waiting = new Set<Lane>();
  readonly #byUser = new Map<string, Set<Seat>>();

  constructor(stream: string, epoch: string, position: number) {
    this.stream = stream;
    this.epoch = epoch;
    this.position = position;
  }

  get seats(): ReadonlySet<Seat> {
    return this.everyone.seats;
  }

  /** Up to here nothing waits any more. */
  watermark(): number {
    let mark = this.position;
    for (const lane of this.waiting) mark = Math.min(mark, lane.events[0]!.seq - 1);
    return mark;
  }

  seatsOf(user: string): ReadonlySet<Seat> {
    return this.#byUser.get(user) ?? new Set();
  }

  seat(seat: Seat, channels: Iterable<string>): void {
    this.everyone.seats.add(seat);
    if (!seat.user) return;
    const theirs = this.#byUser.get(seat.user);
    if (theirs) theirs.add(seat);
    else this.#byUser.set(seat.user, new Set([seat]));
    for (const channel of channels) this.#add(seat, channel);
  }

  unseat(seat: Seat): void {
    this.everyone.seats.delete(seat);
    if (!seat.user) return;
    const theirs = this.#byUser.get(seat.user);
    theirs?.delete(seat);
    if (theirs?.size === 0) this.#byUser.delete(seat.user);
    for (const channel of seat.channels) this.#remove(seat, channel);
  }

  /** From now on this user's sessions are in the channel's lane. */
  admit(user: string, channel: string): void {
    for (const seat of this.seatsOf(user)) this.#add(seat, channel);
  }

  expel(user: string, channel: string): void {
    for (const seat of this.seatsOf(user)) this.#remove(seat, channel);
  }

  #add(seat: Seat, channel: string): void {
    let lane = this.lanes.get(channel);
    if (!lane) this.lanes.set(channel, (lane = new Lane(this)));
    lane.seats.add(seat);
    seat.channels.add(channel);
  }

  #remove(seat: Seat, channel: string): void {
    seat.channels.delete(channel);
    const lane = this.lanes.get(channel);
    if (!lane?.seats.delete(seat) || lane.seats.size > 0) return;
    this.lanes.delete(channel);
    // What waits here has nobody left to go to; it must not hold the watermark back.
    this.waiting.delete(lane);
    lane.events = [];
  }
}
