import { connect } from 'node:net';
import { SignJWT, generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TestSocket } from '../testClient.ts';
import { openHouse } from '../testHouse.ts';
import type { House } from '../testHouse.ts';

// What a broken or hostile client may try, what it is answered, and that its neighbour does not notice [S9].

let house: House;
let neighbour: TestSocket;
let posted = 0;

beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya']);
});
afterEach(async () => {
  const text = `still served ${++posted}`;
  neighbour = await house.join('Maya');
  await neighbour.post(house.general, text);
  await neighbour.hears(text);
  house.disconnect();
});
afterAll(() => house.close());

const token = () => house.people['Sofia']!.accessToken;
const socketUrl = () => house.server.socketUrl;
const own = () => ({ origin: house.server.url });

async function opened(): Promise<TestSocket> {
  const socket = new TestSocket(socketUrl(), token());
  await socket.opened();
  return socket;
}

const hello = { type: 'hello', cursors: {} };

const closing: [name: string, code: number, frames: (string | Buffer)[]][] = [
  ['no JSON', 4500, ['{']],
  ['no object', 4500, ['[]']],
  ['an unknown type', 4500, [JSON.stringify({ type: 'shout' })]],
  ['an unknown field', 4500, [JSON.stringify({ ...hello, extra: 1 })]],
  ['a field of the wrong type', 4500, [JSON.stringify({ type: 'hello', cursors: 5 })]],
  ['a cursor of the wrong type', 4500, [JSON.stringify({ type: 'hello', cursors: { T0000000000000001: 5 } })]],
  ['a name that is no stream', 4500, [JSON.stringify({ type: 'hello', cursors: { everything: null } })]],
  [
    'too many streams in one hello',
    4500,
    [
      JSON.stringify({
        type: 'hello',
        cursors: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`T${String(i).padStart(16, '0')}`, null])),
      }),
    ],
  ],
  ['a prototype in place of an object', 4500, ['{"type":"hello","cursors":{},"__proto__":{"x":1}}']],
  ['a binary frame', 4500, [Buffer.from(JSON.stringify(hello))]],
  ['a second hello', 4500, [JSON.stringify(hello), JSON.stringify(hello)]],
  [
    'an id that is no number',
    4500,
    [JSON.stringify(hello), JSON.stringify({ type: 'query', id: 'a', name: 'server.info', args: {} })],
  ],
  [
    'an id beyond what a number can name',
    4500,
    [JSON.stringify(hello), '{"type":"query","id":9007199254740993,"name":"server.info","args":{}}'],
  ],
  [
    'arguments that are no object',
    4500,
    [JSON.stringify(hello), JSON.stringify({ type: 'query', id: 1, name: 'server.info', args: [] })],
  ],
  ['a signal nobody knows', 4500, [JSON.stringify(hello), JSON.stringify({ type: 'signal', name: 'poke' })]],
  ['a token of nobody', 4002, [JSON.stringify(hello), JSON.stringify({ type: 'auth', token: 'rubbish' })]],
  ['a first frame that is no hello', 4501, [JSON.stringify({ type: 'ping' })]],
  ['a command before hello', 4501, [JSON.stringify({ type: 'command', id: 1, name: 'message.post', args: {} })]],
  ['a frame over 64 KiB', 1009, ['x'.repeat(65_537)]],
];

test.each(closing)('[S2][S3][S4][S6][S9] %s closes with %i', async (_name, code, frames) => {
  const socket = await opened();
  for (const frame of frames) socket.ws.send(frame);
  expect(await socket.closed).toBe(code);
});

test('[S4][S9] a message in endless fragments is ended', async () => {
  const socket = await opened();
  for (let i = 0; i < 200; i++) socket.ws.send('x', { fin: false });
  expect(await socket.closed).toBeGreaterThanOrEqual(1000);
});

