import type { Log, LoggedEvent, StreamHead } from '../log/item.ts';
import { Announcement } from './announcement.ts';
import type { Counters } from './counters.ts';
import type { Hub } from './hub.ts';
import { Lives } from './lives.ts';
import { Rings } from './ring.ts';
import type { Ring } from './ring.ts';

/*
 * Lets committed events through to the hub: every event of a stream once, in order, whoever committed it [L8].
 *
 * What comes over the bus in order passes at once. A gap is read from the log, single flight per stream. A poll of the heads of
 * all tracked streams, one query a second, finds what no bus told of (another process, a lost tail), so nothing is later than 2 s.
 * Workspaces stay tracked once seen, because the membership index follows them; streams of persons while somebody is connected
 * and a little longer, so that a reconnect storm asks the database nothing.
 *
 * A stream that begins another life goes on from its head there, and its readers fetch the state; see `lives`.
 */

export interface GateDeps {
  log: Pick<Log, 'read' | 'heads' | 'movedHeads' | 'ensureStreams'>;
  hub: Pick<Hub, 'announce' | 'advance' | 'restart'>;
  /** Position of the membership index of a workspace, read now if need be; it must see everything after it. */
  indexed: (workspace: string) => Promise<number>;
  indexedNow: (workspace: string) => number | undefined;
  /** Drops what is known from the stream: it is of another life of it. */
  forget: (stream: string) => void;
  counters: Counters;
  /** Milliseconds. */
  now: () => number;
  later: (run: () => void, ms: number) => void;
  onError: (error: unknown, stream: string) => void;
}

/** Where a tracked stream stands. */
export class Track {
  readonly stream: string;
  epoch: string;
  /** The last announced seq. */
  seq: number;
  resumeFloor: number;
  /** Most streams are a person's, in which nothing happens while they are connected. */
  ring: Ring | null = null;
  holds = 0;
  /** In whole seconds: such a number takes no place of its own in memory. */
  idleSince = 0;
  wanted: number;
  filling: Promise<void> | null = null;

  constructor({ stream, epoch, seq, resumeFloor }: StreamHead) {
    this.stream = stream;
    this.epoch = epoch;
    this.seq = seq;
    this.resumeFloor = resumeFloor;
    this.wanted = seq;
  }

  /** What was announced after `seq`, or null when memory does not have all of it. */
  since(seq: number): readonly Announcement[] | null {
    if (this.ring) return this.ring.since(seq);
    return seq < this.seq ? null : [];
  }
}

export const POLL_MS = 1_000;
/** A head that is ahead may be a commit that is just being announced: so long it is given. */
const SETTLE_MS = 50;
const LINGER_SECONDS = 120;
const PAGE = 1_000;

export class Gate {
  readonly #deps: GateDeps;
  readonly #tracks = new Map<string, Track>();
  readonly #opening = new Map<string, Promise<void>>();
  readonly #rings = new Rings();
  readonly #lives: Lives;

