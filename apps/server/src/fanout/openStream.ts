import type { Announcement } from './announcement.ts';
import { Few, FewByName } from './few.ts';
import { NO_CHANNELS } from './seat.ts';
import type { Seat } from './seat.ts';

/** What waits for one audience of a stream, and who that audience is among the connected. */
export class Lane {
  readonly open: OpenStream;
  readonly seats = new Few<Seat>();
  events: readonly Announcement[] = NOTHING;
  /** Whole milliseconds; at first longer ago than any rest. A fraction would take a place of its own in memory, once per session. */
  flushedAt = -1_000;
  schedule: 'none' | 'soon' | 'later' = 'none';

  constructor(open: OpenStream) {
    this.open = open;
  }

  push(announcement: Announcement): void {
    if (this.events.length === 0) this.events = [announcement];
    else (this.events as Announcement[]).push(announcement);
  }

  /** What waited, which waits no longer. */
  take(): readonly Announcement[] {
    const { events } = this;
    this.events = NOTHING;
    return events;
  }
}

/** A stream with seats: an index of them by channel, kept by the stream's own events. */
export class OpenStream {
  readonly stream: string;
  epoch: string;
  /** The last announced seq. */
  position: number;
  readonly everyone = new Lane(this);
  /** Guests hear but a part of what is for everyone: each has a lane of their own for that. Null while there are none. */
  #guests: FewByName<Seat> | null = null;
  /** Lanes that hold events. */
  readonly waiting = new Few<Lane>();
  /** By channel; only channels with somebody connected. */
  readonly #lanes: Map<string, Lane> | null;
  readonly #byUser: FewByName<Seat> | null;

  constructor(stream: string, epoch: string, position: number) {
    this.stream = stream;
    this.epoch = epoch;
    this.position = position;
    // A person's stream has neither channels nor other persons, and there is one for everybody who is connected.
    const isShared = stream.startsWith('T');
    this.#lanes = isShared ? new Map() : null;
    this.#byUser = isShared ? new FewByName() : null;
  }

  get size(): number {
    return this.everyone.seats.size + this.guestSeats().length;
  }

  get seats(): readonly Seat[] {
    return [...this.everyone.seats, ...this.guestSeats()];
  }

  guestSeats(): readonly Seat[] {
    const guests = this.#guests;
    return guests ? [...guests.names()].flatMap((user) => [...guests.of(user)]) : NO_SEATS;
  }

  /** The guests who are connected, each with the lane of what is for them of that for everyone. */
  *guests(): Iterable<[user: string, lane: Lane]> {
    for (const user of this.#guests?.names() ?? []) yield [user, this.#laneFor(user)];
  }

  laneOf(channel: string): Lane | undefined {
    return this.#lanes?.get(channel);
  }

  /** Up to here nothing waits any more. */
  watermark(): number {
    let mark = this.position;
    for (const lane of this.waiting) mark = Math.min(mark, lane.events[0]!.seq - 1);
    return mark;
  }

  isSeated(user: string): boolean {
    return this.#byUser?.has(user) === true;
  }

  seatsOf(user: string): Iterable<Seat> {
    return this.#byUser?.of(user) ?? NO_SEATS;
  }

  seat(seat: Seat, channels: Iterable<string>, isGuest = false): void {
    if (isGuest && seat.user) (this.#guests ??= new FewByName()).add(seat.user, seat);
    else this.everyone.seats.add(seat);
    if (!seat.user || !this.#byUser) return;
    this.#byUser.add(seat.user, seat);
    seat.channels = isGuest ? [...channels, seat.user] : [...channels];
    for (const channel of seat.channels) this.#laneFor(channel).seats.add(seat);
  }

  unseat(seat: Seat): void {
    this.everyone.seats.delete(seat);
    if (seat.user) this.#guests?.delete(seat.user, seat);
    if (this.#guests?.size === 0) this.#guests = null;
    if (!seat.user || !this.#byUser) return;
    this.#byUser.delete(seat.user, seat);
    for (const channel of seat.channels) this.#leave(seat, channel);
    seat.channels = NO_CHANNELS;
  }

  /** From now on this user's sessions are in the channel's lane. */
  admit(user: string, channel: string): void {
    for (const seat of this.seatsOf(user)) {
      const { seats } = this.#laneFor(channel);
      if (seats.has(seat)) continue;
      seats.add(seat);
      seat.channels = [...seat.channels, channel];
    }
  }

  expel(user: string, channel: string): void {
    for (const seat of this.seatsOf(user)) {
      seat.channels = seat.channels.filter((each) => each !== channel);
      this.#leave(seat, channel);
    }
  }

  /** Nobody is in the channel any more. */
  close(channel: string): void {
    for (const seat of [...(this.laneOf(channel)?.seats ?? [])]) {
      seat.channels = seat.channels.filter((each) => each !== channel);
      this.#leave(seat, channel);
    }
  }

  #laneFor(channel: string): Lane {
    let lane = this.#lanes!.get(channel);
    if (!lane) this.#lanes!.set(channel, (lane = new Lane(this)));
    return lane;
  }

  #leave(seat: Seat, channel: string): void {
    const lane = this.#lanes?.get(channel);
    if (!lane?.seats.delete(seat) || lane.seats.size > 0) return;
    this.#lanes!.delete(channel);
    // What waits here has nobody left to go to; it must not hold the watermark back.
    this.waiting.delete(lane);
    lane.take();
  }
}

const NOTHING: readonly Announcement[] = [];
const NO_SEATS: readonly Seat[] = [];
