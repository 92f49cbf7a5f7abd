import { afterEach, expect, test } from 'vitest';
import { usualRates } from '../../domain/rateLimits.ts';
import { usualAdmission } from '../socket/turnstile.ts';
import { call, post, TestSocket } from '../testClient.ts';
import type { TestServerOptions } from '../../testServer.ts';
import { rawFrame, opcodes, text } from './rawFrames.ts';
import { RawSocket, rawAnswer, RawConnection, upgradeRequest } from './rawSocket.ts';
import { openWatchedHouse } from './watchedHouse.ts';
import type { WatchedHouse } from './watchedHouse.ts';

// That every limit exists at the doors, says what it is and when to come back, and cannot be walked around.

let watched: WatchedHouse;
const clock = { now: Date.now() };

async function open(options: Partial<TestServerOptions> = {}): Promise<WatchedHouse> {
  clock.now = Date.now();
  watched = await openWatchedHouse({ now: () => clock.now, ...options });
  return watched;
}

afterEach(async () => {
  await watched.pair.exchange();
  expect(watched.complaints).toEqual([]);
  await watched.close();
});

interface Problem {
  status: number;
  code: string;
  retryAfterMs?: number;
}

async function ask(
  headers: Record<string, string>,
  name = 'identity.workspaces',
): Promise<Problem & { after: string | null }> {
  const response = await post(watched.url, name, {}, headers);
  const body = (await response.json()) as Problem;
  return { ...body, status: response.status, after: response.headers.get('retry-after') };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function untilLimited(
  headers: (i: number) => Record<string, string>,
  most: number,
): Promise<{ after: number; problem: Problem & { after: string | null } }> {
  for (let i = 0; i < most; i++) {
    const problem = await ask(headers(i));
    if (problem.code === 'rate_limited') return { after: i, problem };
  }
  throw new Error(`${most} requests, and none was too many`);
}

const tight = (perSecond: number, burst: number) => ({ perSecond, burst });
const wide = tight(1_000, 10_000);

test('[O8] a credential that asks too often is told when to come back, and then may', async () => {
  await open({ rates: { ...usualRates, read: { credential: tight(2, 5), subject: wide, address: wide } } });
  const { after, problem } = await untilLimited(() => bearer(watched.token), 10);
  expect([after, problem]).toMatchObject([5, { status: 429, retryAfterMs: 500, after: '1' }]);
  clock.now += 500;
  expect((await ask(bearer(watched.token))).status).toBe(200);
});

test('[O8] a person gets no further with a second sign-in', async () => {
  await open({ rates: { ...usualRates, read: { credential: wide, subject: tight(1, 4), address: wide } } });
  const { accessToken } = await call(watched.url, 'login.create', {
    email: 'mallory@harbor.test',
    password: 'correct horse battery',
    client: 'native',
  });
  const { after } = await untilLimited((i) => bearer(i % 2 === 0 ? watched.token : accessToken), 10);
  expect(after).toBe(4);
});

const forwarded = (i: number) => ({
  'x-forwarded-for': `198.51.100.${i % 250}`,
  forwarded: `for=198.51.100.${i % 250}`,
});

test('[O8] an address is limited over all who come from it, and forwarding headers do not make it another', async () => {
  await open({ rates: { ...usualRates, read: { credential: wide, subject: wide, address: tight(1, 60) } } });
  const { after } = await untilLimited((i) => ({ ...bearer(watched.token), ...forwarded(i) }), 80);
  expect(after).toBeLessThanOrEqual(60);
});

test('[O8] behind a proxy of the operator each caller has an address of their own', async () => {
  await open({
    trustedProxies: ['127.0.0.1'],
    rates: { ...usualRates, read: { credential: wide, subject: wide, address: tight(1, 60) } },
  });
  for (let i = 0; i < 80; i++) {
    expect((await ask({ ...bearer(watched.token), ...forwarded(i) })).status).toBe(200);
  }
  // What the caller wrote in front of what the proxy saw counts for nothing.
  const spoofed = (i: number) => ({ 'x-forwarded-for': `203.0.113.${i}, 198.51.100.251` });
  expect((await untilLimited((i) => ({ ...bearer(watched.token), ...spoofed(i) }), 80)).after).toBe(60);
});

test('[A9] bad tokens are refused unseen after so many of one address, on every door, and who is known goes on', async () => {
  await open();
  expect((await ask(bearer(watched.token))).status).toBe(200);
  const bad = (i: number) => bearer(`roost_${String(i).padStart(43, 'x')}`);
  const { after, problem } = await untilLimited((i) => ({ ...bad(i), ...forwarded(i) }), 600);
  expect(after).toBe(500);
  expect(problem).toMatchObject({ status: 429, retryAfterMs: 50, after: '1' });

  const refused = await upgradeWith('not.a.token');
  expect(refused).toMatchObject({ status: 429 });
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'rate_limited', retryAfterMs: 50 });
  expect(refused.head).toMatch(/\r\nretry-after: 1(\r\n|$)/i);
  const streamed = await post(watched.url, 'stream', { kind: 'stream', cursors: {} }, bearer('not.a.token'));
  expect(streamed.status).toBe(429);

  expect((await ask(bearer(watched.token))).status).toBe(200);
  expect((await upgradeWith(watched.token)).status).toBe(101);
  clock.now += 50;
  expect(await ask(bearer('not.a.token'))).toMatchObject({ status: 401, code: 'unauthenticated' });
});

