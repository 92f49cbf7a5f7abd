import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@roost/protocol/version';
import type { Socket, SocketFactory, SocketHandlers } from './ports.ts';

/** As much of a WebSocket as is used; browsers' and `ws`'s both have it. */
interface AnySocket {
  send(text: string): void;
  close(code?: number): void;
  onopen: unknown;
  onmessage: unknown;
  onclose: unknown;
  onerror: unknown;
}

const path = '/api/v1/socket';

/** In a browser the token is offered as a subprotocol: headers cannot be set there. */
export function browserSocket(baseUrl: string): SocketFactory {
  const url = socketUrl(baseUrl);
  return (token, handlers) => wire(new WebSocket(url, [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token]), handlers);
}

/** In Node: `Ws` is the `WebSocket` class of the package `ws`, or one that takes the same arguments. */
export function nodeSocket(
  baseUrl: string,
  Ws: new (url: string, protocols: string[], options: { headers: Record<string, string> }) => AnySocket,
): SocketFactory {
  const url = socketUrl(baseUrl);
  return (token, handlers) => wire(new Ws(url, [SUBPROTOCOL], { headers: { authorization: `Bearer ${token}` } }), handlers);
}

function socketUrl(baseUrl: string): string {
  return baseUrl.replace(/^http/, 'ws').replace(/\/$/, '') + path;
}

function wire(socket: AnySocket, handlers: SocketHandlers): Socket {
  socket.onopen = () => handlers.open();
  socket.onmessage = ({ data }: { data: unknown }) => handlers.message(typeof data === 'string' ? data : String(data));
  socket.onclose = ({ code }: { code: number }) => handlers.close(code);
  // Every error is followed by a close, which says all that can be known.
  socket.onerror = () => {};
  return { send: (text) => socket.send(text), close: (code) => socket.close(code) };
}
