import type { EventType } from '@roost/protocol/events';
import type { LoggedEvent } from '../log/item.ts';
import type { WorkspaceRules } from '../domain/members/rules.ts';
import type { Announcement } from './announcement.ts';
import { mayGuestSee } from './audience.ts';
import type { Counters } from './counters.ts';
import { batchFrame, cutIntoRuns } from './frame.ts';
import type { BatchFrame } from './frame.ts';
import { OpenStream, type Lane } from './openStream.ts';
import type { Reason, Seat } from './seat.ts';

/*
 * Delivers announced events to the seats of their stream.
 *
 * Guarantees: each channel's events in seq order, and none before an earlier event for everyone (a person, a channel) that it may
 * mention; one Buffer per (batch, audience) for all who get it, and a second one, with a higher cursor, for those of them to whom
 * nothing else of the flush goes; a cursor is never ahead of what was handed over before it [C1]: while something lower waits in
 * another lane, frames carry the old watermark.
 * Before a lane's seats change, all that waits is flushed, so its seats at flush time are its audience at announcement time [W3].
 * A channel that was idle for a while flushes in this turn of the loop, a busy one joins what comes within that while: 5 ms, and
 * longer in a crowd, see `restOf`; there is no global tick.
 * Relies on the gate: every event of a stream once, in order, in one synchronous call.
 */

const REST_MS = 5;
const REST_PER_SEAT_MS = 0.04;
const LONGEST_REST_MS = 50;

/** So many get a frame each without waiting for what else comes in this turn. */
const CROWD = 64;

/**
 * Milliseconds from one flush of a lane to the next. A write to a socket costs 5 to 10 µs whatever is in it, so a crowd's channel rests
 * for about five times what its flush costs: however fast it is written in, that takes a fifth of a core, and nobody sees the wait.
 */
export function restOf(seats: number): number {
  return Math.min(LONGEST_REST_MS, Math.max(REST_MS, seats * REST_PER_SEAT_MS));
}

export interface HubDeps {
  rules: {
    ifLoaded(workspace: string): WorkspaceRules | undefined;
    apply(stream: string, event: LoggedEvent): void;
  };
  counters: Counters;
  /** Monotonic, whole milliseconds. */
  now: () => number;
  soon: (run: () => void) => void;
  later: (run: () => void, ms: number) => void;
  /** Runs what writes one frame to each of very many, see `Turn`. */
  straight?: (deliver: () => void) => void;
  /** Looks at one event in so many; see `audit`. */
  sample?: (open: OpenStream, event: LoggedEvent) => void;
}

export class Hub {
  readonly #deps: HubDeps;
  readonly #streams = new Map<string, OpenStream>();
  readonly #due = new Set<Lane>();

  constructor(deps: HubDeps) {
    this.#deps = deps;
  }

  /** Seats a reader: from the next announced event on it gets what it may see. What waits goes out first, to the others. */
  join(seat: Seat, epoch: string, position: number): void {
    let open = this.#streams.get(seat.stream);
    if (!open) this.#streams.set(seat.stream, (open = new OpenStream(seat.stream, epoch, position)));
    this.#flush(open, open.waiting);
    this.#seat(open, seat);
  }