const refused: [name: string, code: string, operation: string, args: () => object][] = [
  ['an unknown operation', 'unknown_operation', 'message.shout', () => ({})],
  ['a property of objects for a name', 'unknown_operation', 'constructor', () => ({})],
  ['a command sent as a query', 'unknown_operation', 'message.post', () => ({})],
  ['arguments that miss', 'invalid', 'channel.history', () => ({})],
  ['an unknown argument', 'invalid', 'channel.get', () => ({ channel: house.general, more: 1 })],
  ['an argument of the wrong type', 'invalid', 'channel.get', () => ({ channel: 7 })],
  ['a channel that does not exist', 'not_found', 'channel.get', () => ({ channel: 'C0000000000000000' })],
  ['a workspace that does not exist', 'not_found', 'workspace.snapshot', () => ({ workspace: 'T0000000000000000' })],
  ['a message that does not exist', 'not_found', 'message.get', () => ({ message: 'M0000000000000000' })],
];

test.each(refused)(
  '[S3][O2][O7] %s is refused with %s, and the session goes on',
  async (_name, code, operation, args) => {
    const socket = await house.join('Sofia');
    expect(await socket.ask('query', operation, args())).toMatchObject({ ok: false, error: { code } });
    expect(await socket.ask('query', 'server.info', {})).toMatchObject({ ok: true });
  },
);

const upgrades: [name: string, status: number, code: string, connect: () => TestSocket | Promise<TestSocket>][] = [
  ['no token', 401, 'unauthenticated', () => new TestSocket(socketUrl(), null, own())],
  ['a broken token', 401, 'unauthenticated', () => new TestSocket(socketUrl(), 'not.a.token')],
  ['a token signed by somebody else', 401, 'unauthenticated', async () => new TestSocket(socketUrl(), await forged())],
  [
    'a token whose signature was changed',
    401,
    'unauthenticated',
    () => new TestSocket(socketUrl(), `${token().slice(0, -4)}AAAA`),
  ],
  [
    'another origin',
    403,
    'wrong_origin',
    () => new TestSocket(socketUrl(), token(), { origin: 'https://evil.example' }),
  ],
  [
    'no origin and no Authorization',
    403,
    'wrong_origin',
    () => new TestSocket(socketUrl(), null, {}, ['roost.v1', `roost.jwt.${token()}`]),
  ],
  [
    'another host',
    403,
    'wrong_origin',
    () => new TestSocket(socketUrl(), token(), { host: 'evil.example', origin: 'http://evil.example' }),
  ],
  ['another subprotocol', 400, 'invalid', () => new TestSocket(socketUrl(), token(), {}, ['roost.v0'])],
  ['another path', 404, 'not_found', () => new TestSocket(socketUrl().replace('socket', 'soket'), token())],
];

test.each(upgrades)(
  '[S1][A1][A4] an upgrade with %s is refused with %i before the 101',
  async (_name, status, code, connecting) => {
    const socket = await connecting();
    const { status: got, body } = await socket.refused;
    expect([got, (JSON.parse(body) as { code: string }).code]).toEqual([status, code]);
    expect(body).not.toContain(token());
  },
);

test('[S1] a browser offers its token as a subprotocol, and only roost.v1 is answered', async () => {
  const answer = await new Promise<string>((resolve) => {
    const { port, host } = new URL(house.server.url);
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `GET /api/v1/socket HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${house.server.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: roost.v1, roost.jwt.${token()}\r\n\r\n`,
      );
    });
    socket.on('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
  });
  expect(answer).toMatch(/^HTTP\/1\.1 101 /);
  expect(answer).toContain('Sec-WebSocket-Protocol: roost.v1\r\n');
  expect(answer).not.toContain('roost.jwt');
});

test('[S9] garbage instead of WebSocket frames ends only its own connection', async () => {
  const socket = await opened();
  (socket.ws as unknown as { _socket: { write(data: Buffer): void } })._socket.write(
    Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 1, 2, 3]),
  );
  expect(await socket.closed).toBeGreaterThanOrEqual(1000);
});

async function forged(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA');
  return new SignJWT({ credential: 'L0000000000000001', kind: 'account' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'own' })
    .setIssuer('roost')
    .setAudience('roost')
    .setSubject(house.people['Sofia']!.account.id)
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('5m')
    .sign(privateKey);
}
