import { connect, createServer, type Server, type Socket } from 'node:net';
import { Dice } from '../dice.ts';

/*
 * The network between the members and the server, in a process of its own: a TCP proxy that treats each connection as its dice say.
 * It knows nothing of frames, so what it cuts, it cuts anywhere.
 */

/** What the one in charge says. */
export type Order =
  | { type: 'open'; target: number; seed: number }
  /** From now on nothing goes wrong, and what is wrong is put right. */
  | { type: 'calm' }
  | { type: 'cutAll' };
export type Report = { type: 'open'; port: number } | { type: 'count'; faults: Record<string, number> };

type Fate = 'none' | 'cut' | 'reset' | 'torn' | 'halfOpen' | 'stall' | 'throttle';
const FATES: Record<Fate, number> = { none: 6, cut: 3, reset: 3, torn: 3, halfOpen: 2, stall: 3, throttle: 1 };
const SLOW_BYTES = 10_000;
const TICK_MS = 100;

const lines = new Set<Line>();
const faults: Record<string, number> = {};
let isCalm = false;

/** One connection: `near` is the member's, `far` the server's. */
class Line {
  readonly #near: Socket;
  readonly #far: Socket;
  #timer: NodeJS.Timeout | null = null;
  #isTorn = false;

  constructor(near: Socket, target: number, dice: Dice) {
    this.#near = near;
    this.#far = connect({ port: target, host: '127.0.0.1' });
    for (const socket of [this.#near, this.#far]) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
    }
    this.#pass(this.#near, this.#far);
    this.#pass(this.#far, this.#near);
    this.#near.on('close', () => this.#far.destroy());
    this.#far.on('close', () => this.end());
    const fate = dice.weighted(FATES);
    if (!isCalm && fate !== 'none') this.#later(dice.between(500, 45_000), () => this.#befall(fate));
  }

  /** Both ends are gone. */
  end(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    lines.delete(this);
    this.#near.destroy();
    this.#far.destroy();
  }

  reset(): void {
    this.#near.resetAndDestroy();
    this.#far.resetAndDestroy();
    this.end();
  }

  #pass(from: Socket, to: Socket): void {
    from.on('data', (bytes: Buffer) => {
      if (this.#isTorn && from === this.#far) return this.#tear(bytes);
      if (!to.write(bytes)) from.pause();
    });
    to.on('drain', () => from.resume());
    from.on('end', () => to.end());
  }

  #befall(fate: Fate): void {
    if (isCalm) return;
    faults[fate] = (faults[fate] ?? 0) + 1;
    if (fate === 'cut') return this.end();
    if (fate === 'reset') return this.reset();
    if (fate === 'torn') this.#isTorn = true;
    if (fate === 'halfOpen') this.#disappear();
    if (fate === 'stall') this.#hold(2_000);
    if (fate === 'throttle') this.#throttle(200);
  }

  /** A part of what comes next arrives, and then nothing. */
  #tear(bytes: Buffer): void {
    this.#near.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => this.reset());
  }

  /** The member has moved to another network: it hears nothing more, and the server is not told. */
  #disappear(): void {
    this.#near.removeAllListeners('close');
    this.#near.removeAllListeners('data');
    this.#far.removeAllListeners('data');
    this.#far.pause();
    this.#near.destroy();
    this.#later(40_000, () => this.end());
  }

  #hold(ms: number): void {
    this.#near.pause();
    this.#far.pause();
    this.#later(ms, () => {
      this.#near.resume();
      this.#far.resume();
    });
  }

  /** Ten kilobytes a second towards the member, for so many ticks. */
  #throttle(ticks: number): void {
    this.#far.removeAllListeners('data');
    this.#far.pause();
    this.#later(TICK_MS, () => {
      if (isCalm || ticks === 0) {
        this.#pass(this.#far, this.#near);
        this.#far.resume();
        return;
      }
      const share = (SLOW_BYTES * TICK_MS) / 1000;
      const bytes = (this.#far.read(Math.min(share, this.#far.readableLength)) ?? NOTHING) as Buffer;
      if (bytes.length > 0) this.#near.write(bytes);
      else this.#far.read(0);
      this.#throttle(ticks - 1);
    });
  }

  #later(ms: number, run: () => void): void {
    this.#timer = setTimeout(run, ms);
  }
}

const NOTHING = Buffer.alloc(0);

function open(target: number, seed: number): Server {
  const dice = new Dice(seed);
  const server = createServer((near) => lines.add(new Line(near, target, dice.split())));
  server.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 }, () => {
    const address = server.address();
    say({ type: 'open', port: typeof address === 'object' && address ? address.port : 0 });
  });
  return server;
}

function say(report: Report): void {
  process.send?.(report);
}

process.on('message', (order: Order) => {
  if (order.type === 'open') open(order.target, order.seed);
  if (order.type === 'calm') {
    isCalm = true;
    say({ type: 'count', faults });
  }
  if (order.type === 'cutAll') for (const line of lines) line.reset();
});
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {});
