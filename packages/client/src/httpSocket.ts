import { fromCursor } from '@roost/protocol/cursor';
import type { ClientFrame, ResultFrame, ServerFrame } from '@roost/protocol/frames';
import type { ClientSignal } from '@roost/protocol/signals';
import { newId } from '@roost/protocol/ids';
import type { StreamRequest, StreamSignals } from '@roost/protocol/streams';
import { eventsOf } from './serverSentEvents.ts';
import type { Clock, Randomness, Socket, SocketEvents, SocketFactory } from './ports.ts';

/*
 * A socket made of HTTP requests, for networks that let no WebSocket through [H1–H4]. It speaks the socket's frames, so that nothing
 * above it knows. What the server says comes in rounds: one long one, or one after another, each from the cursors of the one before.
 * Commands go one by one, so that they arrive in the order in which they were sent.
 */

/** `fetch`, as browsers and Node have it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

interface World {
  fetch: Fetch;
  clock: Clock;
  random: Randomness;
}

/** Sockets over HTTP. `stream` needs a network that passes answers on as they come; `poll` does not. */
export function httpSocket(world: World, kind: 'stream' | 'poll'): SocketFactory {
  return (url, token, events) =>
    new HttpSocket(world, kind, url.replace(/^ws/, 'http').replace(/\/socket$/, ''), token, events);
}

/** At most so often a poll follows another: who asks without a pause begins more sessions than anybody may [S12]. */
const POLL_EVERY_MS = 250;
const PONGS = 3;
const PONG_WITHIN_MS = 1_000;
const UNREACHABLE = 1006;
/** What an answer other than success says, in close codes. */
const codeOf: Record<number, number> = { 401: 4002, 429: 4003, 503: 4003 };

interface Proof {
  held: string[];
  pongs: number;
  timer: unknown;
}

class HttpSocket implements Socket {
  readonly #fetch: Fetch;
  readonly #clock: Clock;
  readonly #kind: 'stream' | 'poll';
  readonly #base: string;
  readonly #events: SocketEvents;
  readonly #over = new AbortController();
  #token: string;
  /** Under this name the server knows every round. */
  readonly #link: string;
  #isWelcome = false;
  #round: AbortController | null = null;
  #commands: Promise<void> = Promise.resolve();
  /** Where the next round begins. */
  readonly #cursors: StreamRequest['cursors'] = {};
  /** What is not told before it is sure that the network passes answers on, and how many pings have come back. */
  #proof: Proof | null = null;
  /** Where this round was joined live. */
  #joinedAt: Record<string, string> = {};
  /** Per stream: events of the rounds before, which this round's heartbeats do not count. */
  #countedBefore = new Map<string, number>();
  readonly #counted = new Map<string, number>();
  /** What a new round is told: the last of each kind that goes on applying. */
  readonly #standing = new Map<string, ClientSignal>();

