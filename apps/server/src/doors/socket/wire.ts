import type { Socket } from 'node:net';
import { limits } from '@roost/protocol/limits';
import { IncomingFrames } from './incomingFrames.ts';
import type { FrameListener, FrameLimits } from './incomingFrames.ts';
import type { Link, LinkListener } from './link.ts';

/*
 * A WebSocket after its handshake. It writes ready frames: one that a thousand sessions share is encoded and framed once, and what one
 * socket gets in one turn of the event loop (results, batches) costs one write. Its own frames (pong, close) go at once, and may overtake
 * what still waits for the end of the turn; every frame is written whole, so none lies inside of another.
 *
 * open → (close frame sent) closing → over. After a close frame has gone nothing more may follow. The other side is given some seconds to
 * answer it; `ended` is told when the connection is gone, whoever ended it, once.
 */

/** The links that were written to in this turn of the event loop. */
export class Turn {
  #written: Pick<Link, 'flush'>[] = [];
  #isStraight = false;

  /** Whether what is written to a link for which nothing waits goes out at once. */
  get isStraight(): boolean {
    return this.#isStraight;
  }

  /** Runs what writes one frame to each of very many: no one waits until all have theirs. */
  straight(write: () => void): void {
    this.#isStraight = true;
    try {
      write();
    } finally {
      this.#isStraight = false;
    }
  }

  add(link: Pick<Link, 'flush'>): void {
    if (this.#written.length === 0) setImmediate(() => this.end());
    this.#written.push(link);
  }

  /** Sends what waits now. Whoever has just written to many links spares them the rest of the turn. */
  end(): void {
    const written = this.#written;
    this.#written = [];
    for (const link of written) link.flush();
  }
}

/** Bytes up to which frames are copied together. Above, a copy costs more than a write of its own. */
const JOINED = 16_384;
const CLOSE_WITHIN_MS = 5_000;
const READS: FrameLimits = { message: limits.frameBytes, fragments: 64, pieces: 1_024 };

type State = 'open' | 'closing' | 'over';

export class Wire implements Link, FrameListener {
  readonly #socket: Socket;
  readonly #turn: Turn;
  readonly #incoming = new IncomingFrames(this, READS);
  #listener: LinkListener | null = null;
  #state: State = 'open';
  #closer: NodeJS.Timeout | null = null;
  // What waits for the end of the turn. Most often it is one frame.
  #first: Buffer | null = null;
  #more: Buffer[] | null = null;
  #size = 0;

  /** Takes over a connection that has been upgraded; `head` is what has been read of it already. */
  constructor(socket: Socket, head: Buffer, turn: Turn) {
    this.#socket = socket;
    this.#turn = turn;
    (socket as Held)[WIRE] = this;
    socket.setTimeout(0);
    socket.setNoDelay();
    if (head.length > 0) socket.unshift(head);
    socket.on('data', onData);
    socket.on('drain', onDrain);
    socket.on('end', onEnd);
    socket.on('error', onError);
    socket.on('close', onClose);
  }

  listen(listener: LinkListener): void {
    this.#listener = listener;
    // Node keeps the address of the other side for whoever asks again. Whoever wanted to know it has asked.
    const asked = this.#socket as Socket & { _peername?: object | undefined };
    if (asked._peername) asked._peername = undefined;
  }

  // --- What its socket tells

  came(data: Buffer): void {
    this.#incoming.push(data);
  }

  drained(): void {
    this.#listener?.drained();
  }

  /** The other side will send nothing more. */
  halfEnded(): void {
    this.#state = 'over';
    this.#endSoon();
    this.#socket.end();
  }

