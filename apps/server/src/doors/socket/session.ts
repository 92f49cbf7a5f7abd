import type { CloseCode } from '@roost/protocol/codes';
import type { ClientFrame, Hello } from '@roost/protocol/frames';
import { timings } from '@roost/protocol/limits';
import type { ClientSignal } from '@roost/protocol/signals';
import type { Identity } from '../../domain/identity.ts';
import type { Call, DoorContext } from '../../domain/verb.ts';
import type { BatchFrame } from '../../fanout/frame.ts';
import type { Onlooker } from '../../fanout/onlooker.ts';
import type { Reader, Reason, Seat } from '../../fanout/seat.ts';
import { isUrgent } from '../../fanout/urgency.ts';
import { Reject } from '../../reject.ts';
import { isOutage } from '../../storage/outage.ts';
import { readClientFrame } from './clientFrame.ts';
import { FloodGuard, weightOf } from './flood.ts';
import type { Verdict } from './flood.ts';
import type { Link, LinkListener } from './link.ts';
import { isRequest, Requests, tooFast } from './requests.ts';
import type { Asker } from './requests.ts';
import type { Claim } from './resume.ts';
import { Seating } from './seating.ts';
import { SendQueue } from './sendQueue.ts';
import type { QueueEvents, Receipt } from './sendQueue.ts';
import { heartbeatFrame, IDLE_HEARTBEAT, PONG, reconnectFrame, resyncFrame, welcomeFrame } from './sessionFrames.ts';
import type { SessionWorld } from './sessionWorld.ts';

/*
 * One connection from its 101 to its end. It owns the lifecycle and nothing else: requests, what is sent, seats and presence
 * have their own places.
 *
 * greeting → (hello) joining → live ⇄ parked → closed. A parked session was too slow: its batches are thrown away, and when it
 * has drained it joins again from where it was [F1]. A passive one is live, but nobody looks at it: what it misses it gets in one piece
 * every few seconds, in the same way, and at once what is meant for its user [F6]. A token that ends, a credential that is revoked, silence after the upgrade
 * and a reader that takes nothing are found by the gateway's sweep, without a timer per connection.
 */

type State =
  | { type: 'greeting'; since: number; cursors: Map<string, string | null>; hellos: number }
  /** `isFull`: a piece of what was missed found no room, so that none may follow it. */
  | { type: 'joining'; isFull: boolean }
  | typeof LIVE
  /** `missedAt`: when the first batch came that it was not sent. */
  | { type: 'passive'; missedAt: number | null }
  | typeof PARKED
  | typeof CLOSED;

// What a session is in most of the time says nothing of one session alone.
const LIVE = { type: 'live' } as const;
const PARKED = { type: 'parked' } as const;
const CLOSED = { type: 'closed' } as const;

const NO_PROGRESS_SECONDS = 30;
const BEAT_SECONDS = timings.heartbeatEvery / 1_000;
/** Every heartbeat comes with a ping; whoever leaves so many unanswered is gone, though the network has not noticed. */
const MOST_UNANSWERED = 4;
const MOST_HELLOS = 64;
/** A passive session is told of what it missed at most so often. */
export const GLANCE_EVERY_MS = 5_000;

export class Session implements Reader, Onlooker, LinkListener, QueueEvents, Asker {
  readonly id: string;
  identity: Identity;
  readonly #world: SessionWorld;
  readonly #door: DoorContext;
  readonly #link: Link;
  readonly #queue: SendQueue;
  readonly #requests: Requests;
  /** Null while it need not remember anything. */
  #flood: FloodGuard | null = null;
  readonly #seating: Seating;
  #following: Promise<void> | null = null;
  /** One token after the other: the first bad one is the last that costs anything. */
  #authenticating: Promise<void> | null = null;
  #state: State;
  // In whole seconds: such numbers take no places of their own in memory.
  #nextBeat: number;
  #progressAt: number;
  #unanswered = 0;
  #pongWaits = false;
  #lookedAt = true;
  /** What the link had taken when that was last more than before. */
  #taken = 0;

