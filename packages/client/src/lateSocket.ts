import type { Socket, SocketFactory } from './ports.ts';

const UNREACHABLE = 1006;

/** A way to make sockets whose code is fetched when it is first gone. Code that does not come is a network that does not let one through. */
export function lateSocket(load: () => Promise<SocketFactory>): SocketFactory {
  return (url, token, events) => {
    let socket: Socket | null = null;
    let isClosed = false;
    load().then(
      (make) => {
        if (!isClosed) socket = make(url, token, events);
      },
      () => isClosed || events.onClose(UNREACHABLE),
    );
    return {
      // Nobody sends before the socket says that it is open.
      send: (text) => socket?.send(text),
      close(code) {
        isClosed = true;
        socket?.close(code);
      },
    };
  };
}
