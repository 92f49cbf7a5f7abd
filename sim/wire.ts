import type { Socket, SocketEvents, SocketFactory } from '@roost/client/ports';
import type { ClientFrame, ServerFrame } from '@roost/protocol/frames';
import { readServerFrame } from '@roost/protocol/serverFrame';
import { WebSocket } from 'ws';
import type { SimClock } from './clock.ts';
import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';

/*
 * The network between one device and the server: real WebSockets over TCP, with everything that networks do to them. What it does
 * to a connection is decided when the connection begins (`fate`), by the device's dice.
 *
 * Frames of one connection keep their order and come at most once, as TCP promises; what is duplicated and reordered is what lies
 * above: an old connection's frames come after the new one's, cursors are older than what was seen, commands are sent twice.
 */

export interface Watcher {
  /** Every frame of the server as it left the network; `isHeard` is false where the client no longer listens. `line` counts connections. */
  received(frame: ServerFrame, line: number, isHeard: boolean): void;
  sent(frame: ClientFrame, line: number): void;
}

export interface WireWorld {
  clock: SimClock;
  dice: Dice;
  faults: Faults;
  /** Where the server is now. */
  url: () => string;
  watcher: Watcher;
}

type Fate =
  | { type: 'none' }
  /** After so many frames of the server: what is under way is lost (`drop`), or still comes (`flush`). */
  | { type: 'cut'; after: number; how: 'drop' | 'flush' | 'reset' }
  | { type: 'halfOpen'; after: number }
  | { type: 'beforeAck'; after: number };

/** One device's way to the server. */
export class Wire {
  calm = false;
  /** What the next `hello` says instead of the cursors that the client has. */
  tamper: ((cursors: Record<string, string | null>) => Record<string, string | null>) | null = null;
  /** Called when a `hello` passes. */
  onHello: (() => void) | null = null;
  readonly world: WireWorld;
  readonly #lines = new Set<Line>();
  #count = 0;
  #reading: 'freely' | 'slowly' | 'never' = 'freely';

  constructor(world: WireWorld) {
    this.world = world;
  }

