import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { call, post } from '../testClient.ts';
import type { TestServerOptions } from '../../testServer.ts';
import { Session } from '../socket/session.ts';
import { heapHeld, newcomers } from './alive.ts';
import { opcodes, rawFrame, text } from './rawFrames.ts';
import { RawConnection, RawSocket, rawAnswer, upgradeRequest } from './rawSocket.ts';
import { openWatchedHouse } from './watchedHouse.ts';
import type { WatchedHouse } from './watchedHouse.ts';

// Much of one thing: what it holds while it lasts, and that nothing of it is left.

let watched: WatchedHouse;
const sessions = newcomers(Session);
const clock = { now: Date.now() };
let sweeps: (() => void)[] = [];

/** A server whose clock stands still and whose timers run when told. */
async function open(options: Partial<TestServerOptions> = {}): Promise<WatchedHouse> {
  clock.now = Date.now();
  sweeps = [];
  const every = (ms: number, run: () => void) => {
    if (ms <= 1_000) sweeps.push(run);
    return () => {};
  };
  watched = await openWatchedHouse({ now: () => clock.now, every, ...options });
  return watched;
}

function pass(ms: number): void {
  clock.now += ms;
  for (const run of sweeps) run();
}

afterEach(async () => {
  await watched.pair.exchange();
  expect(watched.complaints).toEqual([]);
  await watched.close();
});