  constructor(world: SessionWorld, id: string, identity: Identity, door: DoorContext, link: Link) {
    const now = world.now();
    this.id = id;
    this.identity = identity;
    this.#world = world;
    this.#link = link;
    this.#door = door;
    this.#queue = new SendQueue(link, this, world.backlog);
    this.#requests = new Requests(world, this, link);
    this.#seating = new Seating(world, this, identity.subject);
    this.#state = { type: 'greeting', since: now, cursors: new Map(), hellos: 0 };
    this.#nextBeat = secondsOf(now) + BEAT_SECONDS;
    this.#progressAt = secondsOf(now);
    link.listen(this);
  }

  // --- What it is told

  alive(): void {
    this.#unanswered = 0;
    // Pings and pongs cost little, but not nothing.
    if (this.#count(1) === 'close') this.close(4504);
  }

  drained(): void {
    this.#queue.pump();
  }

  frame(data: Buffer, isBinary: boolean): void {
    if (this.#state.type === 'closed') return;
    const frame = isBinary ? null : readClientFrame(data);
    if (!frame) return this.close(4500);
    this.#unanswered = 0;
    const verdict = this.#count(weightOf(data.length));
    if (verdict === 'close') this.close(4504);
    else if (this.#state.type === 'greeting') this.#greet(this.#state, frame);
    else if (verdict === 'pass') this.#take(frame);
    else if (isRequest(frame)) this.#requests.refuse(frame, tooFast());
  }

  #count(weight: number): Verdict {
    const now = this.#world.now();
    return (this.#flood ??= new FloodGuard(this.#world.frameRate, now)).take(now, weight);
  }

  #greet(state: Extract<State, { type: 'greeting' }>, frame: ClientFrame): void {
    if (frame.type !== 'hello') return this.close(4501);
    for (const [stream, cursor] of Object.entries(frame.cursors)) state.cursors.set(stream, cursor);
    if (frame.more !== true) this.#join(state.cursors);
    else if (++state.hellos >= MOST_HELLOS) this.close(4500);
  }

  #take(frame: Exclude<ClientFrame, Hello> | Hello): void {
    switch (frame.type) {
      case 'command':
      case 'query':
        return this.#requests.take(frame);
      case 'signal':
        return this.#heed(frame);
      case 'auth':
        this.#authenticating = (this.#authenticating ?? Promise.resolve()).then(() => this.#authenticate(frame.token));
        return;
      case 'ping':
        return this.#pong();
      case 'hello':
        return this.close(4500);
    }
  }

  /** One pong answers every ping that waits for it: who asks and does not read must not fill the queue. */
  #pong(): void {
    if (this.#pongWaits) return;
    this.#pongWaits = true;
    this.#queue.result(PONG, { sent: () => (this.#pongWaits = false) });
  }

  #heed(signal: ClientSignal): void {
    const { presence, typing } = this.#world;
    switch (signal.name) {
      case 'typing':
        return typing.typing(this, signal.channel);
      case 'focus':
        return typing.focus(this, signal.channel);
      case 'presence.watch':
        return presence.watch(this, signal.users);
      case 'presence.set':
        return presence.set(this, signal.state);
      case 'attention':
        return this.#attend(signal.state === 'here');
    }
  }

