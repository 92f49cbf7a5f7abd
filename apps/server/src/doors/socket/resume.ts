import { fromCursor, toCursor } from '@roost/protocol/cursor';
import { AtMost } from '../../domain/atMost.ts';
import type { MembershipIndex } from '../../domain/members/membershipIndex.ts';
import { Announcement } from '../../fanout/announcement.ts';
import { maySeeReplayed } from '../../fanout/audience.ts';
import type { BatchFrame } from '../../fanout/frame.ts';
import type { Counters } from '../../fanout/counters.ts';
import type { Gate, Track } from '../../fanout/gate.ts';
import type { Hub } from '../../fanout/hub.ts';
import type { Reason, Seat } from '../../fanout/seat.ts';
import type { Log } from '../../log/item.ts';
import { framesUpTo, Replays } from './replays.ts';

/*
 * Seats a session at its streams, with what it missed [C3–C5].
 *
 * What was missed comes from the ring in memory, else from the log, a few readers at a time. The last step is synchronous: flush
 * what waits for others, take what was announced since the read, filter all of it by the rules of this moment [W4], send it and
 * join. So nothing is missing between replay and live, and nothing comes twice. Reads end at the announced position: what is
 * committed but not announced yet comes live.
 */

export interface Claim {
  seat: Seat;
  /** Where the client is; null asks for a resync; undefined joins live. */
  cursor: string | null | undefined;
  /** A parked session's: what is too much for one replay comes in several, as the reader drains. */
  patient?: true;
}

/** `more`: a part of what was missed has been sent, nobody was seated yet; come again when it has drained. */
export type Joining = 'seated' | 'more' | 'gone';

export interface ResumeDeps {
  gate: Pick<Gate, 'track' | 'reaching' | 'met'>;
  hub: Pick<Hub, 'join' | 'flushStream'>;
  rules: Pick<MembershipIndex, 'of' | 'ifLoaded'>;
  log: Pick<Log, 'read'>;
  counters: Pick<Counters, 'resumes'>;
}

export const MOST_EVENTS = 1_000;
/** Bytes of JSON; a thousand ordinary messages have about 420,000. */
export const MOST_SIZE = 524_288;
const READERS = 16;
const PAGE = 500;
const PAGES = 10;
/** Who is further behind than this fetches a snapshot even as a parked session: it may never catch up otherwise. */
const PATIENCE_EVENTS = 20_000;
const ATTEMPTS = 8;

type Part =
  | { type: 'live'; claim: Claim }
  | { type: 'resync'; claim: Claim; reason: Reason }
  /** The next piece of a long way, up to `upTo`. */
  | { type: 'piece'; claim: Claim; epoch: string; upTo: number; read: Announcement[] }
  /** `read` is what the log gave for (from, upTo] in that life of the stream; the ring has the rest. */
  | { type: 'replay'; claim: Claim; epoch: string; from: number; upTo: number; read: Announcement[] };

type Ready = { seat: Seat; track: Track } & (
  | { type: 'live' }
  | { type: 'resync'; reason: Reason }
  | { type: 'replay'; from: number; source: 'memory' | 'log'; missed: Announcement[] }
);

/** `cursors` by stream: a map, since as keys of an object they would make V8 keep a shape for each of them. */
type Begin = (cursors: ReadonlyMap<string, string>) => void;

export class Resumer {
  readonly #deps: ResumeDeps;
  readonly #replays = new Replays();
  readonly #readers = new AtMost(READERS);

  constructor(deps: ResumeDeps) {
    this.#deps = deps;
  }