const gateway = () => watched.house.server.app.gateway;
const connections = () =>
  new Promise<number>((resolve, reject) =>
    watched.house.server.app.http.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

/** Waits until something holds; the pair talks meanwhile. Fails by the test's timeout. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await watched.pair.exchange();
}

const descriptors = Number(/Max open files\s+(\d+)/.exec(limitsOfProcess())?.[1] ?? 1_024);
/** Both ends are in this process. */
const HALF_OPEN = Math.min(3_000, Math.floor((descriptors - 300) / 2));

function limitsOfProcess(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}

test(`[S9] ${HALF_OPEN} connections that say nothing, or half of something, disturb nobody`, async () => {
  await open();
  const before = await connections();
  const { port } = new URL(watched.url);
  const request = upgradeRequest(watched.url, watched.token);
  const halves = [
    '',
    'GET',
    request.slice(0, 60),
    request.slice(0, -2),
    'POST /api/v1/x HTTP/1.1\r\nContent-Length: 9\r\n\r\n{',
  ];
  const heapBefore = heapHeld();
  const sockets = Array.from({ length: HALF_OPEN }, (_, i) => {
    const socket = createConnection(Number(port), '127.0.0.1').on('error', () => {});
    socket.write(halves[i % halves.length]!);
    return socket;
  });
  await until(async () => (await connections()) >= before + HALF_OPEN);
  for (let i = 0; i < 10; i++) await watched.pair.exchange();
  expect((heapHeld() - heapBefore) / HALF_OPEN).toBeLessThan(30_000);
  for (const socket of sockets) socket.destroy();
  await until(async () => (await connections()) <= before);
});

test('[S2] sessions that never say hello, and those that go on saying it, are closed', async () => {
  await open();
  const silent = await Promise.all(Array.from({ length: 100 }, () => RawSocket.open(watched.url, watched.token)));
  const endless = await RawSocket.open(watched.url, watched.token);
  const more = text(JSON.stringify({ type: 'hello', cursors: {}, more: true }));
  endless.write(...Array<Buffer>(70).fill(more));
  expect(await endless.closeCode()).toBe(4500);
  for (const socket of silent.slice(50)) socket.write(more, rawFrame({ opcode: opcodes.ping }));
  pass(4_999);
  await watched.pair.exchange();
  expect(gateway().size).toBe(102);
  pass(1);
  expect(await Promise.all(silent.map((socket) => socket.closeCode()))).toEqual(Array<number>(100).fill(4000));
  for (const socket of [...silent, endless]) socket.end();
  await until(() => gateway().size === 2);
});

test('[F2][S9] pings whose pongs nobody reads are not kept', async () => {
  await open({ frames: { perSecond: 1e9, burst: 1e9, refusals: 1e9 } });
  const socket = await RawSocket.join(watched.url, watched.token);
  socket.socket.pause();
  const before = heapHeld();
  const [asked, unread] = [text('{"type":"ping"}'), rawFrame({ opcode: opcodes.ping, payload: Buffer.alloc(125) })];
  for (let i = 0; i < 100; i++) {
    socket.write(Buffer.concat(Array<Buffer>(1_000).fill(i % 2 === 0 ? asked : unread)));
    await watched.pair.exchange();
    if (socket.socket.destroyed) break;
  }
  expect(heapHeld() - before).toBeLessThan(8_000_000);
  socket.end();
  await until(() => gateway().size === 2);
});

test('[S9] a hundred thousand frames of one session do not keep the others waiting', async () => {
  await open();
  const socket = await RawSocket.join(watched.url, watched.token);
  const ping = text('{"type":"ping"}');
  for (let i = 0; i < 100; i++) {
    socket.write(Buffer.concat(Array<Buffer>(1_000).fill(ping)));
    await turn();
  }
  for (let i = 0; i < 5; i++) await watched.pair.exchange();
  expect(watched.pair.slowest).toBeLessThan(500);
  expect(await socket.closeCode()).toBe(4504);
  socket.end();
});

test('[S9][S6] a session that ends while its new token is looked at leaves nothing behind', async () => {
  await open();
  const { token, bot } = await botToken();
  for (let i = 0; i < 30; i++) {
    const socket = await RawSocket.join(watched.url, bot);
    socket.say({ type: 'auth', token: i % 2 === 0 ? token : bot });
    socket.end();
  }
  await until(() => gateway().size === 2);
  expect(sessions()).toBe(2);
});

async function botToken(): Promise<{ token: string; bot: string }> {
  const owner = watched.house.as('Sofia').token;
  const { user } = await call(watched.url, 'bot.create', { workspace: watched.house.team, name: 'Ferry' }, owner);
  const make = async () => (await call(watched.url, 'token.create', { user: user.id, scopes: ['read'] }, owner)).token;
  return { token: await make(), bot: await make() };
}

test('[S9] a stream whose client has gone before it began leaves nothing behind', async () => {
  await open();
  const owner = watched.house.as('Sofia').token;
  const { user } = await call(watched.url, 'bot.create', { workspace: watched.house.team, name: 'Ferry' }, owner);
  for (let i = 0; i < 20; i++) {
    // A token that was never seen is looked up, and meanwhile the client goes.
    const { token } = await call(watched.url, 'token.create', { user: user.id, scopes: ['read'] }, owner);
    const connection = new RawConnection(watched.url);
    const body = '{"kind":"stream","cursors":{}}';
    connection.write(
      `POST /api/v1/stream HTTP/1.1\r\nHost: ${new URL(watched.url).host}\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    const arrived = new Promise<void>((resolve) =>
      watched.house.server.app.http.server.once('request', () => resolve()),
    );
    await arrived;
    connection.end();
  }
  for (let i = 0; i < 20; i++) await watched.pair.exchange();
  await until(() => gateway().size === 2);
  expect(sessions()).toBe(2);
});

test('[S9] streams that wait behind a stream on one connection end with it', async () => {
  await open();
  const connection = new RawConnection(watched.url);
  const body = '{"kind":"stream","cursors":{}}';
  const request =
    `POST /api/v1/stream HTTP/1.1\r\nHost: ${new URL(watched.url).host}\r\nAuthorization: Bearer ${watched.token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  connection.write(request + request + request);
  await until(() => gateway().size === 5);
  connection.end();
  await until(() => gateway().size === 2);
});

test('[O2] text that is no UTF-8 is refused, not mended', async () => {
  await open();
  const body = Buffer.concat([Buffer.from('{"name":"x'), Buffer.from([0xff]), Buffer.from('"}')]);
  const connection = new RawConnection(watched.url);
  connection.write(
    `POST /api/v1/workspace.create HTTP/1.1\r\nHost: ${new URL(watched.url).host}\r\nAuthorization: Bearer ${watched.token}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    body,
  );
  const answer = (await rawAnswer(connection))!;
  connection.end();
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'invalid', field: 'args' });
});

test('connections get so long to say what they want, and no longer', async () => {
  await open();
  const { server } = watched.house.server.app.http;
  const { headersTimeout, requestTimeout } = server;
  expect({ headersTimeout, requestTimeout }).toEqual({ headersTimeout: 10_000, requestTimeout: 30_000 });
  const silence = new Promise((resolve) => server.once('request', ({ socket }) => resolve(socket.timeout)));
  await post(watched.url, 'server.info', {});
  expect(await silence).toBe(60_000);
});

test('[S9] whether the database answers is asked once for all who ask at once', async () => {
  await open();
  const asked = await Promise.all(Array.from({ length: 50 }, () => fetch(`${watched.url}/readyz`)));
  expect(asked.every(({ status }) => status === 200)).toBe(true);
  expect((await post(watched.url, 'server.info', {})).status).toBe(200);
});
