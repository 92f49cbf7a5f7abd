import type { CloseCode } from '@roost/protocol/codes';
import { toCursor } from '@roost/protocol/cursor';
import type { ClientFrame, Hello } from '@roost/protocol/frames';
import { timings } from '@roost/protocol/limits';
import type { ClientSignal } from '@roost/protocol/signals';
import { PROTOCOL_VERSION } from '@roost/protocol/version';
import type { WebSocket } from 'ws';
import type { Identity } from '../../domain/identity.ts';
import type { DoorContext } from '../../domain/verb.ts';
import { textFrame } from '../../fanout/frame.ts';
import type { BatchFrame } from '../../fanout/frame.ts';
import type { Onlooker } from '../../fanout/onlooker.ts';
import { Seat } from '../../fanout/seat.ts';
import type { Reader, Reason } from '../../fanout/seat.ts';
import { Reject } from '../../reject.ts';
import { readClientFrame } from './clientFrame.ts';
import { FloodGuard } from './flood.ts';
import { Requests } from './requests.ts';
import type { Request } from './requests.ts';
import type { Claim } from './resume.ts';
import { SendQueue } from './sendQueue.ts';
import type { SessionWorld } from './sessionWorld.ts';
import { Wire } from './wire.ts';

/*
 * One connection from its 101 to its end. It owns the lifecycle and nothing else: requests, what is sent, seats and presence
 * have their own places.
 *
 * greeting → (hello) joining → live ⇄ parked → closed. A parked session was too slow: its batches are thrown away, and when it
 * has drained it joins again from where it was [F1]. A token that ends, a credential that is revoked, silence after the upgrade
 * and a reader that takes nothing are found by the gateway's sweep, without a timer per connection.
 */

type State =
  | { type: 'greeting'; since: number; cursors: Map<string, string | null>; hellos: number }
  | { type: 'joining' }
  | { type: 'live' }
  | { type: 'parked' }
  | { type: 'closed' };

const NO_PROGRESS_MS = 30_000;
/** Every heartbeat comes with a ping; whoever answers none for so long is gone, though the network has not noticed. */
const SILENCE_MS = 100_000;
const MOST_HELLOS = 64;

export class Session implements Reader, Onlooker {
  readonly id: string;
  identity: Identity;
  places: readonly { user: string; workspace: string }[] = [];
  readonly #world: SessionWorld;
  readonly #ws: WebSocket;
  readonly #wire: Wire;
  readonly #queue: SendQueue;
  readonly #requests: Requests;
  readonly #flood: FloodGuard;
  readonly #seats = new Map<string, Seat>();
  #held: string[] = [];
  #following: Promise<void> = Promise.resolve();
  #state: State;
  #nextBeat: number;
  #heardAt: number;
  #progress: { taken: number; at: number };

