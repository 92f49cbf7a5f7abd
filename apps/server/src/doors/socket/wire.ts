import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Link, LinkListener } from './link.ts';

/*
 * Writes ready frames past `ws` to the socket under it: a frame that a thousand sessions share is encoded and framed once, and
 * what one socket gets in one turn of the event loop (results, batches) costs one write.
 *
 * Allowed because, with permessage-deflate off, `ws` never holds frames back: it too writes each of its frames (pong, close)
 * whole to the same socket, so frames of both never interleave; those of `ws` may overtake what still waits for the end of the
 * turn. The contract test beside this file holds that against a real client. After a close frame has gone nothing more may
 * follow, so then `write` does nothing: flush before closing.
 */

/** The links that were written to in this turn of the event loop. */
export class Turn {
  #written: Pick<Link, 'flush'>[] = [];

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

export class Wire implements Link {
  readonly #ws: WebSocket;
  readonly #socket: Socket;
  readonly #turn: Turn;
  // What waits for the end of the turn. Most often it is one frame.
  #first: Buffer | null = null;
  #more: Buffer[] | null = null;
  #size = 0;

  constructor(ws: WebSocket, socket: Duplex, turn: Turn) {
    this.#ws = ws;
    this.#socket = socket as Socket;
    this.#turn = turn;
  }

  listen(listener: LinkListener): void {
    const ws = this.#ws as Heard;
    const socket = this.#socket as Heard<Socket>;
    ws[LISTENER] = listener;
    socket[LISTENER] = listener;
    ws.on('message', onMessage);
    ws.on('ping', onSign);
    ws.on('pong', onSign);
    ws.on('error', onError);
    ws.on('close', onClose);
    socket.on('drain', onDrain);
  }

  write(bytes: Buffer): void {
    if (this.#size + bytes.length > JOINED) this.flush();
    if (bytes.length > JOINED) return this.#send(bytes);
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
    if (this.#ws.readyState === WebSocket.OPEN) this.#socket.write(bytes);
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
    this.#ws.pause();
  }

  resume(): void {
    this.#ws.resume();
  }

  ping(): boolean {
    this.#ws.ping();
    return !this.#ws.isPaused;
  }

  close(code: number): void {
    this.flush();
    // A paused socket would not hear the other side's close.
    this.#ws.resume();
    this.#ws.close(code);
  }

  terminate(): void {
    this.#ws.terminate();
  }
}

// One function each for all links: made for each, they would be a twentieth of what an idle session weighs.
const LISTENER = Symbol('listener');
type Heard<T = WebSocket> = T & { [LISTENER]: LinkListener };

function onMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
  (this as Heard)[LISTENER].frame(data as Buffer, isBinary);
}

function onSign(this: WebSocket): void {
  (this as Heard)[LISTENER].alive();
}

function onClose(this: WebSocket): void {
  (this as Heard)[LISTENER].ended();
}

function onDrain(this: Socket): void {
  (this as Heard<Socket>)[LISTENER].drained();
}

/** `close` follows. */
function onError(): void {}

/** Bytes that the kernel has taken from a socket, ever. */
export function takenBy(socket: Socket): number {
  // Node counts a write as waiting until all of it is gone; libuv, under it, knows how much is left of it.
  const below = socket as Socket & { _bytesDispatched?: number; _handle?: { writeQueueSize?: number } | null };
  const dispatched = below._bytesDispatched ?? socket.bytesWritten - socket.writableLength;
  return dispatched - (below._handle?.writeQueueSize ?? 0);
}