async function upgradeWith(token: string) {
  const connection = new RawConnection(watched.url);
  connection.write(upgradeRequest(watched.url, token, { 'X-Forwarded-For': '203.0.113.9' }));
  const answer = await rawAnswer(connection);
  connection.end();
  return answer!;
}

test('[S12] whoever reconnects without a pause is asked to come back later, and others connect', async () => {
  await open({ admission: { ...usualAdmission, credential: tight(1, 6) } });
  for (let i = 0; i < 6; i++) (await RawSocket.join(watched.url, watched.token)).end();
  const socket = await RawSocket.open(watched.url, watched.token);
  const { afterMs } = (await socket.hears('reconnect'))!;
  expect(afterMs).toBeGreaterThanOrEqual(1_000);
  expect(await socket.closeCode()).toBe(4003);
  socket.end();
  (await watched.house.join('Sofia')).ws.terminate();
  clock.now += 1_000;
  (await RawSocket.join(watched.url, watched.token)).end();
});

test('[S12] a credential has so many sessions at once', async () => {
  await open({ admission: { ...usualAdmission, sessions: 3 } });
  const sockets = [];
  for (let i = 0; i < 3; i++) sockets.push(await RawSocket.join(watched.url, watched.token));
  const oneTooMany = await RawSocket.open(watched.url, watched.token);
  expect(await oneTooMany.closeCode()).toBe(4003);
  oneTooMany.end();
  sockets.shift()!.end();
  while (watched.house.server.app.gateway.size > 4) await watched.pair.exchange();
  (await RawSocket.join(watched.url, watched.token)).end();
  for (const socket of sockets) socket.end();
});

const frames = { perSecond: 10, burst: 20, refusals: 30 };
const control = (opcode: number): Buffer => rawFrame({ opcode });

test.each([
  ['pings', control(opcodes.ping)],
  ['pongs that nobody asked for', control(opcodes.pong)],
  ['pings of the protocol', text('{"type":"ping"}')],
  ['signals', text('{"type":"signal","name":"presence.set","state":"away"}')],
])('[S10] a flood of %s is closed with 4504', async (_name, frame) => {
  await open({ frames });
  const socket = await RawSocket.join(watched.url, watched.token);
  socket.write(...Array<Buffer>(60).fill(frame));
  expect(await socket.closeCode()).toBe(4504);
  socket.end();
});

test('[S10] requests that come too fast are each refused with rate_limited and a time', async () => {
  await open({ frames });
  const socket = await RawSocket.join(watched.url, watched.token);
  for (let id = 1; id <= 25; id++) socket.say({ type: 'query', id, name: 'server.info', args: {} });
  await socket.hears('result', 25);
  const refused = socket.texts().filter((frame) => frame['ok'] === false);
  expect(refused).toHaveLength(6); // hello was the first of the twenty
  expect(refused[0]).toMatchObject({ error: { code: 'rate_limited', retryable: true, retryAfterMs: 1_000 } });
  clock.now += 1_000;
  socket.say({ type: 'query', id: 26, name: 'server.info', args: {} });
  await socket.hears('result', 26);
  expect(socket.texts().at(-1)).toMatchObject({ id: 26, ok: true });
  socket.end();
});

test('[G4] typing is told once in two seconds, however often it is said', async () => {
  await open();
  const reader = await watched.house.join('Maya');
  reader.send({ type: 'signal', name: 'focus', channel: watched.house.general });
  reader.send({ type: 'ping' });
  await reader.next('pong');
  const typist = await TestSocket.join(watched.house.server.socketUrl, watched.token);
  const type = async (times: number, ping: number) => {
    for (let i = 0; i < times; i++) typist.send({ type: 'signal', name: 'typing', channel: watched.house.general });
    await typist.ask('query', 'server.info', {});
    await reader.ask('query', 'server.info', {});
    return reader.frames.filter((frame) => frame.type === 'signal' && frame.name === 'typing').length - ping;
  };
  expect(await type(100, 0)).toBe(1);
  clock.now += 1_999;
  expect(await type(100, 1)).toBe(0);
  clock.now += 1;
  expect(await type(100, 1)).toBe(1);
  for (const { ws } of [reader, typist]) ws.terminate();
});