  #seat(open: OpenStream, seat: Seat): void {
    const rules = seat.user ? this.#deps.rules.ifLoaded(seat.stream) : undefined;
    const user = seat.user ?? '';
    open.seat(seat, rules?.channelsOf(user) ?? [], rules?.users.get(user)?.role === 'guest');
  }

  /** Takes a reader off. Unknown seats are ignored. */
  leave(seat: Seat): void {
    const open = this.#streams.get(seat.stream);
    if (!open) return;
    open.unseat(seat);
    if (open.size > 0) return;
    for (const lane of open.waiting) this.#due.delete(lane);
    this.#streams.delete(seat.stream);
  }

  /** Hands over what waits in a stream, so that its position is what its readers have. */
  flushStream(stream: string): void {
    const open = this.#streams.get(stream);
    if (open) this.#flush(open, open.waiting);
  }

  /** Takes the next event of a stream: applies it to the rules and delivers it, with the audience on either side of the change. */
  announce(stream: string, announcement: Announcement): void {
    const { event } = announcement;
    const open = this.#streams.get(stream);
    if (!open) {
      this.#deps.rules.apply(stream, event);
      return;
    }
    if (isBarrier(open, event)) this.#flush(open, open.waiting);
    const roleBefore = this.#roleBefore(stream, event);
    this.#deps.rules.apply(stream, event);
    if (is(event, 'member.joined')) open.admit(event.data.user, event.data.channel);
    this.#deps.counters.announced++;
    this.#enqueue(open, announcement);
    open.position = event.seq;
    this.#deps.sample?.(open, event);
    this.#afterwards(open, event, roleBefore);
  }

  /** Moves a stream's position over what is never sent (backfill). */
  advance(stream: string, seq: number): void {
    const open = this.#streams.get(stream);
    if (open && seq > open.position) open.position = seq;
  }

  /**
   * The stream goes on from another place: everybody fetches a snapshot. In another life of it other people may be in its channels, and
   * their comings and goings were not announced: everybody takes their seat again, by rules read anew, and is told then. Told now, one
   * would fetch a snapshot of a moment before one's seat, and need another.
   */
  restart(stream: string, epoch: string, position: number, reason: Reason): void {
    const open = this.#streams.get(stream);
    if (!open) return;
    this.#flush(open, open.waiting);
    open.epoch = epoch;
    open.position = position;
    for (const seat of open.seats) {
      if (reason === 'epoch') this.#unseat(seat);
      else {
        seat.reader.resync(seat, reason);
        seat.begin(epoch, position);
      }
    }
  }

  /** How many are seated at a stream. */
  seated(stream: string): number {
    return this.#streams.get(stream)?.size ?? 0;
  }

  #unseat(seat: Seat): void {
    this.leave(seat);
    seat.outlive();
    seat.reader.streamsChanged();
  }

  #roleBefore(stream: string, event: LoggedEvent): string | null {
    if (!is(event, 'user.updated')) return null;
    return this.#deps.rules.ifLoaded(stream)?.users.get(event.data.user.id)?.role ?? null;
  }

  #afterwards(open: OpenStream, event: LoggedEvent, roleBefore: string | null): void {
    if (is(event, 'member.left')) {
      if (!open.isSeated(event.data.user)) return;
      this.#flush(open, open.waiting);
      open.expel(event.data.user, event.data.channel);
    } else if (is(event, 'channel.deleted')) {
      this.#flush(open, open.waiting);
      open.close(event.data.channel);
    } else if (is(event, 'user.updated') && event.data.user.left) {
      // It is the last that they hear of the workspace; their own stream tells the session to give the seat up [W7].
      this.#flush(open, open.waiting);
      for (const seat of [...open.seatsOf(event.data.user.id)]) this.leave(seat);
    } else if (is(event, 'user.updated') && roleBefore !== null && roleBefore !== event.data.user.role) {
      this.#flush(open, open.waiting);
      for (const seat of [...open.seatsOf(event.data.user.id)]) {
        open.unseat(seat);
        this.#seat(open, seat);
        seat.reader.resync(seat, 'role');
      }
    } else if (event.type === 'workspace.joined' || event.type === 'workspace.left') {
      for (const seat of open.seats) seat.reader.streamsChanged();
    }
  }

  #enqueue(open: OpenStream, announcement: Announcement): void {
    const { audience } = announcement;
    if (audience.type === 'nobody') return;
    const lane = audience.type === 'everyone' ? open.everyone : open.laneOf(audience.channel);
    if (lane) this.#wait(open, lane, announcement); // else nobody of that channel is connected here
    if (audience.type !== 'everyone') return;
    const rules = this.#deps.rules.ifLoaded(open.stream);
    for (const [user, own] of open.guests())
      if (rules && mayGuestSee(announcement.event, user, rules)) this.#wait(open, own, announcement);
  }

  #wait(open: OpenStream, lane: Lane, announcement: Announcement): void {
    lane.push(announcement);
    open.waiting.add(lane);
    if (lane.schedule === 'none') this.#schedule(lane);
  }

  #schedule(lane: Lane): void {
    const quietFor = this.#deps.now() - lane.flushedAt;
    const rest = restOf(lane.seats.size);
    if (quietFor >= rest) {
      lane.schedule = 'soon';
      this.#soon(lane);
    } else {
      lane.schedule = 'later';
      this.#deps.later(() => {
        if (lane.schedule === 'later') this.#soon(lane);
      }, rest - quietFor);
    }
  }

  #soon(lane: Lane): void {
    if (this.#due.size === 0) this.#deps.soon(() => this.#flushDue());
    this.#due.add(lane);
  }

  #flushDue(): void {
    const byStream = new Map<OpenStream, Set<Lane>>();
    for (const lane of this.#due) {
      const lanes = byStream.get(lane.open);
      if (lanes) lanes.add(lane);
      else byStream.set(lane.open, new Set([lane]));
    }
    this.#due.clear();
    for (const [open, lanes] of byStream) this.#flush(open, lanes);
  }

  #flush(open: OpenStream, lanes: Iterable<Lane>): void {
    if (open.waiting.size === 0) return;
    const runs: Run[] = [];
    const now = this.#deps.now();
    for (const lane of new Set([...lanes, open.everyone, ...[...open.guests()].map(([, own]) => own)])) {
      for (const events of cutIntoRuns(lane.take())) runs.push({ lane, events, first: events[0]!.seq });
      lane.schedule = 'none';
      lane.flushedAt = now;
      this.#due.delete(lane);
      open.waiting.delete(lane);
    }
    if (runs.length === 0) return;
    runs.sort((a, b) => a.first - b.first);
    const end = open.watermark();
    this.#deps.counters.batches += runs.length;
    for (const { lane } of runs) this.#deps.counters.deliveries += lane.seats.size;
    if (runs.length > 1) return deliverTogether(open, runs, end);
    const { lane, events } = runs[0]!;
    const frame = batchFrame(open.stream, open.epoch, end, events);
    if (lane.seats.size < CROWD || !this.#deps.straight) deliver(lane, frame);
    else this.#deps.straight(() => deliver(lane, frame));
  }
}

