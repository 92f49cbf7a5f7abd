import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SUBPROTOCOL } from '@roost/protocol/version';
import { WebSocketServer } from 'ws';

/*
 * The handshake is that of `ws`: it checks the key and the lists of a request and answers 101. Then it fills a WebSocket of its own; it is
 * given another class to fill, which keeps the one thing that we need.
 */

class Upgraded {
  /** Set by `ws`. */
  _protocol = '';
  head: Buffer = Buffer.alloc(0);

  /** Called by `ws` when the 101 has been written. */
  setSocket(_socket: Duplex, head: Buffer): void {
    this.head = head;
  }
}

export class Handshakes {
  readonly #server: WebSocketServer;

  /** `refused`: the request is no handshake after all, and was not answered. */
  constructor(refused: (error: Error, socket: Duplex) => void) {
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
      WebSocket: Upgraded as never,
    });
    this.#server.on('wsClientError', refused);
  }

  /** Answers the request by 101. `done` is called at once, with what has been read of the connection already. */
  answer(request: IncomingMessage, socket: Duplex, head: Buffer, done: (socket: Socket, head: Buffer) => void): void {
    this.#server.handleUpgrade(request, socket, head, (upgraded) =>
      done(socket as Socket, (upgraded as unknown as Upgraded).head),
    );
  }
}
