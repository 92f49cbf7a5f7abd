import type { Clock, Socket, SocketEvents, SocketFactory } from './ports.ts';

/*
 * One socket out of several ways to make one, best first [K5]. What is sent before `welcome` is kept, so that another way can be taken
 * within one attempt; above, nobody notices. Who is on a lesser way tries the best one from time to time, beside what works.
 */

const WELCOME_WITHIN_MS = [5_000, 3_000];
const FAILURES = 2;
const SHORT_LIFE_MS = 10_000;
const SHORT_LIVES = 3;
const FIRST_RETURN_MS = 60_000;
const LAST_RETURN_MS = 15 * 60_000;
const UNREACHABLE = 1006;
const GOING_BACK = 1001;

/** Makes sockets in the first way that works. */
export function withFallback(ways: readonly [SocketFactory, ...SocketFactory[]], clock: Clock): SocketFactory {
  const choice: Choice = { way: 0, failures: 0, shortLives: 0, returnMs: FIRST_RETURN_MS };
  return (url, token, events) => new Attempt(ways, clock, choice, { url, token }, events);
}

/** What is known of the network so far. */
interface Choice {
  way: number;
  /** Of this way, in a row. */
  failures: number;
  shortLives: number;
  returnMs: number;
}

type Phase = { type: 'trying' } | { type: 'live'; since: number } | { type: 'over' };

class Attempt implements Socket {
  readonly #ways: readonly SocketFactory[];
  readonly #clock: Clock;
  readonly #choice: Choice;
  readonly #events: SocketEvents;
  readonly #url: string;
  #token: string;
  #phase: Phase = { type: 'trying' };
  #isOpen = false;
  #sent: string[] = [];
  #socket: Socket | null = null;
  #probe: Socket | null = null;
  #timer: unknown = null;

  constructor(
    ways: readonly SocketFactory[],
    clock: Clock,
    choice: Choice,
    { url, token }: { url: string; token: string },
    events: SocketEvents,
  ) {
    this.#ways = ways;
    this.#clock = clock;
    this.#choice = choice;
    this.#url = url;
    this.#token = token;
    this.#events = events;
    this.#try();
  }

  send(text: string): void {
    if (text.startsWith('{"type":"auth"')) this.#token = (JSON.parse(text) as { token: string }).token;
    if (this.#phase.type === 'trying') this.#sent.push(text);
    this.#socket?.send(text);
  }

  close(code?: number): void {
    this.#leave();
    this.#phase = { type: 'over' };
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(code);
  }

  // --- Finding a way

  #try(): void {
    const { way } = this.#choice;
    let socket: Socket | null = null;
    const isMine = (): boolean => socket !== null && this.#socket === socket;
    try {
      socket = this.#ways[way]!(this.#url, this.#token, {
        onOpen: () => isMine() && this.#opened(),
        onMessage: (text) => isMine() && this.#heard(text),
        onClose: (code) => isMine() && this.#closed(code),
      });
    } catch {
      // A browser refuses some sockets on the spot: a policy, an odd address.
      return queueMicrotask(() => this.#phase.type === 'trying' && this.#failed(UNREACHABLE));
    }
    this.#socket = socket;
    this.#setTimer(WELCOME_WITHIN_MS[way] ?? WELCOME_WITHIN_MS.at(-1)!, () => this.#unheard());
  }

  #opened(): void {
    if (this.#isOpen) for (const text of this.#sent) this.#socket?.send(text);
    this.#isOpen = true;
    if (this.#sent.length === 0) this.#events.onOpen();
  }

  #heard(text: string): void {
    if (this.#phase.type === 'trying' && text.startsWith('{"type":"welcome"')) this.#welcomed();
    this.#events.onMessage(text);
  }

  #unheard(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
    this.#failed(UNREACHABLE);
  }

  #closed(code: number): void {
    this.#socket = null;
    this.#leave();
    if (this.#phase.type === 'trying' && isAboutTheWay(code)) return this.#failed(code);
    if (this.#phase.type === 'live') this.#judgeLife(this.#phase.since);
    this.#phase = { type: 'over' };
    this.#events.onClose(code);
  }

  /** The same way again in the next attempt; after that the next way, at once. The last way is followed by the first. */
  #failed(code: number): void {
    this.#leave();
    const { way, failures } = this.#choice;
    const isDone = way > 0 || failures + 1 >= FAILURES;
    this.#choice.failures = isDone ? 0 : failures + 1;
    if (isDone) this.#choice.way = (way + 1) % this.#ways.length;
    if (isDone && this.#choice.way > 0) return this.#try();
    this.#phase = { type: 'over' };
    this.#events.onClose(code);
  }

  #judgeLife(since: number): void {
    const wasShort = this.#clock.now() - since < SHORT_LIFE_MS;
    this.#choice.shortLives = wasShort ? this.#choice.shortLives + 1 : 0;
    if (this.#choice.shortLives < SHORT_LIVES) return;
    this.#choice.shortLives = 0;
    this.#choice.way = (this.#choice.way + 1) % this.#ways.length;
  }

  // --- Going back

  #welcomed(): void {
    this.#leave();
    this.#phase = { type: 'live', since: this.#clock.now() };
    this.#sent = [];
    this.#choice.failures = 0;
    if (this.#choice.way > 0) this.#returnLater();
    else this.#choice.returnMs = FIRST_RETURN_MS;
  }

  #returnLater(): void {
    this.#setTimer(this.#choice.returnMs, () => this.#tryBest());
    this.#choice.returnMs = Math.min(LAST_RETURN_MS, this.#choice.returnMs * 2);
  }

  #tryBest(): void {
    const probe: Socket = this.#ways[0]!(this.#url, this.#token, {
      onOpen: () => this.#probe === probe && this.#goBack(),
      onMessage: () => {},
      onClose: () => {
        if (this.#probe !== probe) return;
        this.#leave();
        this.#returnLater();
      },
    });
    this.#probe = probe;
  }

  #goBack(): void {
    this.#choice.way = 0;
    const socket = this.#socket;
    this.#socket = null;
    this.#leave();
    this.#phase = { type: 'over' };
    socket?.close(1000);
    this.#events.onClose(GOING_BACK);
  }

  #leave(): void {
    if (this.#timer !== null) this.#clock.clearTimer(this.#timer);
    this.#timer = null;
    const probe = this.#probe;
    this.#probe = null;
    probe?.close(1000);
  }

  #setTimer(ms: number, run: () => void): void {
    if (this.#timer !== null) this.#clock.clearTimer(this.#timer);
    this.#timer = this.#clock.setTimer(() => {
      this.#timer = null;
      run();
    }, ms);
  }
}

/** Other codes are the server's word, which it would say on any way. */
function isAboutTheWay(code: number): boolean {
  return code < 4000;
}
