import { rejects } from '@roost/protocol/codes';
import type { RejectCode } from '@roost/protocol/codes';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RawConnection, rawAnswer, upgradeRequest } from './rawSocket.ts';
import type { RawAnswer } from './rawSocket.ts';
import { openWatchedHouse } from './watchedHouse.ts';
import type { WatchedHouse } from './watchedHouse.ts';

// What may be wrong before the 101, and on the HTTP door beneath what `fetch` can do wrong.

let watched: WatchedHouse;
beforeAll(async () => {
  watched = await openWatchedHouse();
});
afterEach(async () => {
  await watched.pair.exchange();
  expect(watched.complaints).toEqual([]);
});
afterAll(() => watched.close());

async function ask(...pieces: string[]): Promise<RawAnswer> {
  const connection = new RawConnection(watched.url);
  connection.write(...pieces);
  const answer = await rawAnswer(connection);
  connection.end();
  if (!answer) throw new Error('the connection ended without an answer');
  return answer;
}

function expectProblem({ status, head, body }: RawAnswer, code: RejectCode): void {
  expect(head).toContain('application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ code, status: rejects[code].status });
  expect(status).toBe(rejects[code].status);
}

const upgrade = (changed: Record<string, string | null> = {}, line?: string) =>
  upgradeRequest(watched.url, watched.token, changed, line);
const many = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name}${i}`).join(', ');

const good: [name: string, request: () => string, protocol: string | null][] = [
  ['as it should be', () => upgrade(), 'roost.v1'],
  ['without a subprotocol, from a program', () => upgrade({ 'Sec-WebSocket-Protocol': null }), null],
  ['among many subprotocols', () => upgrade({ 'Sec-WebSocket-Protocol': `${many(300, 'p')}, roost.v1` }), 'roost.v1'],
  [
    'with an extension, which is declined',
    () => upgrade({ 'Sec-WebSocket-Extensions': 'permessage-deflate' }),
    'roost.v1',
  ],
  ['with extensions that cannot be read', () => upgrade({ 'Sec-WebSocket-Extensions': ';;,=' }), 'roost.v1'],
  ['with names in other cases', () => upgrade({ Upgrade: 'WebSocket', Connection: 'keep-alive, UPGRADE' }), 'roost.v1'],
];

test.each(good)('[S1][S11] a handshake %s is answered by 101', async (_name, request, protocol) => {
  const { status, head } = await ask(request());
  expect(status).toBe(101);
  expect(head).toMatch(/\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/i);
  expect(/\r\nSec-WebSocket-Protocol: (.*)/i.exec(head)?.[1] ?? null).toBe(protocol);
  expect(head).not.toMatch(/Sec-WebSocket-Extensions/i);
});

const bad: [name: string, code: RejectCode, request: () => string][] = [
  ['another version', 'invalid', () => upgrade({ 'Sec-WebSocket-Version': '12' })],
  ['the draft version 8', 'invalid', () => upgrade({ 'Sec-WebSocket-Version': '8' })],
  ['a version that is no number', 'invalid', () => upgrade({ 'Sec-WebSocket-Version': 'x' })],
  ['no version', 'invalid', () => upgrade({ 'Sec-WebSocket-Version': null })],
  ['no key', 'invalid', () => upgrade({ 'Sec-WebSocket-Key': null })],
  ['a short key', 'invalid', () => upgrade({ 'Sec-WebSocket-Key': 'AAAA' })],
  ['a key that is no base64', 'invalid', () => upgrade({ 'Sec-WebSocket-Key': '!'.repeat(24) })],
  ['another protocol to upgrade to', 'invalid', () => upgrade({ Upgrade: 'h2c' })],
  ['POST', 'invalid', () => upgrade({}, 'POST /api/v1/socket HTTP/1.1')],
  ['a subprotocol twice', 'invalid', () => upgrade({ 'Sec-WebSocket-Protocol': 'roost.v1, roost.v1' })],
  ['a subprotocol that is no token', 'invalid', () => upgrade({ 'Sec-WebSocket-Protocol': 'roost.v1, a b' })],
  ['none of our subprotocols', 'invalid', () => upgrade({ 'Sec-WebSocket-Protocol': many(300, 'p') })],
  ['another origin', 'wrong_origin', () => upgrade({ Origin: 'https://evil.example' })],
  ['the origin null', 'wrong_origin', () => upgrade({ Origin: 'null' })],
  ['an origin that is none', 'wrong_origin', () => upgrade({ Origin: '::::' })],
  ['two origins', 'wrong_origin', () => upgrade({ Origin: `${watched.url}\r\nOrigin: https://evil.example` })],
  ['no token', 'unauthenticated', () => upgrade({ Authorization: null, Origin: watched.url })],
  ['Basic in place of Bearer', 'unauthenticated', () => upgrade({ Authorization: 'Basic eDp5', Origin: watched.url })],
  ['another path', 'not_found', () => upgrade({}, 'GET /api/v1/sockets HTTP/1.1')],
  [
    'a token in the address',
    'unauthenticated',
    () => upgrade({ Authorization: null, Origin: watched.url }, `GET /api/v1/socket?token=${watched.token} HTTP/1.1`),
  ],
];

