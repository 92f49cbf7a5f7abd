import { expect, test, vi } from 'vitest';
import { lateSocket } from './lateSocket.ts';
import type { SocketEvents, SocketFactory } from './ports.ts';

function listen() {
  const events = { onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn() } satisfies SocketEvents;
  const inner = { send: vi.fn(), close: vi.fn() };
  const make = vi.fn<SocketFactory>((_url, _token, { onOpen }) => {
    queueMicrotask(onOpen);
    return inner;
  });
  return { events, inner, make };
}

test('a socket whose code comes later opens then, and sends and closes as any', async () => {
  const { events, inner, make } = listen();
  const socket = lateSocket(() => Promise.resolve(make))('ws://here', 'token', events);
  await vi.waitFor(() => expect(events.onOpen).toHaveBeenCalled());
  expect(make).toHaveBeenCalledWith('ws://here', 'token', events);
  socket.send('{}');
  socket.close(1001);
  expect([inner.send.mock.calls, inner.close.mock.calls]).toEqual([[['{}']], [[1001]]]);
});

test('code that does not come is a socket that closes', async () => {
  const { events } = listen();
  lateSocket(() => Promise.reject(new Error('offline')))('ws://here', 'token', events);
  await vi.waitFor(() => expect(events.onClose).toHaveBeenCalledWith(1006));
});

test('what was closed before its code came never opens', async () => {
  const { events, make } = listen();
  const loading = Promise.resolve(make);
  lateSocket(() => loading)('ws://here', 'token', events).close();
  await loading;
  await Promise.resolve();
  expect([make.mock.calls, events.onClose.mock.calls]).toEqual([[], []]);
});