  constructor(world: SessionWorld, id: string, identity: Identity, door: DoorContext, ws: WebSocket, wire: Wire) {
    const now = world.now();
    this.id = id;
    this.identity = identity;
    this.#world = world;
    this.#ws = ws;
    this.#wire = wire;
    this.#queue = new SendQueue(wire, { onFull: () => this.#park(), onEmpty: () => this.#drained() });
    this.#requests = new Requests({
      dispatch: world.dispatch,
      call: () => ({ identity: this.identity, door }),
      answer: (bytes, sent) => this.#queue.result(bytes, sent),
      pause: () => ws.pause(),
      resume: () => ws.resume(),
      onBug: (error, request) => world.onBug(error, { session: id, operation: request.name }),
    });
    this.#flood = new FloodGuard(world.frameRate, now);
    this.#state = { type: 'greeting', since: now, cursors: new Map(), hellos: 0 };
    this.#nextBeat = now + timings.heartbeatEvery;
    this.#heardAt = now;
    this.#progress = { taken: 0, at: now };
    wire.onDrain(() => this.#queue.pump());
    ws.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary));
    ws.on('pong', () => (this.#heardAt = world.now()));
    ws.on('error', () => {}); // `close` follows
    ws.on('close', () => this.#ended());
  }

  // --- What it is told

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#state.type === 'closed') return;
    const frame = isBinary ? null : readClientFrame(data);
    if (!frame) return this.close(4500);
    this.#heardAt = this.#world.now();
    const verdict = this.#flood.take(this.#heardAt);
    if (verdict === 'close') this.close(4504);
    else if (this.#state.type === 'greeting') this.#greet(this.#state, frame);
    else if (verdict === 'pass') this.#take(frame);
    else if (isRequest(frame)) this.#requests.refuse(frame, tooFast());
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
        return void this.#authenticate(frame.token);
      case 'ping':
        return this.#queue.notice(PONG);
      case 'hello':
        return this.close(4500);
    }
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
    }
  }

  /** A fresh token in band, for the same subject only [S6]. */
  async #authenticate(token: string): Promise<void> {
    try {
      const identity = await this.#world.authenticate(token);
      if (identity.subject !== this.identity.subject) this.close(4503);
      else this.#world.identified(this, identity);
    } catch (error) {
      if (!(error instanceof Reject)) this.#bug(error);
      else this.close(4002);
    }
  }

  // --- Joining and parking

  #join(cursors: ReadonlyMap<string, string | null>): void {
    this.#state = { type: 'joining' };
    this.#enter(cursors).catch((error: unknown) => this.#bug(error));
  }

  async #enter(cursors: ReadonlyMap<string, string | null>): Promise<void> {
    const seats = await this.#newSeats();
    for (const stream of cursors.keys()) {
      // Not a stream of this identity, or not any more. Whether it exists is not told.
      if (!seats.some((seat) => seat.stream === stream)) this.#queue.notice(resyncFrame(stream, 'unknown'));
    }
    const claims = seats.map((seat): Claim => ({ seat, cursor: cursors.get(seat.stream) }));
    await this.#beSeated(claims, (positions) => {
      const { id } = this;
      const welcome = { type: 'welcome', session: id, version: PROTOCOL_VERSION, heartbeatMs: timings.heartbeatEvery, cursors: positions };
      this.#queue.notice(textFrame(JSON.stringify(welcome)));
      this.#world.presence.enter(this);
    });
  }

  /** Holds the identity's streams that are new to this session, and makes their seats. */
  async #newSeats(): Promise<Seat[]> {
    const { subject } = this.identity;
    const places = await this.#world.rules.membershipsOf(subject);
    const own = subject.startsWith('U') ? [] : [{ stream: subject, user: null }];
    const wanted = [...own, ...places.flatMap(({ user, workspace }) => [{ stream: user, user }, { stream: workspace, user }])];
    const seats = wanted.filter(({ stream }) => !this.#seats.has(stream)).map(({ stream, user }) => new Seat(stream, user, this));
    const streams = seats.map(({ stream }) => stream);
    await this.#world.gate.hold(streams);
    if (this.#state.type === 'closed') this.#world.gate.release(streams);
    else {
      this.#held.push(...streams);
      this.places = places;
      for (const seat of seats) this.#seats.set(seat.stream, seat);
    }
    return seats;
  }

  async #beSeated(claims: Claim[], begin: (positions: Record<string, string>) => void): Promise<void> {
    const joining = await this.#world.resumer.join(
      claims,
      () => this.#state.type === 'joining',
      (positions) => {
        this.#state = { type: 'live' };
        begin(positions);
      },
    );
    if (joining === 'seated') this.streamsChanged(); // a workspace may have come meanwhile
    if (joining === 'more') this.#awaitDrain();
  }

  /** A piece of what was missed is on its way; the next one follows when it has gone. */
  #awaitDrain(): void {
    if (this.#state.type !== 'joining') return;
    this.#state = { type: 'parked' };
    if (this.#queue.empty && !this.#wire.drainComing) setImmediate(() => this.#drained());
  }

  streamsChanged(): void {
    this.#following = this.#following.then(() => this.#followPlaces()).catch((error: unknown) => this.#bug(error));
  }

  /** Workspaces come while the session lives: the client fetches their snapshot once the session is seated. */
  async #followPlaces(): Promise<void> {
    if (!this.listening) return;
    const places = await this.#world.rules.membershipsOf(this.identity.subject);
    for (const seat of this.#seats.values()) {
      const stays = seat.user === null || places.some(({ user }) => user === seat.user);
      if (!stays) this.#leaveStream(seat);
    }
    await this.#newSeats();
    const unseated = [...this.#seats.values()].filter(({ epoch }) => epoch === '');
    if (unseated.length === 0) return;
    await this.#world.resumer.join(unseated.map((seat) => ({ seat, cursor: null })), () => this.listening, () => {});
    if (this.listening) this.#world.presence.enter(this);
  }

  #leaveStream(seat: Seat): void {
    this.#world.hub.leave(seat);
    this.#seats.delete(seat.stream);
    this.#world.gate.release([seat.stream]);
    this.#held = this.#held.filter((stream) => stream !== seat.stream);
  }

  #park(): void {
    this.#queue.dropBatches();
    if (this.#state.type !== 'live') return;
    this.#state = { type: 'parked' };
    this.#world.counters.parked++;
    for (const seat of this.#seats.values()) this.#world.hub.leave(seat);
  }

  #drained(): void {
    if (this.#state.type !== 'parked') return;
    this.#state = { type: 'joining' };
    const claims = [...this.#seats.values()].map((seat): Claim => {
      if (seat.epoch === '') return { seat, cursor: null };
      return { seat, cursor: toCursor({ epoch: seat.epoch, seq: seat.written }), patient: true };
    });
    this.#beSeated(claims, () => this.#world.presence.refresh(this)).catch((error: unknown) => this.#bug(error));
  }

  // --- What it is sent

  get listening(): boolean {
    return this.#state.type === 'live';
  }

  deliver(seat: Seat, frame: BatchFrame): void {
    if (this.#state.type === 'live') this.#queue.batch(seat, frame);
  }

  replay(seat: Seat, frame: BatchFrame): void {
    if (this.#state.type === 'joining') this.#queue.batch(seat, frame);
  }

  cork(): void {
    this.#wire.cork();
  }

  uncork(): void {
    this.#wire.uncork();
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
    if (this.#state.type !== 'live') return this.#queue.notice(IDLE_HEARTBEAT);
    const moved: { seat: Seat; position: number }[] = [];
    for (const seat of this.#seats.values()) {
      this.#world.hub.flushStream(seat.stream);
      const position = this.#world.gate.track(seat.stream).seq;
      if (position === seat.beaten) continue;
      seat.beaten = position;
      moved.push({ seat, position });
    }
    if (!this.listening) return; // the flush filled the queue
    if (moved.length === 0) return this.#queue.notice(IDLE_HEARTBEAT);
    this.#queue.heartbeat(() => heartbeatFrame(moved));
  }

  // --- Time, and the end

  /** Looks at everything that time may have brought. Called about once a second. */
  sweep(now: number): void {
    const state = this.#state;
    if (state.type === 'closed') return;
    if (state.type === 'greeting' && now - state.since >= timings.helloWithin) return this.close(4000);
    if (now >= this.identity.expiresAt) return this.close(4002);
    if (!this.#progresses(now)) return this.close(4001);
    if (state.type === 'greeting' || now < this.#nextBeat) return;
    this.#nextBeat = now + timings.heartbeatEvery;
    if (now - this.#heardAt >= SILENCE_MS && !this.#ws.isPaused) return this.close(4001);
    this.#ws.ping();
    this.#beat();
  }

  #progresses(now: number): boolean {
    const { taken, waiting } = this.#wire;
    if (waiting === 0 || taken !== this.#progress.taken) this.#progress = { taken, at: now };
    return now - this.#progress.at < NO_PROGRESS_MS;
  }

  /** Asks the client to come back later, elsewhere or here. */
  reconnect(afterMs: number): void {
    if (this.#state.type !== 'closed') this.#queue.notice(textFrame(JSON.stringify({ type: 'reconnect', afterMs })));
  }

  /** Whether nothing is under way: no request, nothing waiting to be sent. */
  get idle(): boolean {
    return this.#state.type === 'closed' || (this.#requests.idle && this.#queue.empty && this.#wire.waiting === 0);
  }

  close(code: CloseCode | 1012): void {
    if (this.#state.type === 'closed') return;
    this.#world.counters.closes[code] = (this.#world.counters.closes[code] ?? 0) + 1;
    this.#ended();
    // A paused socket would not hear the other side's close.
    this.#ws.resume();
    this.#ws.close(code);
  }

  terminate(): void {
    this.#ws.terminate();
  }

  #bug(error: unknown): void {
    if (this.#state.type === 'closed') return;
    this.#world.onBug(error, { session: this.id });
    this.close(4004);
  }

  #ended(): void {
    if (this.#state.type === 'closed') return;
    this.#state = { type: 'closed' };
    this.#requests.end();
    this.#queue.dropBatches();
    for (const seat of this.#seats.values()) this.#world.hub.leave(seat);
    this.#world.gate.release(this.#held);
    this.#world.presence.exit(this);
    this.#world.typing.exit(this);
    this.#world.ended(this);
  }
}

const PONG = textFrame('{"type":"pong"}');
const IDLE_HEARTBEAT = textFrame('{"type":"heartbeat","cursors":{},"delivered":{}}');

function heartbeatFrame(moved: readonly { seat: Seat; position: number }[]): Buffer {
  const cursors: Record<string, string> = {};
  const delivered: Record<string, number> = {};
  for (const { seat, position } of moved) {
    if (position > seat.written) seat.written = position;
    cursors[seat.stream] = toCursor({ epoch: seat.epoch, seq: position });
    delivered[seat.stream] = seat.delivered;
  }
  return textFrame(JSON.stringify({ type: 'heartbeat', cursors, delivered }));
}

function resyncFrame(stream: string, reason: Reason): Buffer {
  return textFrame(JSON.stringify({ type: 'resync', stream, reason }));
}

function isRequest(frame: ClientFrame): frame is Request {
  return frame.type === 'command' || frame.type === 'query';
}

function tooFast(): Reject {
  return new Reject('rate_limited', 'Too many frames. Slow down.', { retryAfterMs: 1_000 });
}