test.each(bad)('[S1][S11][O3] a handshake with %s is refused with %s', async (_name, code, request) => {
  const answer = await ask(request());
  expectProblem(answer, code);
  expect(answer.body).not.toContain(watched.token);
});

test('[S11] whoever speaks another version is told which one is spoken here', async () => {
  expect((await ask(upgrade({ 'Sec-WebSocket-Version': '25' }))).head).toMatch(
    /\r\nSec-WebSocket-Version: 13(\r\n|$)/i,
  );
});

const host = () => `Host: ${new URL(watched.url).host}\r\n`;
const requests: [name: string, code: RejectCode, request: () => string][] = [
  ['something that is no HTTP', 'invalid', () => 'hello there\r\n\r\n'],
  ['bytes of TLS', 'invalid', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['the beginning of HTTP/2', 'invalid', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a header with a NUL', 'invalid', () => `GET / HTTP/1.1\r\n${host()}X: \0\r\n\r\n`],
  ['a header without a name', 'invalid', () => `GET / HTTP/1.1\r\n${host()}: x\r\n\r\n`],
  ['a folded header', 'invalid', () => `GET / HTTP/1.1\r\n${host()}X: a\r\n b\r\n\r\n`],
  ['a request without Host', 'invalid', () => 'GET / HTTP/1.1\r\n\r\n'],
  ['an expectation that nobody knows', 'invalid', () => `GET / HTTP/1.1\r\n${host()}Expect: miracles\r\n\r\n`],
  ['headers of 20 KB', 'too_large', () => `GET / HTTP/1.1\r\n${host()}X: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['a handshake with headers of 20 KB', 'too_large', () => upgrade({ 'X-More': 'x'.repeat(20_000) })],
  [
    'two lengths of one body',
    'invalid',
    () => `POST /api/v1/server.info HTTP/1.1\r\n${host()}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
  ],
  [
    'a length and chunks',
    'invalid',
    () =>
      `POST /api/v1/server.info HTTP/1.1\r\n${host()}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  [
    'a chunk whose size is none',
    'invalid',
    () =>
      `POST /api/v1/server.info HTTP/1.1\r\n${host()}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
  ],
  [
    'a body said to be 10 GB',
    'too_large',
    () =>
      `POST /api/v1/server.info HTTP/1.1\r\n${host()}Content-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n{`,
  ],
  [
    'a body of chunks over 64 KiB',
    'too_large',
    () =>
      `POST /api/v1/server.info HTTP/1.1\r\n${host()}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n11000\r\n${' '.repeat(0x11000)}\r\n0\r\n\r\n`,
  ],
];

test.each(requests)('[O3] %s is refused with %s', async (_name, code, request) => {
  expectProblem(await ask(request()), code);
});