/** Events before which all that waits is flushed: those for everyone, and those that change a lane's seats. */
function isBarrier(open: OpenStream, event: LoggedEvent): boolean {
  if (is(event, 'member.joined') || is(event, 'member.left')) return open.isSeated(event.data.user);
  return event.type.startsWith('user.') || event.type.startsWith('channel.');
}

function deliver(lane: Lane, frame: BatchFrame): void {
  for (const seat of lane.seats) seat.reader.deliver(seat, frame);
}

interface Run {
  lane: Lane;
  events: readonly Announcement[];
  first: number;
}

/** Several frames in one flush, in the order of their events: each seat's last one takes it to where the flush ends. */
function deliverTogether(open: OpenStream, runs: readonly Run[], end: number): void {
  const last = new Map<Seat, Run>();
  for (const run of runs) for (const seat of run.lane.seats) last.set(seat, run);
  for (const [i, run] of runs.entries()) {
    const cursor = i + 1 < runs.length ? Math.min(end, runs[i + 1]!.first - 1) : end;
    const frameTo = (reached: number) => batchFrame(open.stream, open.epoch, reached, run.events);
    let [between, final]: (BatchFrame | undefined)[] = [];
    for (const seat of run.lane.seats) {
      if (last.get(seat) === run) seat.reader.deliver(seat, (final ??= frameTo(end)));
      else seat.reader.deliver(seat, (between ??= frameTo(cursor)));
    }
  }
}

function is<T extends EventType>(event: LoggedEvent, type: T): event is LoggedEvent<T> {
  return event.type === type;
}
