import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { textFrame } from '../../fanout/frame.ts';
import { Handshakes } from './handshake.ts';
import { Turn, Wire } from './wire.ts';

// What a wire promises, against a real client of `ws`.

let server: ReturnType<typeof createServer>;
let client: WebSocket;
let wire: Wire;
let turn: Turn;
let received: string[];
let pongs: number;

beforeEach(async () => {
  const mine: string[] = [];
  received = mine;
  pongs = 0;
  server = createServer();
  const handshakes = new Handshakes(() => {});
  const opened = new Promise<void>((resolve) => {
    server.on('upgrade', (request, socket, head) => {
      handshakes.answer(request, socket, head, (upgraded, rest) => {
        wire = new Wire(upgraded, rest, (turn = new Turn()));
        resolve();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('message', (data: Buffer) => mine.push(data.toString()));
  client.on('pong', () => pongs++);
  client.on('error', (error) => mine.push(`error ${error.message}`));
  await Promise.all([opened, new Promise<void>((resolve) => client.on('open', () => resolve()))]);
});

afterEach(() => {
  client.terminate();
  wire.terminate();
  server.close();
});

async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await new Promise((resolve) => setImmediate(resolve));
}

test('frames of every length form arrive whole and in order', async () => {
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map(
    (length) => 'é'.repeat(length / 2) + 'x'.repeat(length % 2),
  );
  for (const text of texts) wire.write(textFrame(text));
  await until(() => received.length === texts.length);
  expect(received).toEqual(texts);
});

test('frames of the protocol itself never lie inside of others', async () => {
  const mine: string[] = [];
  for (let i = 0; i < 300; i++) {
    mine.push(`${i} ${'x'.repeat((i * 977) % 70_000)}`);
    wire.write(textFrame(mine.at(-1)!));
    if (i % 7 === 0) client.ping();
    if (i % 5 === 0) wire.ping();
    if (i % 11 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => received.length === mine.length);
  expect(received).toEqual(mine);
  client.ping();
  await until(() => pongs > 0);
});

test('what is written in one turn of the event loop goes out in one write', async () => {
  const chunks: string[] = [];
  (client as unknown as { _socket: Socket })._socket.on('data', (data: Buffer) => chunks.push(data.toString('latin1')));
  for (const text of ['a', 'b', 'c']) wire.write(textFrame(text));
  expect(wire.waiting).toBe(9);
  await until(() => received.length === 3);
  expect(received).toEqual(['a', 'b', 'c']);
  expect(chunks).toHaveLength(1);
});

test('a frame for a crowd does not wait for the end of the turn, but never overtakes what does', async () => {
  const [first, second] = [textFrame('first'), textFrame('second')];
  const before = wire.taken;
  turn.straight(() => wire.write(first));
  expect(wire.taken - before).toBe(first.length);
  wire.write(second);
  turn.straight(() => wire.write(textFrame('third')));
  expect(wire.taken - before).toBe(first.length);
  await until(() => received.length === 3);
  expect(received).toEqual(['first', 'second', 'third']);
});

test('nothing is written after the close frame, and the client sees a clean close', async () => {
  let raw = '';
  (client as unknown as { _socket: Socket })._socket.on('data', (data: Buffer) => (raw += data.toString('latin1')));
  const closed = new Promise<number>((resolve) => client.on('close', resolve));
  wire.write(textFrame('last'));
  wire.close(4502);
  wire.write(textFrame('too late'));
  expect(await closed).toBe(4502);
  expect(received).toEqual(['last']);
  expect(raw).toContain('last');
  expect(raw).not.toContain('too late');
});

test('writing to a connection that is gone is harmless', async () => {
  const gone = new Promise<void>((resolve) => wire.listen({ frame() {}, alive() {}, drained() {}, ended: resolve }));
  client.terminate();
  for (let i = 0; i < 10; i++) wire.write(textFrame('x'.repeat(100_000)));
  await gone;
  wire.write(textFrame('x'));
});

test('[F2] what the kernel has taken grows while the client reads, and stands still while it does not', async () => {
  client.pause();
  const frame = textFrame('x'.repeat(1_000_000));
  for (let i = 0; i < 12; i++) wire.write(frame);
  let last = -1;
  while (wire.taken !== last) {
    last = wire.taken;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  expect(wire.waiting).toBeGreaterThan(0);
  expect(last).toBeLessThan(12 * frame.length);
  const drained = new Promise<void>((resolve) => wire.listen({ frame() {}, alive() {}, drained: resolve, ended() {} }));
  client.resume();
  await drained;
  expect([wire.waiting, wire.taken >= 12 * frame.length]).toEqual([0, true]);
});