  gone(): void {
    this.#state = 'over';
    if (this.#closer) clearTimeout(this.#closer);
    const listener = this.#listener;
    this.#listener = null; // Node may keep a closed socket for a while; the session must not stay with it
    listener?.ended();
  }

  // --- What comes in

  onMessage(data: Buffer, isBinary: boolean): void {
    if (this.#state === 'open') this.#listener?.frame(data, isBinary);
  }

  /** Who does not read gets no pongs either: they would wait for ever. One may answer several pings. */
  onPing(data: Buffer): void {
    if (this.#state !== 'open') return;
    if (!this.#socket.writableNeedDrain) this.#socket.write(ownFrame(PONG, data));
    this.#listener?.alive();
  }

  onPong(): void {
    if (this.#state === 'open') this.#listener?.alive();
  }

  onClosing(code: number | null): void {
    this.#sayClose(code);
    this.#socket.end();
  }

  onBroken(code: number): void {
    this.onClosing(code);
  }

  // --- What its session wants

  write(bytes: Buffer): void {
    if (this.#size + bytes.length > JOINED) this.flush();
    if (bytes.length > JOINED || (this.#turn.isStraight && !this.#first)) return this.#send(bytes);
    if (this.#first) (this.#more ??= []).push(bytes);
    else {
      this.#first = bytes;
      this.#turn.add(this);
    }
    this.#size += bytes.length;
  }

  flush(): void {
    const first = this.#first;
    if (!first) return;
    const joined = this.#more ? Buffer.concat([first, ...this.#more], this.#size) : first;
    this.#more = null;
    this.#first = null;
    this.#size = 0;
    this.#send(joined);
  }

  #send(bytes: Buffer): void {
    if (this.#state === 'open') this.#socket.write(bytes);
  }

  get waiting(): number {
    return this.#socket.writableLength + this.#size;
  }

  get drainComing(): boolean {
    return this.#socket.writableNeedDrain;
  }

  get taken(): number {
    return takenBy(this.#socket);
  }

  pause(): void {
    if (this.#state === 'open') this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  ping(): boolean {
    if (this.#state === 'open') this.#socket.write(PING);
    return !this.#socket.isPaused();
  }

  close(code: number): void {
    this.flush();
    this.#sayClose(code);
  }

  terminate(): void {
    this.#state = 'over';
    this.#socket.destroy();
  }

  #sayClose(code: number | null): void {
    // A paused socket would not hear the other side's close.
    this.#socket.resume();
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    this.#socket.write(ownFrame(CLOSE, code === null ? NOTHING : Buffer.from([code >> 8, code & 0xff])));
    this.#endSoon();
  }

  /** The other side has so long to take what was written, and to close. */
  #endSoon(): void {
    this.#closer ??= setTimeout(() => this.#socket.destroy(), CLOSE_WITHIN_MS);
  }
}

const NOTHING = Buffer.alloc(0);
const [CLOSE, PONG] = [0x88, 0x8a];
const PING = Buffer.from([0x89, 0]);

/** A frame of the protocol itself: up to 125 bytes. */
function ownFrame(first: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([first, payload.length]), payload]);
}

// One function each for all sockets: made for each, they would be a twentieth of what an idle session weighs.
const WIRE = Symbol('wire');
type Held = Socket & { [WIRE]: Wire };

function onData(this: Socket, data: Buffer): void {
  (this as Held)[WIRE].came(data);
}

function onDrain(this: Socket): void {
  (this as Held)[WIRE].drained();
}

function onEnd(this: Socket): void {
  (this as Held)[WIRE].halfEnded();
}

/** `close` follows. */
function onError(): void {}

function onClose(this: Socket): void {
  (this as Held)[WIRE].gone();
}

/** Bytes that the kernel has taken from a socket, ever. */
export function takenBy(socket: Socket): number {
  // Node counts a write as waiting until all of it is gone; libuv, under it, knows how much is left of it.
  const below = socket as Socket & { _bytesDispatched?: number; _handle?: { writeQueueSize?: number } | null };
  const dispatched = below._bytesDispatched ?? socket.bytesWritten - socket.writableLength;
  return dispatched - (below._handle?.writeQueueSize ?? 0);
}