  #attend(lookedAt: boolean): void {
    if (this.#lookedAt === lookedAt) return;
    this.#lookedAt = lookedAt;
    if (!lookedAt) return this.#rest();
    if (this.#state.type !== 'passive') return;
    if (this.#state.missedAt !== null) return this.#glance();
    this.#state = LIVE;
    this.#world.presence.refresh(this);
  }

  /** A fresh token in band, for the same subject only [S6]. */
  async #authenticate(token: string): Promise<void> {
    if (this.#state.type === 'closed') return;
    try {
      const identity = await this.#world.authenticate(token);
      if (identity.subject !== this.identity.subject) this.close(4503);
      else this.#world.identified(this, identity);
    } catch (error) {
      if (!(error instanceof Reject)) this.#bug(error);
      else this.close(4002);
    }
  }

  // --- What its requests need

  call(): Call {
    return { identity: this.identity, door: this.#door };
  }

  answer(bytes: Buffer, receipt: Receipt): void {
    this.#queue.result(bytes, receipt);
  }

  // --- Joining and parking

  #join(cursors: ReadonlyMap<string, string | null>): void {
    this.#state = { type: 'joining', isFull: false };
    this.#enter(cursors).catch((error: unknown) => this.#bug(error));
  }

  async #enter(cursors: ReadonlyMap<string, string | null>): Promise<void> {
    const claims = await this.#seating.claim(cursors);
    await this.#beSeated(claims, (positions) => {
      this.#queue.notice(welcomeFrame(this.id, positions));
      // What is no stream of this identity, or not any more. Whether it exists is not told.
      const foreign = [...cursors.keys()].filter((stream) => !this.#seating.has(stream));
      for (const stream of foreign) this.#queue.notice(resyncFrame(stream, 'unknown'));
      this.#world.presence.enter(this);
    });
  }