  constructor(world: World, kind: 'stream' | 'poll', base: string, token: string, events: SocketEvents) {
    this.#fetch = world.fetch;
    this.#clock = world.clock;
    this.#kind = kind;
    this.#base = base;
    this.#token = token;
    this.#events = events;
    this.#link = newId('session', world.clock.now(), world.random.bits32);
    queueMicrotask(() => !this.#isOver && events.onOpen());
  }

  get #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    switch (frame.type) {
      case 'hello':
        Object.assign(this.#cursors, frame.cursors);
        if (frame.more !== true) void this.#listen();
        return;
      case 'command':
        this.#commands = this.#commands.then(() => this.#carryOut(frame));
        return;
      case 'query':
        return void this.#carryOut(frame);
      case 'signal':
        if (frame.name !== 'typing') this.#standing.set(frame.name, frame);
        return void this.#signal([frame]);
      case 'auth':
        this.#token = frame.token;
        // Polls are short; a stream would end with the old token.
        if (this.#kind === 'stream') this.#round?.abort();
        return;
      case 'ping':
        return void this.#signal([frame]);
    }
  }

  close(): void {
    if (this.#proof) this.#clock.clearTimer(this.#proof.timer);
    this.#over.abort();
    this.#round?.abort();
  }

  // --- What the server says

  async #listen(): Promise<void> {
    while (!this.#isOver) {
      const round = new AbortController();
      this.#round = round;
      this.#countedBefore = new Map(this.#counted);
      const began = this.#clock.now();
      const end = await this.#hear(round).catch(() => (round.signal.aborted ? 'again' : UNREACHABLE));
      if (this.#isOver) return;
      if (end !== 'again') return this.#end(end);
      if (this.#kind === 'poll') await this.#until(began + POLL_EVERY_MS);
    }
  }

  #until(time: number): Promise<void> {
    const ms = Math.min(POLL_EVERY_MS, time - this.#clock.now());
    return ms <= 0 ? Promise.resolve() : new Promise((resolve) => void this.#clock.setTimer(resolve, ms));
  }

  /** One round. Says how it ended: with a close code, or such that the next one goes on. */
  async #hear(round: AbortController): Promise<number | 'again'> {
    // A network that holds answers back would keep the first welcome as long as there is nothing else to tell.
    const kind = this.#kind === 'poll' && !this.#isWelcome ? 'look' : this.#kind;
    const signals = [...this.#standing.values()];
    const asked: StreamRequest = { kind, cursors: this.#cursors, link: this.#link, signals };
    const response = await this.#post('stream', asked, round.signal);
    if (!response.ok || !response.body) return codeOf[response.status] ?? UNREACHABLE;
    let heard = false;
    for await (const { event, data } of eventsOf(response.body)) {
      if (this.#isOver) return UNREACHABLE;
      if (event === 'close') return Number(data);
      heard = true;
      this.#take(data, JSON.parse(data) as ServerFrame);
    }
    return this.#kind === 'poll' && heard ? 'again' : UNREACHABLE;
  }

  #take(text: string, frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        return this.#welcomed(text, frame);
      case 'batch':
        this.#cursors[frame.stream] = frame.cursor;
        this.#counted.set(frame.stream, (this.#counted.get(frame.stream) ?? 0) + frame.events.length);
        break;
      case 'resync':
        // It goes on from where this round has joined it; of a stream that is none of ours nothing more is asked.
        if (this.#joinedAt[frame.stream] === undefined) delete this.#cursors[frame.stream];
        else this.#cursors[frame.stream] = this.#joinedAt[frame.stream]!;
        break;
      case 'heartbeat':
        return this.#beat(frame);
      case 'pong':
        if (this.#proof) return this.#proved(this.#proof);
        break;
      default:
    }
    this.#say(text);
  }

  #welcomed(text: string, frame: Extract<ServerFrame, { type: 'welcome' }>): void {
    const isFirst = !this.#isWelcome;
    this.#isWelcome = true;
    this.#joinedAt = frame.cursors;
    const unknown = Object.keys(frame.cursors).filter((stream) => this.#cursors[stream] === undefined);
    for (const stream of unknown) this.#cursors[stream] = frame.cursors[stream]!;
    if (isFirst && this.#kind === 'stream') this.#prove(text);
    else if (isFirst) this.#say(text);
    // Streams that came between two rounds: of these nothing is known.
    else for (const stream of unknown) this.#tell({ type: 'resync', stream, reason: 'asked' });
  }

  /**
   * Networks that hold answers back may pass their beginning on, and a piece when the next one comes: one is welcome when a few
   * pings have come back, each at once.
   */
  #prove(welcome: string): void {
    this.#proof = { held: [welcome], pongs: 0, timer: null };
    this.#pingAgain(this.#proof);
  }

  #pingAgain(proof: Proof): void {
    proof.timer = this.#clock.setTimer(() => this.#end(UNREACHABLE), PONG_WITHIN_MS);
    void this.#signal([{ type: 'ping' }]);
  }

  #proved(proof: Proof): void {
    this.#clock.clearTimer(proof.timer);
    if (++proof.pongs < PONGS) return this.#pingAgain(proof);
    this.#proof = null;
    for (const text of proof.held) this.#say(text);
  }

  #beat(frame: Extract<ServerFrame, { type: 'heartbeat' }>): void {
    const delivered: Record<string, number> = {};
    for (const [stream, count] of Object.entries(frame.delivered))
      delivered[stream] = count + (this.#countedBefore.get(stream) ?? 0);
    for (const [stream, cursor] of Object.entries(frame.cursors))
      this.#cursors[stream] = later(this.#cursors[stream], cursor);
    this.#tell({ ...frame, delivered });
  }

  // --- What the client says

  async #carryOut(frame: Extract<ClientFrame, { type: 'command' | 'query' }>): Promise<void> {
    if (this.#isOver) return;
    try {
      const key = frame.type === 'command' ? frame.key : undefined;
      const response = await this.#post(frame.name, frame.args, this.#over.signal, key);
      const body: unknown = await response.json();
      if (!this.#isOver) this.#tell(resultOf(frame.id, response.ok, body));
    } catch {
      // Whether it took effect is not known: as with a socket that broke, it is sent again under its key.
      this.#end(UNREACHABLE);
    }
  }

  // What does not arrive is of no use later; a ping that does not is missed by whoever sent it.
  async #signal(signals: StreamSignals['signals']): Promise<void> {
    if (!this.#isWelcome) return;
    const body: StreamSignals = { link: this.#link, signals };
    await this.#post('stream/signals', body, this.#over.signal).catch(() => {});
  }

  #post(path: string, body: object, signal: AbortSignal, key?: string): Promise<Response> {
    return this.#fetch(`${this.#base}/${path}`, {
      method: 'POST',
      signal,
      cache: 'no-store',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    });
  }

  #tell(frame: ServerFrame): void {
    this.#say(JSON.stringify(frame));
  }

  #say(text: string): void {
    if (this.#proof) this.#proof.held.push(text);
    else this.#events.onMessage(text);
  }

  #end(code: number): void {
    if (this.#isOver) return;
    this.close();
    this.#events.onClose(code);
  }
}

/** Throws when the answer is not the server's own, such as a proxy's error page. */
function resultOf(id: number, ok: boolean, body: unknown): ResultFrame {
  if (ok) return { type: 'result', id, ok: true, value: body };
  const { code, detail, retryable, field, retryAfterMs } = body as Extract<ResultFrame, { ok: false }>['error'];
  if (code === undefined) throw new Error('not an answer of Roost');
  const error = {
    code,
    detail,
    retryable,
    ...(field !== undefined && { field }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  return { type: 'result', id, ok: false, error };
}

/** Heartbeats move a cursor on, never back. */
function later(known: string | null | undefined, cursor: string): string {
  const [a, b] = [known ? fromCursor(known) : null, fromCursor(cursor)];
  return a && b && a.epoch === b.epoch && a.seq > b.seq ? known! : cursor;
}
