import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@roost/protocol/version';
import type { Socket, SocketEvents, SocketFactory } from './ports.ts';

/** As much of a WebSocket as is used; browsers' and the one of `ws` both have it. */
export interface AnySocket {
  send(text: string): void;
  close(code?: number): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
}

/** In a browser the token is offered as a second subprotocol: headers cannot be set there [S1]. */
export function browserSocket(WebSocket: new (url: string, protocols: string[]) => AnySocket): SocketFactory {
  return (url, token, events) => adapted(new WebSocket(url, [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token]), events);
}

/** Elsewhere the token travels as a header. `WebSocket` is the class of the package `ws`, or one that takes the same arguments. */
export function nodeSocket(
  WebSocket: new (url: string, protocols: string[], options: { headers: Record<string, string> }) => AnySocket,
): SocketFactory {
  return (url, token, events) =>
    adapted(new WebSocket(url, [SUBPROTOCOL], { headers: { authorization: `Bearer ${token}` } }), events);
}

/** Where the socket is, for a server at this address. */
export function socketUrl(baseUrl: string): string {
  return `${baseUrl.replace(/^http/, 'ws').replace(/\/$/, '')}/api/v1/socket`;
}

function adapted(socket: AnySocket, events: SocketEvents): Socket {
  socket.addEventListener('open', () => events.onOpen());
  socket.addEventListener('message', ({ data }) => events.onMessage(String(data)));
  socket.addEventListener('close', ({ code }) => events.onClose(code));
  socket.addEventListener('error', () => {}); // `close` follows and says all that can be known
  return { send: (text) => socket.send(text), close: (code) => socket.close(code) };
}