  readonly connect: SocketFactory = (_url, token, events) => {
    const line = new Line(this, ++this.#count, token, events, this.calm ? { type: 'none' } : fateOf(this.world.dice));
    this.#lines.add(line);
    return line;
  };

  /** So many were begun. */
  get connections(): number {
    return this.#count;
  }

  get reading(): 'freely' | 'slowly' | 'never' {
    return this.#reading;
  }

  /** How fast the device takes what comes: not at all, 10 kB a second, or as it comes. */
  set reading(how: 'freely' | 'slowly' | 'never') {
    this.#reading = how;
    for (const line of this.#lines) line.paced();
  }

  /** Cuts what there is. */
  cut(how: 'drop' | 'reset' = 'drop'): void {
    for (const line of this.#lines) line.cut(how);
  }

  /** From now on nothing goes wrong any more. What is half open stays so: the client has to notice. */
  settle(): void {
    this.calm = true;
    this.tamper = null;
    this.reading = 'freely';
    for (const line of this.#lines) line.settle();
  }

  ended(line: Line): void {
    this.#lines.delete(line);
  }

  close(): void {
    for (const line of this.#lines) line.end();
  }
}

class Line implements Socket {
  readonly #wire: Wire;
  readonly #number: number;
  readonly #ws: WebSocket;
  readonly #events: SocketEvents;
  #fate: Fate;
  #frames = 0;
  readonly #inbound: { at: number; run: () => void }[] = [];
  readonly #outbound: { at: number; run: () => void }[] = [];
  #isSilent = false;
  #isOver = false;
  #isForgotten = false;
  readonly #latency: number;

  constructor(wire: Wire, number: number, token: string, events: SocketEvents, fate: Fate) {
    this.#wire = wire;
    this.#number = number;
    this.#events = events;
    this.#fate = fate;
    const { dice, faults, url } = wire.world;
    this.#latency = !wire.calm && dice.chance(0.5) ? dice.between(20, 600) : 0;
    if (this.#latency > 0) faults.count('delay');
    this.#ws = new WebSocket(`${url().replace('http', 'ws')}/api/v1/socket`, ['roost.v1'], {
      headers: { authorization: `Bearer ${token}` },
    });
    this.#ws.on('open', () => {
      this.#come(() => events.onOpen());
      this.paced();
    });
    this.#ws.on('message', (data: Buffer) => this.#arrived(data.toString()));
    this.#ws.on('error', () => {});
    this.#ws.on('close', (code: number) => this.#closed(code));
  }

  // --- What the client does

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    const { dice, faults, watcher } = this.#wire.world;
    watcher.sent(frame, this.#number);
    this.#go(() => this.#ws.send(frame.type === 'hello' ? this.#hello(frame) : text));
    const isTwice =
      frame.type === 'command' &&
      (frame.key !== undefined || frame.name === 'message.post') &&
      !this.#wire.calm &&
      dice.chance(frame.name === 'message.post' ? 0.03 : 0.2);
    if (!isTwice) return;
    faults.count('duplicate command');
    this.#go(() => this.#ws.send(text));
  }

  close(): void {
    this.#isForgotten = true;
    if (this.#isSilent) return; // the other side cannot learn of it
    if (this.#wire.calm) return this.#ws.terminate();
    // The other side learns of it a little later, and what it says until then still comes.
    this.#wire.world.clock.setTimer(() => this.#ws.terminate(), this.#wire.world.dice.below(2_000));
  }

  // --- What the network does

  paced(): void {
    if (this.#ws.readyState !== WebSocket.OPEN) return;
    if (this.#wire.reading === 'never') this.#ws.pause();
    else this.#ws.resume();
  }

  settle(): void {
    this.#fate = { type: 'none' };
  }

  end(): void {
    this.#isForgotten = true;
    this.#isOver = true;
    this.#ws.terminate();
  }

  cut(how: 'drop' | 'flush' | 'reset'): void {
    if (this.#isOver) return;
    this.#isOver = how !== 'flush';
    if (how === 'flush') return this.#ws.terminate();
    this.#inbound.length = 0;
    const below = (this.#ws as unknown as { _socket?: { resetAndDestroy?(): void } })._socket;
    if (how === 'reset' && below?.resetAndDestroy) below.resetAndDestroy();
    this.#ws.terminate();
    this.#wire.ended(this);
    if (!this.#isForgotten && !this.#isSilent) setImmediate(() => this.#events.onClose(1006));
  }

  #hello(frame: Extract<ClientFrame, { type: 'hello' }>): string {
    const { tamper, onHello } = this.#wire;
    this.#wire.tamper = null;
    if (onHello) setImmediate(onHello);
    this.#wire.onHello = null;
    return JSON.stringify(tamper ? { ...frame, cursors: tamper(frame.cursors) } : frame);
  }

  #arrived(text: string): void {
    const frame = readServerFrame(text);
    if (this.#isSilent || this.#isOver) return;
    this.#frames++;
    if (this.#meetsFate(frame)) return;
    if (this.#wire.reading === 'slowly') this.#breathe(text.length);
    this.#come(() => {
      if (this.#isForgotten) this.#wire.world.faults.count('late frame of an old connection');
      this.#wire.world.watcher.received(frame, this.#number, !this.#isForgotten);
      this.#events.onMessage(text);
    });
  }

  /** Whether this frame is where it happens. */
  #meetsFate(frame: ServerFrame): boolean {
    const fate = this.#fate;
    if (fate.type === 'none' || this.#frames < fate.after) return false;
    const { faults } = this.#wire.world;
    if (fate.type === 'beforeAck') {
      if (frame.type !== 'result' || !frame.ok) return false;
      faults.count('cut between commit and answer');
      this.cut('drop');
      return true;
    }
    this.#fate = { type: 'none' };
    if (fate.type === 'halfOpen') {
      faults.count('half-open');
      this.#isSilent = true;
      this.#inbound.length = 0;
      return true;
    }
    faults.count(fate.how === 'reset' ? 'reset' : fate.how === 'drop' ? 'cut, frames lost' : 'cut');
    this.cut(fate.how);
    return fate.how !== 'flush';
  }

  /** Ten kilobytes a second. */
  #breathe(bytes: number): void {
    this.#ws.pause();
    this.#wire.world.clock.setTimer(() => this.paced(), bytes / 10);
  }

  #closed(code: number): void {
    if (this.#isOver) return;
    this.#come(() => {
      if (this.#isOver) return;
      this.#isOver = true;
      this.#wire.ended(this);
      if (!this.#isForgotten && !this.#isSilent) this.#events.onClose(code);
    });
  }

  #come(run: () => void): void {
    this.#later(this.#inbound, run);
  }

  #go(run: () => void): void {
    this.#later(this.#outbound, () => {
      if (!this.#isSilent && this.#ws.readyState === WebSocket.OPEN) run();
    });
  }

  /** In order, and each after a delay of its own. */
  #later(queue: { at: number; run: () => void }[], run: () => void): void {
    if (this.#latency === 0 && queue.length === 0) return run();
    const { clock, dice } = this.#wire.world;
    const isFirst = queue.length === 0;
    const entry = { at: Math.max(queue.at(-1)?.at ?? 0, clock.now() + dice.below(this.#latency + 1)), run };
    queue.push(entry);
    if (!isFirst) return;
    const next = (): void => {
      while (queue.length > 0 && queue[0]!.at <= clock.now()) queue.shift()!.run();
      if (queue.length > 0) clock.setTimer(next, queue[0]!.at - clock.now());
    };
    clock.setTimer(next, entry.at - clock.now());
  }
}

function fateOf(dice: Dice): Fate {
  const after = 1 + Math.floor(-Math.log(1 - dice.unit()) * 60);
  const type = dice.weighted({ none: 3, drop: 2, flush: 2, reset: 2, halfOpen: 1, beforeAck: 2 });
  if (type === 'none') return { type };
  if (type === 'halfOpen' || type === 'beforeAck') return { type, after };
  return { type: 'cut', after, how: type };
}
