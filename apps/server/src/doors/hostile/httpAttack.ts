import type { Dice } from './dice.ts';
import { judgeHttp } from './judge.ts';
import { garbled, spoiled } from './nasty.ts';
import type { Malice } from './nasty.ts';
import { RawConnection } from './rawSocket.ts';
import { sample } from './samples.ts';
import type { Attack, Target } from './socketAttack.ts';

// One hostile HTTP connection: some requests, one after the other without waiting, the last of them maybe never finished.

const mild: Malice = { values: 0, keys: 0, bytes: 0 };
const harsh: Malice = { values: 0.15, keys: 0.12, bytes: 0.15 };

export function httpAttack(dice: Dice, target: Target): Attack {
  const requests = Array.from({ length: dice.pick([1, 1, 2, 5]) }, () => dice.weighted(moves)(dice, target));
  if (dice.chance(0.15)) requests.push(unfinished(dice, target));
  const connection = new RawConnection(target.url);
  connection.write(...requests);
  if (dice.chance(0.05)) connection.end(); // before anybody could answer
  return {
    transcript: requests.map((request) => request.toString('latin1').slice(0, 1_200)),
    get over() {
      return connection.socket.destroyed;
    },
    judge() {
      target.ids.learn(connection.received.toString('latin1'));
      return judgeHttp(connection.received);
    },
    end: () => connection.end(),
  };
}

type Move = (dice: Dice, target: Target) => Buffer;

function headersOf(dice: Dice, { url, tokens }: Target): string[] {
  const authorization = dice.weighted([
    [8, `Authorization: Bearer ${dice.pick(tokens)}`],
    [1, 'Authorization: Bearer x'],
    [1, `Authorization: Bearer roost_${'B'.repeat(43)}`],
    [1, `Authorization: Bearer ${dice.pick(tokens).slice(0, -3)}AAA`],
    [1, 'Authorization: Basic eDp5'],
    [1, 'X-Nothing: 1'],
  ]);
  const more = [
    `Origin: ${dice.pick([url, 'null', 'https://evil.example'])}`,
    `Cookie: ${dice.pick(['roost=1', 'a=b; roost_x=\xff', '=;=;='])}`,
    `X-Forwarded-For: ${dice.pick(['1.2.3.4', '::1', 'x, y', ','.repeat(500)])}`,
    `Idempotency-Key: ${dice.pick(['key-1', '', 'x'.repeat(65), 'a b', '\xe9'])}`,
    `User-Agent: ${dice.pick(['\xff\xfe', 'x'.repeat(2_000), ''])}`,
    `Accept: ${dice.pick(['text/html', '*/*', ','])}`,
    'Expect: 100-continue',
    'Upgrade: websocket',
    'Connection: close',
    `Content-Encoding: gzip`,
  ];
  return [`Host: ${new URL(url).host}`, authorization, ...more.filter(() => dice.chance(0.06))];
}

function post(dice: Dice, target: Target, name: string, body: Buffer, malice: Malice): Buffer {
  const type = dice.weighted([
    [20, 'application/json'],
    [1, 'application/json; charset=latin1'],
    [1, 'text/plain'],
    [1, 'multipart/form-data; boundary=x'],
    [1, 'application/json, text/html'],
  ]);
  const chunked = dice.chance(0.1);
  const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`;
  const lines = [`POST /api/v1/${name} HTTP/1.1`, ...headersOf(dice, target), `Content-Type: ${type}`, length];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const sent = chunked
    ? Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
    : body;
  return Buffer.concat([
    dice.chance(0.04) ? garbled(dice, head.toString('latin1'), { ...malice, bytes: 1 }) : head,
    sent,
  ]);
}

const operation: Move = (dice, target) => {
  const malice = dice.weighted([
    [1, mild],
    [4, harsh],
  ]);
  const { name, args } = sample(dice, target.ids);
  return post(dice, target, name, garbled(dice, spoiled(dice, args, malice), malice), malice);
};

const strangeName: Move = (dice, target) => {
  const name = dice.pick([
    '__proto__',
    'constructor',
    '',
    '%00',
    'a'.repeat(300),
    'message.post%2e',
    '..%2f..',
    'stream/x',
    '%zz',
  ]);
  return post(dice, target, name, Buffer.from('{}'), harsh);
};

const stream: Move = (dice, target) => {
  const cursors = Object.fromEntries(
    target.streams.filter(() => dice.chance(0.3)).map((name) => [name, dice.pick([null, '0.0'])]),
  );
  const signals = [{ type: 'signal', name: 'focus', channel: target.ids.of(dice, 'C') }];
  const args = dice.pick<object>([
    { kind: dice.pick(['stream', 'poll']), cursors },
    { kind: 'stream', cursors, signals },
    { session: target.ids.of(dice, 'S'), signals },
  ]);
  const malice = dice.chance(0.4) ? harsh : mild;
  const name = 'session' in args ? 'stream/signals' : 'stream';
  return post(dice, target, name, garbled(dice, spoiled(dice, args, malice), malice), malice);
};

const page: Move = (dice, target) => {
  const method = dice.pick(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'PATCH', 'get', 'CONNECT']);
  const path = dice.pick([
    '/',
    '/healthz',
    '/readyz',
    '/metrics',
    '/api/v1/openapi.json',
    '/api/v1/socket',
    '/%',
    '//',
    '/../..',
    '*',
    '/assets/%00',
    'http://evil.example/',
    `/${'a/'.repeat(2_000)}`,
  ]);
  return Buffer.from(`${[`${method} ${path} HTTP/1.1`, ...headersOf(dice, target)].join('\r\n')}\r\n\r\n`, 'latin1');
};

const garbage: Move = (dice) => dice.bytes(dice.int(1, 400));

function unfinished(dice: Dice, target: Target): Buffer {
  const request = operation(dice, target);
  return request.subarray(0, dice.int(1, request.length));
}

const moves: readonly (readonly [number, Move])[] = [
  [30, operation],
  [6, stream],
  [5, page],
  [2, strangeName],
  [1, garbage],
];