  async #beSeated(claims: Claim[], begin: (positions: ReadonlyMap<string, string>) => void): Promise<void> {
    const joining = await this.#world.resumer.join(
      claims,
      () => this.#state.type === 'joining',
      (positions) => {
        this.#state = LIVE;
        begin(positions);
      },
    );
    if (joining === 'seated') this.#rest();
    if (joining === 'seated' && !this.#seating.isCurrent) this.streamsChanged(); // a workspace came meanwhile
    if (joining === 'more') this.#awaitDrain();
  }

  /** A piece of what was missed is on its way; the next one follows when it has gone. */
  #awaitDrain(): void {
    if (this.#state.type !== 'joining') return;
    this.#state = PARKED;
    if (this.#queue.empty && !this.#link.drainComing) setImmediate(() => this.onEmpty());
  }

  streamsChanged(): void {
    const follow = async (): Promise<void> => {
      await this.#seating.follow();
      if (this.listening) this.#world.presence.enter(this);
    };
    this.#following = (this.#following ?? Promise.resolve()).then(follow).catch((error: unknown) => this.#bug(error));
  }

  #rest(): void {
    if (!this.#lookedAt && this.#state.type === 'live') this.#state = { type: 'passive', missedAt: null };
  }

  /** Gets what a passive session missed, and again what still waits of what it got the last time. */
  #glance(): void {
    this.#queue.dropBatches();
    this.#seating.leave();
    this.#state = PARKED;
    this.onEmpty();
  }

  /** Too slow: it is parked. */
  onFull(): void {
    this.#queue.dropBatches();
    if (this.#state.type === 'joining') this.#state.isFull = true;
    if (!this.listening) return;
    this.#state = PARKED;
    this.#world.counters.parked++;
    this.#seating.leave();
  }

  /** Goes on from where it was when it was parked. */
  onEmpty(): void {
    if (this.#state.type !== 'parked') return;
    this.#state = { type: 'joining', isFull: false };
    const tellPresence = (): void => {
      if (this.#lookedAt) this.#world.presence.refresh(this);
    };
    this.#beSeated(this.#seating.claimAgain(), tellPresence).catch((error: unknown) => this.#bug(error));
  }

  // --- What it is sent

  get places(): readonly { user: string; workspace: string }[] {
    return this.#seating.places;
  }

  get listening(): boolean {
    return this.#state.type === 'live' || this.#state.type === 'passive';
  }

  deliver(seat: Seat, frame: BatchFrame): void {
    if (this.#state.type === 'live') return this.#queue.batch(seat, frame);
    if (this.#state.type !== 'passive') return;
    this.#state.missedAt ??= this.#world.now();
    if (isUrgent(seat, frame, this.#world.rules.ifLoaded(seat.stream))) this.#glance();
  }

  replay(seat: Seat, frame: BatchFrame): void {
    if (this.#state.type === 'joining' && !this.#state.isFull) this.#queue.batch(seat, frame);
  }

  resync(seat: Seat, reason: Reason): void {
    if (this.#state.type === 'closed') return;
    this.#world.counters.resyncs[reason]++;
    this.#queue.notice(resyncFrame(seat.stream, reason));
  }

  signal(key: string, bytes: Buffer): void {
    if (this.#state.type === 'live') this.#queue.signal(key, bytes);
  }

  /** Tells the cursors that moved and, when its turn comes, how many events have been sent [S7]. */
  #beat(): void {
    if (this.#state.type === 'joining') return;
    if (!this.listening) return this.#queue.notice(IDLE_HEARTBEAT);
    const moved = this.#seating.moved();
    if (!this.listening) return; // the flush filled the queue
    if (this.#state.type === 'passive' && this.#state.missedAt !== null) return this.#queue.notice(IDLE_HEARTBEAT);
    if (moved.length === 0) return this.#queue.notice(IDLE_HEARTBEAT);
    this.#queue.heartbeat(() => heartbeatFrame(moved));
  }

  // --- Time, and the end

  /** Looks at everything that time may have brought. Called about once a second. */
  sweep(now: number): void {
    const [state, second] = [this.#state, secondsOf(now)];
    if (state.type === 'closed') return;
    if (state.type === 'greeting' && now - state.since >= timings.helloWithin) return this.close(4000);
    if (now >= this.identity.expiresAt) return this.close(4002);
    if (this.#flood?.isFresh(now)) this.#flood = null;
    if (!this.#progresses(second)) return this.close(4001);
    if (state.type === 'passive' && state.missedAt !== null && isDue(state.missedAt, now)) this.#glance();
    // A clock that was set back must not silence the heartbeat.
    const due = second >= this.#nextBeat || this.#nextBeat - second > BEAT_SECONDS;
    if (state.type === 'greeting' || !due) return;
    this.#nextBeat = second + BEAT_SECONDS;
    if (this.#unanswered >= MOST_UNANSWERED) return this.close(4001);
    if (this.#link.ping()) this.#unanswered++;
    this.#beat();
  }

  #progresses(second: number): boolean {
    const { taken, waiting } = this.#link;
    if (waiting === 0 || taken !== this.#taken) this.#progressAt = second;
    this.#taken = taken;
    return second - this.#progressAt < NO_PROGRESS_SECONDS;
  }

  /** Asks the client to come back later, elsewhere or here. */
  reconnect(afterMs: number): void {
    if (this.#state.type !== 'closed') this.#queue.notice(reconnectFrame(afterMs));
  }

  /** Whether nothing is under way: no request, nothing waiting to be sent. */
  get idle(): boolean {
    return this.#state.type === 'closed' || (this.#requests.idle && this.#queue.empty && this.#link.waiting === 0);
  }

  close(code: CloseCode | 1012): void {
    if (this.#state.type === 'closed') return;
    this.#world.counters.closes[code] = (this.#world.counters.closes[code] ?? 0) + 1;
    this.ended();
    this.#link.close(code);
  }

  terminate(): void {
    this.#link.terminate();
  }

  #bug(error: unknown): void {
    if (this.#state.type === 'closed') return;
    this.#world.onBug(error, { session: this.id });
    this.close(isOutage(error) ? 4003 : 4004);
  }

  ended(): void {
    if (this.#state.type === 'closed') return;
    this.#state = CLOSED;
    this.#requests.end();
    this.#queue.clear();
    this.#seating.end();
    this.#world.presence.exit(this);
    this.#world.typing.exit(this);
    this.#world.ended(this);
  }
}

/** A clock that was set back makes nobody wait. */
function isDue(missedAt: number, now: number): boolean {
  return now - missedAt >= GLANCE_EVERY_MS || now < missedAt;
}

const secondsOf = (ms: number): number => Math.floor(ms / 1_000);
