import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

/*
 * Writes ready frames past `ws` to the socket under it: a frame that a thousand sessions share is encoded and framed once.
 *
 * Allowed because, with permessage-deflate off, `ws` never holds frames back: it too writes each of its frames (pong, close)
 * whole, in order, to the same socket, so frames of both never interleave. The contract test beside this file holds that
 * against a real client. After a close frame has gone nothing more may follow, so then `write` does nothing.
 */

export class Wire {
  readonly #ws: WebSocket;
  readonly #socket: Socket;

  constructor(ws: WebSocket, socket: Duplex) {
    this.#ws = ws;
    this.#socket = socket as Socket;
  }

  /** Takes complete WebSocket frames. */
  write(bytes: Buffer): void {
    if (this.#ws.readyState === WebSocket.OPEN) this.#socket.write(bytes);
  }

  cork(): void {
    this.#socket.cork();
  }

  uncork(): void {
    this.#socket.uncork();
  }

  /** Bytes that the kernel has not taken yet. */
  get waiting(): number {
    return this.#socket.writableLength;
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