  /**
   * Seats all of them in one synchronous step, after `begin` was told the position of each stream. The streams must be held.
   * `gone` when the session stopped listening meanwhile.
   */
  async join(claims: readonly Claim[], listening: () => boolean, begin: Begin): Promise<Joining> {
    if (this.#seatAtOnce(claims, listening, begin)) return 'seated';
    const parts = await Promise.all(claims.map((claim) => this.#judge(claim)));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await Promise.all(parts.map((part, i) => this.#gather(part).then((gathered) => (parts[i] = gathered))));
      await Promise.all(claims.map(({ seat }) => this.#rulesReady(seat)));
      if (!listening()) return 'gone';
      if (this.#sendPieces(parts)) return 'more';
      const ready = this.#ready(parts);
      if (ready) {
        this.#seat(ready, begin);
        return 'seated';
      }
    }
    throw new Error(`cannot catch up with ${claims.map(({ seat }) => seat.stream).join(', ')}`);
  }

  /** When everybody comes back at once, memory has what they missed: then there is nothing to wait for. */
  #seatAtOnce(claims: readonly Claim[], listening: () => boolean, begin: Begin): boolean {
    const parts: Part[] = [];
    for (const claim of claims) {
      const part = claim.patient ? null : this.#judgeNow(claim);
      if (!part) return false;
      parts.push(part);
    }
    const ready = listening() ? this.#ready(parts) : null;
    if (ready) this.#seat(ready, begin);
    return ready !== null;
  }

  async #judge(claim: Claim): Promise<Part> {
    const known = this.#judgeNow(claim);
    if (known) return known;
    const { stream } = claim.seat;
    const { epoch, seq } = fromCursor(claim.cursor!)!;
    const { gate } = this.#deps;
    // The client may have heard of a new life from another node.
    await gate.met([{ stream, epoch }]);
    const track = gate.track(stream);
    if (epoch !== track.epoch) return { type: 'resync', claim, reason: 'epoch' };
    if (seq < track.resumeFloor) return { type: 'resync', claim, reason: 'too_old' };
    if (!(await gate.reaching(stream, seq))) return { type: 'resync', claim, reason: 'unknown' };
    return { type: 'replay', claim, epoch, from: seq, upTo: seq, read: [] };
  }

  /** Null when the database has to be asked first: the cursor is of another life of the stream, or ahead of what was announced. */
  #judgeNow(claim: Claim): Part | null {
    const { cursor, seat } = claim;
    if (cursor === undefined) return { type: 'live', claim };
    if (cursor === null) return { type: 'resync', claim, reason: seat.wants };
    const place = fromCursor(cursor);
    if (!place) return { type: 'resync', claim, reason: 'unknown' };
    const { epoch, seq } = place;
    const track = this.#deps.gate.track(seat.stream);
    if (epoch !== track.epoch || seq > track.seq) return null;
    if (seq < track.resumeFloor) return { type: 'resync', claim, reason: 'too_old' };
    return { type: 'replay', claim, epoch, from: seq, upTo: seq, read: [] };
  }

  /** Reads what the ring does not have. */
  async #gather(part: Part): Promise<Part> {
    if (part.type !== 'replay') return part;
    const { seat } = part.claim;
    const track = this.#deps.gate.track(seat.stream);
    if (track.epoch !== part.epoch) return { type: 'resync', claim: part.claim, reason: 'epoch' };
    const patient = part.claim.patient === true;
    if (patient && track.seq - part.from > PATIENCE_EVENTS)
      return { type: 'resync', claim: part.claim, reason: 'too_much' };
    if (patient ? fits(track.since(part.upTo)) : track.since(part.upTo)) return part;
    const upTo = track.seq;
    const { read, end } = await this.#readers.run(() => this.#read(seat, part.upTo, upTo));
    const all = [...part.read, ...read];
    if (end === upTo && fits(all)) return { ...part, upTo, read: all };
    return patient
      ? { type: 'piece', claim: part.claim, epoch: part.epoch, upTo: end, read: all }
      : { type: 'resync', claim: part.claim, reason: 'too_much' };
  }

  /** What is visible in (after, end]; `end` is `upTo`, or lower when there is more than a replay should carry. */
  async #read(seat: Seat, after: number, upTo: number): Promise<{ read: Announcement[]; end: number }> {
    const visible: Announcement[] = [];
    let size = 0;
    for (let page = 0; page < PAGES; page++) {
      const events = await this.#deps.log.read({
        stream: seat.stream,
        after,
        upTo,
        limit: PAGE,
        ...(await this.#narrowed(seat)),
      });
      const seen = this.#visible(
        seat,
        events.map((event) => new Announcement(event)),
      );
      visible.push(...seen);
      size += sizeOf(seen);
      if (events.length < PAGE) return { read: visible, end: upTo };
      after = events.at(-1)!.seq;
      if (visible.length > MOST_EVENTS || size > MOST_SIZE) break;
    }
    return { read: visible, end: after };
  }

  /** Sends what there is of long ways. Synchronous, and by the rules of this moment, like the last step. */
  #sendPieces(parts: readonly Part[]): boolean {
    const pieces = parts.filter((part) => part.type === 'piece');
    for (const { claim, epoch, upTo, read } of pieces) {
      const { seat } = claim;
      if (this.#deps.gate.track(seat.stream).epoch !== epoch) continue;
      const missed = this.#visible(seat, read);
      for (const frame of framesUpTo({ stream: seat.stream, epoch, end: upTo, missed }))
        seat.reader.replay(seat, frame);
    }
    return pieces.length > 0;
  }

  async #narrowed({ stream, user }: Seat): Promise<{ audiences?: string[]; leavesOf?: string }> {
    if (!user || !isWorkspace(stream)) return {};
    const rules = await this.#deps.rules.of(stream);
    const deleted = [...rules.deleted].filter(([, members]) => members.has(user)).map(([channel]) => channel);
    return { audiences: ['*', ...rules.channelsOf(user), ...deleted], leavesOf: user };
  }

  /** Those of the events that the seat may have, and has not been handed yet. */
  #visible(seat: Seat, events: readonly Announcement[]): Announcement[] {
    const { stream, user } = seat;
    const waiting = events.filter(({ seq }) => !seat.hasHanded(seq));
    if (!isWorkspace(stream)) return waiting.filter(({ audience }) => audience.type !== 'nobody');
    const rules = this.#deps.rules.ifLoaded(stream);
    if (!rules || user === null) return [];
    return waiting.filter(({ event, audience }) => maySeeReplayed(event, user, rules, audience));
  }

  async #rulesReady({ stream }: Seat): Promise<void> {
    if (!isWorkspace(stream)) return;
    const { seq } = await this.#deps.rules.of(stream);
    await this.#deps.gate.reaching(stream, seq);
  }

  /** Everything for the last step, or null when something moved meanwhile. Synchronous. */
  #ready(parts: readonly Part[]): Ready[] | null {
    const ready: Ready[] = [];
    for (const part of parts) {
      const { seat } = part.claim;
      this.#deps.hub.flushStream(seat.stream);
      const track = this.#deps.gate.track(seat.stream);
      if (!this.#mayBeSeated(seat, track)) return null;
      if (part.type === 'live') ready.push({ type: 'live', seat, track });
      else if (part.type === 'resync') ready.push({ type: 'resync', reason: part.reason, seat, track });
      else if (part.type === 'replay') {
        if (track.epoch !== part.epoch) return null;
        const rest = track.since(part.upTo);
        if (!rest) return null;
        const missed = this.#visible(seat, part.read.length > 0 ? [...part.read, ...rest] : rest);
        // What others wrote while a parked session was read for comes on top; its queue holds that.
        const tooMuch = part.claim.patient !== true && !fits(missed);
        ready.push(
          tooMuch
            ? { type: 'resync', reason: 'too_much', seat, track }
            : {
                type: 'replay',
                from: part.from,
                source: part.upTo === part.from ? 'memory' : 'log',
                missed,
                seat,
                track,
              },
        );
      }
    }
    return ready;
  }

  /** The rules must be in memory, not ahead of what was announced, and know the user. */
  #mayBeSeated({ stream, user }: Seat, track: Track): boolean {
    if (!isWorkspace(stream)) return true;
    const rules = this.#deps.rules.ifLoaded(stream);
    return rules !== undefined && rules.seq <= track.seq && user !== null && rules.users.has(user);
  }

  #seat(ready: readonly Ready[], begin: Begin): void {
    const cursors = new Map<string, string>();
    for (const part of ready) {
      const position = part.type === 'replay' ? part.from : part.track.seq;
      part.seat.begin(part.track.epoch, position);
      cursors.set(part.seat.stream, toCursor({ epoch: part.track.epoch, seq: position }));
    }
    begin(cursors);
    for (const part of ready) if (part.type === 'resync') part.seat.reader.resync(part.seat, part.reason);
    for (const part of ready) {
      // What is sent may fill the queue and park the session; it then catches up from where each seat is.
      if (part.type === 'replay') this.#deps.counters.resumes[part.source]++;
      if (part.type === 'replay')
        for (const frame of this.#replayFrames(part)) part.seat.reader.deliver(part.seat, frame);
      if (part.seat.reader.listening) this.#deps.hub.join(part.seat, part.track.epoch, part.track.seq);
    }
  }

  #replayFrames({ track, from, missed, seat }: Extract<Ready, { type: 'replay' }>): readonly BatchFrame[] {
    if (track.seq === from) return [];
    const replay = { stream: seat.stream, epoch: track.epoch, end: track.seq, missed };
    return isWorkspace(seat.stream) ? this.#replays.of(replay) : framesUpTo(replay);
  }
}

/** Whether it is little enough for one replay. */
function fits(events: readonly Announcement[] | null): boolean {
  if (!events || events.length > MOST_EVENTS) return false;
  return sizeOf(events) <= MOST_SIZE;
}

function sizeOf(events: readonly Announcement[]): number {
  return events.reduce((sum, { json }) => sum + json.length, 0);
}

function isWorkspace(stream: string): boolean {
  return stream.startsWith('T');
}
