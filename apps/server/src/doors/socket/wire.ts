import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

/*
 * Writes ready frames past `ws` to the socket under it: a frame that a thousand sessions share is encoded and framed once, and
 * what one socket gets in one turn of the event loop (results, batches) costs one write.
 *
 * Allowed because, with permessage-deflate off, `ws` never holds frames back: it too writes each of its frames (pong, close)
 * whole to the same socket, so frames of both never interleave; those of `ws` may overtake what still waits for the end of the
 * turn. The contract test beside this file holds that against a real client. After a close frame has gone nothing more may
 * follow, so then `write` does nothing: flush before closing.
 */

/** The sockets that were written to in this turn of the event loop. */
export class Turn {
  #written: Wire[] = [];

  add(wire: Wire): void {
    if (this.#written.length === 0) setImmediate(() => this.end());
    this.#written.push(wire);
  }

  /** Sends what waits now. Whoever has just written to many sockets spares them the rest of the turn. */
  end(): void {
    const written = this.#written;
    this.#written = [];
    for (const wire of written) wire.flush();
  }
}

/** Bytes up to which frames are copied together. Above, a copy costs more than a write of its own. */
const JOINED = 16_384;

export class Wire {
  readonly #ws: WebSocket;
  readonly #socket: Socket;
  readonly #turn: Turn;
  // What waits for the end of the turn. Most often it is one frame.
  #first: Buffer | null = null;
  #more: Buffer[] = [];
  #size = 0;

  constructor(ws: WebSocket, socket: Duplex, turn: Turn) {
    this.#ws = ws;
    this.#socket = socket as Socket;
    this.#turn = turn;
  }

  /** Takes complete WebSocket frames. */
  write(bytes: Buffer): void {
    if (this.#size + bytes.length > JOINED) this.flush();
    if (bytes.length > JOINED) return this.#send(bytes);
    if (this.#first) this.#more.push(bytes);
    else {
      this.#first = bytes;
      this.#turn.add(this);
    }
    this.#size += bytes.length;
  }

  flush(): void {
    const first = this.#first;
    if (!first) return;
    const joined = this.#more.length === 0 ? first : Buffer.concat([first, ...this.#more], this.#size);
    if (this.#more.length > 0) this.#more = [];
    this.#first = null;
    this.#size = 0;
    this.#send(joined);
  }

  #send(bytes: Buffer): void {
    if (this.#ws.readyState === WebSocket.OPEN) this.#socket.write(bytes);
  }

  /** Bytes that the kernel has not taken yet. */
  get waiting(): number {
    return this.#socket.writableLength + this.#size;
  }

  get drainComing(): boolean {
    return this.#socket.writableNeedDrain;
  }

  /** Called whenever everything that waited has been taken. */
  onDrain(listener: () => void): void {
    this.#socket.on('drain', listener);
  }

  /** Grows whenever the kernel takes something, also a part of what was written at once. */
  get taken(): number {
    // Node counts a write as waiting until all of it is gone; libuv, under it, knows how much is left of it.
    const below = this.#socket as Socket & { _bytesDispatched?: number; _handle?: { writeQueueSize?: number } | null };
    const dispatched = below._bytesDispatched ?? this.#socket.bytesWritten - this.#socket.writableLength;
    return dispatched - (below._handle?.writeQueueSize ?? 0);
  }
}