  constructor(deps: GateDeps) {
    this.#deps = deps;
    this.#lives = new Lives({
      heads: (streams) => deps.log.heads(streams),
      known: (stream) => this.#tracks.get(stream)?.epoch,
      followed: () => [...this.#tracks.keys()],
      adopt: (heads) => this.#adopt(heads),
    });
  }

  /** Where a stream stands that `hold` was asked for. */
  track(stream: string): Track {
    const track = this.#tracks.get(stream);
    if (!track) throw new Error(`stream ${stream} is not held`);
    return track;
  }

  /** Takes committed events from the bus. */
  receive(stream: string, events: LoggedEvent[], head: StreamHead): void {
    const first = events[0];
    if (!first) return;
    let track = this.#tracks.get(stream);
    if (!track && (isWorkspace(stream) || this.#opening.has(stream))) {
      const indexed = isWorkspace(stream) ? this.#deps.indexedNow(stream) : undefined;
      track = this.#begin({ ...head, seq: Math.min(first.seq - 1, indexed ?? Infinity) });
    }
    if (!track) {
      for (const event of events) this.#announce(head, new Announcement(event));
    } else if (head.epoch !== track.epoch)
      this.met([head]).catch((error: unknown) => this.#deps.onError(error, stream));
    else if (first.seq > track.seq + 1) void this.#fill(track, head.seq);
    else this.#pass(track, events);
  }

  /** Tracks streams for a session; resolves when each has a position that is not behind its membership index. */
  async hold(streams: readonly string[]): Promise<void> {
    const unknown = streams.filter((stream) => !this.#tracks.has(stream));
    if (unknown.length > 0) await this.#openUnknown(unknown);
    for (const stream of streams) this.track(stream).holds++;
    const behind = streams.filter((stream) => isWorkspace(stream) && this.track(stream).seq < this.#indexed(stream));
    if (behind.length === 0) return;
    try {
      await Promise.all(behind.map((stream) => this.reaching(stream, this.#indexed(stream))));
    } catch (error) {
      this.release(streams);
      throw error;
    }
  }

  release(streams: readonly string[]): void {
    for (const stream of streams) {
      const track = this.track(stream);
      track.holds--;
      track.idleSince = this.#seconds();
    }
  }

  /** Brings a held stream up to `seq`; false when the log itself is not that far. */
  async reaching(stream: string, seq: number): Promise<boolean> {
    const track = this.track(stream);
    if (track.seq >= seq) return true;
    const head = (await this.#deps.log.heads([stream])).get(stream);
    if (head) await this.met([head]);
    if (!head || head.epoch !== track.epoch || head.seq < seq) return track.seq >= seq;
    await this.#fill(track, head.seq);
    return track.seq >= seq;
  }

  /** Somebody met these streams in these lives. Await it before anything of what was read with them goes out. */
  met(places: Iterable<{ stream: string; epoch: string }>): Promise<void> {
    return this.#lives.met(places);
  }

  /** Asks the log, in one query, what was committed unheard. Call it every second. */
  async poll(): Promise<void> {
    this.#forgetIdle();
    const moved = await this.#deps.log.movedHeads([...this.#tracks.values()]);
    await this.met(moved);
    this.#follow(moved);
  }

  #adopt(heads: readonly StreamHead[]): void {
    for (const head of heads) {
      const track = this.#tracks.get(head.stream);
      if (track && track.epoch !== head.epoch) this.#restart(track, head);
    }
    this.#follow(heads);
  }

  /** Reads soon what was committed unheard, in lives that the node knows. */
  #follow(heads: Iterable<StreamHead>): void {
    const behind: StreamHead[] = [];
    for (const head of heads) {
      const track = this.#tracks.get(head.stream);
      if (track?.epoch !== head.epoch) continue;
      track.resumeFloor = head.resumeFloor;
      if (head.seq > track.seq) behind.push(head);
    }
    if (behind.length > 0) this.#deps.later(() => this.#fillBehind(behind), SETTLE_MS);
  }

  #fillBehind(heads: readonly StreamHead[]): void {
    for (const head of heads) {
      const track = this.#tracks.get(head.stream);
      if (track && track.epoch === head.epoch && track.seq < head.seq) void this.#fill(track, head.seq);
    }
  }

  /** Position of the membership index of a workspace, as far as it is in memory. */
  #indexed(workspace: string): number {
    return this.#deps.indexedNow(workspace) ?? 0;
  }

  async #openUnknown(streams: readonly string[]): Promise<void> {
    await Promise.all(streams.map((stream) => this.#opening.get(stream)));
    const missing = streams.filter((stream) => !this.#tracks.has(stream));
    if (missing.length > 0) await this.#open(missing);
  }

  async #open(streams: string[]): Promise<void> {
    const opened = this.#openAll(streams).finally(() => {
      for (const stream of streams) this.#opening.delete(stream);
    });
    for (const stream of streams) this.#opening.set(stream, opened);
    await opened;
  }

  async #openAll(streams: string[]): Promise<void> {
    const { log, indexed, indexedNow } = this.#deps;
    await Promise.all(streams.filter(isWorkspace).map(indexed));
    let heads = await log.heads(streams);
    const unknown = streams.filter((stream) => !heads.has(stream));
    if (unknown.length > 0) {
      await log.ensureStreams(unknown);
      heads = await log.heads(streams);
    }
    for (const stream of streams) {
      const head = heads.get(stream);
      if (!head) throw new Error(`stream ${stream} has no head`);
      const from = isWorkspace(stream) ? Math.min(head.seq, indexedNow(stream) ?? head.seq) : head.seq;
      const track = this.#tracks.get(stream) ?? this.#begin({ ...head, stream, seq: from });
      if (track.epoch !== head.epoch) await this.met([head]);
      else if (track.seq < head.seq) await this.#fill(track, head.seq);
    }
  }

  #begin(head: StreamHead): Track {
    const track = new Track(head);
    track.idleSince = this.#seconds();
    this.#tracks.set(head.stream, track);
    return track;
  }

  #pass(track: Track, events: readonly LoggedEvent[]): void {
    for (const event of events) {
      if (event.seq <= track.seq) continue;
      const announcement = new Announcement(event);
      if (!event.backfill) (track.ring ??= this.#rings.open(track.seq)).push(announcement);
      this.#announce(track, announcement);
      track.seq = event.seq;
    }
  }

  /**
   * An event that cannot be delivered is a bug; it must not hold up its stream. The rules may be half changed: they are read anew, and its
   * readers take their seats again by them and fetch the state.
   */
  #announce(track: Pick<Track, 'stream' | 'epoch'>, announcement: Announcement): void {
    try {
      this.#deps.hub.announce(track.stream, announcement);
    } catch (error) {
      this.#deps.onError(error, track.stream);
      this.#deps.forget(track.stream);
      this.#deps.hub.restart(track.stream, track.epoch, announcement.seq, 'epoch');
    }
  }

  #fill(track: Track, upTo: number): Promise<void> {
    track.wanted = Math.max(track.wanted, upTo);
    if (track.filling) return track.filling;
    const filling = this.#readMissing(track)
      .catch((error: unknown) => this.#deps.onError(error, track.stream))
      .finally(() => {
        if (track.filling === filling) track.filling = null;
      });
    return (track.filling = filling);
  }

  async #readMissing(track: Track): Promise<void> {
    this.#deps.counters.backfills++;
    const { epoch } = track;
    while (track.seq < track.wanted && track.epoch === epoch) {
      const upTo = track.wanted;
      const events = await this.#deps.log.read({ stream: track.stream, after: track.seq, upTo, limit: PAGE });
      if (track.epoch !== epoch) return;
      this.#pass(track, events);
      if (events.length < PAGE && track.seq < upTo) {
        // The rest is backfill, which is never sent.
        track.seq = upTo;
        this.#deps.hub.advance(track.stream, upTo);
      }
    }
  }

  #restart(track: Track, head: StreamHead): void {
    track.epoch = head.epoch;
    track.seq = head.seq;
    track.wanted = head.seq;
    track.resumeFloor = head.resumeFloor;
    track.filling = null; // what is being read is of the old life
    track.ring?.restart(head.seq);
    this.#deps.forget(track.stream);
    this.#deps.hub.restart(track.stream, head.epoch, head.seq, 'epoch');
  }

  #seconds(): number {
    return Math.floor(this.#deps.now() / 1_000);
  }

  #forgetIdle(): void {
    const before = this.#seconds() - LINGER_SECONDS;
    for (const track of this.#tracks.values()) {
      if (track.holds > 0 || track.idleSince > before || isWorkspace(track.stream)) continue;
      track.ring?.clear();
      this.#tracks.delete(track.stream);
    }
  }
}

function isWorkspace(stream: string): boolean {
  return stream.startsWith('T');
}
