import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { closeFrame, inFragments, opcodes, rawFrame, text } from './rawFrames.ts';
import { RawSocket } from './rawSocket.ts';
import { openWatchedHouse } from './watchedHouse.ts';
import type { WatchedHouse } from './watchedHouse.ts';

// RFC 6455 as the Autobahn suite goes through it, as far as it applies: no extension is negotiated, and binary messages are none
// of ours. Where Autobahn waits for an echo, a ping of the protocol (`{"type":"ping"}`, blanks to the wanted length) waits for its pong.

let watched: WatchedHouse;
beforeAll(async () => {
  watched = await openWatchedHouse();
});
afterEach(async () => {
  await watched.pair.exchange();
  expect(watched.complaints).toEqual([]);
});
afterAll(() => watched.close());

const join = () => RawSocket.join(watched.url, watched.token);
const { continuation, binary, ping, pong, close } = opcodes;
const asks = (length: number): Buffer => Buffer.from('{"type":"ping"}'.padEnd(length));
const PING = '{"type":"ping"}';
const bytesOf = (all: Buffer): Buffer[] => [...all].map((byte) => Buffer.from([byte]));

// --- Messages that are taken: each is answered by one pong of the protocol

const inOnePiece = (length: number, lengthBits?: 7 | 16 | 64) => [text(asks(length), lengthBits ? { lengthBits } : {})];
const euro = '€';

const taken: [name: string, pieces: Buffer[]][] = [
  ...[15, 125, 126, 127, 128, 65_535, 65_536].map((length): [string, Buffer[]] => [
    `a message of ${length} bytes`,
    inOnePiece(length),
  ]),
  ['a length of 7 bits written in 16', inOnePiece(100, 16)],
  ['a length of 7 bits written in 64', inOnePiece(100, 64)],
  ['a length of 16 bits written in 64', inOnePiece(300, 64)],
  ['a message that comes byte by byte', bytesOf(text(asks(200)))],
  ['a message in two fragments', inFragments(opcodes.text, [PING.slice(0, 4), PING.slice(4)])],
  ['a message in fragments of one byte', inFragments(opcodes.text, bytesOf(Buffer.from(PING)))],
  ['a message whose fragments are empty around one', inFragments(opcodes.text, ['', PING, '', ''])],
  ['fragments that come byte by byte', bytesOf(Buffer.concat(inFragments(opcodes.text, ['{"type"', ':"ping"}'])))],
  ['64 fragments', inFragments(opcodes.text, [PING, ...Array<string>(63).fill(' ')])],
  [
    'a ping between two fragments',
    [
      text('{"type"', { fin: false }),
      rawFrame({ opcode: ping, payload: 'between' }),
      rawFrame({ opcode: continuation, payload: ':"ping"}' }),
    ],
  ],
  [
    'a pong that nobody asked for between two fragments',
    [
      text('{"type"', { fin: false }),
      rawFrame({ opcode: pong, payload: 'unasked' }),
      rawFrame({ opcode: continuation, payload: ':"ping"}' }),
    ],
  ],
  ['a pong that nobody asked for', [rawFrame({ opcode: pong, payload: 'unasked' }), text(PING)]],
  ['many pongs that nobody asked for', [...Array<Buffer>(10).fill(rawFrame({ opcode: pong })), text(PING)]],
];

test.each(taken)('[S11] %s is taken', async (_name, pieces) => {
  const socket = await join();
  socket.write(...pieces);
  expect(await socket.hears('pong')).toEqual({ type: 'pong' });
  socket.say({ type: 'ping' });
  expect(await socket.hears('pong', 2)).toEqual({ type: 'pong' });
  socket.end();
});

// --- What breaks the framing, and what is no UTF-8

const eachOf = <T>(values: readonly T[], row: (value: T) => [string, number, Buffer[]]) => values.map(row);
const reservedOpcodes = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15];
const fragment = text('{"type"', { fin: false });
const last = rawFrame({ opcode: continuation, payload: ':"ping"}' });

const brokenFrames: [name: string, code: number, pieces: Buffer[]][] = [
  ...eachOf([1, 2, 3, 4, 5, 6, 7], (reserved) => [`reserved bits ${reserved}`, 1002, [text(PING, { reserved })]]),
  ...eachOf([1, 2, 4], (reserved) => [
    `reserved bits ${reserved} on a ping`,
    1002,
    [rawFrame({ opcode: ping, reserved })],
  ]),
  ...eachOf([1, 2, 4], (reserved) => [
    `reserved bits ${reserved} on a continuation`,
    1002,
    [fragment, rawFrame({ opcode: continuation, reserved })],
  ]),
  ...eachOf(reservedOpcodes, (opcode) => [`opcode ${opcode}`, 1002, [rawFrame({ opcode })]]),
  ...eachOf([3, 11], (opcode) => [`opcode ${opcode} between fragments`, 1002, [fragment, rawFrame({ opcode }), last]]),
  ['a message without a mask', 1002, [text(PING, { masked: false })]],
  ['a ping without a mask', 1002, [rawFrame({ opcode: ping, masked: false })]],
  ['a close without a mask', 1002, [rawFrame({ opcode: close, masked: false })]],
  ['a ping in fragments', 1002, [rawFrame({ opcode: ping, fin: false })]],
  ['a pong in fragments', 1002, [rawFrame({ opcode: pong, fin: false })]],
  ['a close in fragments', 1002, [rawFrame({ opcode: close, fin: false })]],
  ['a ping of 126 bytes', 1002, [rawFrame({ opcode: ping, payload: Buffer.alloc(126) })]],
  ['a pong of 126 bytes', 1002, [rawFrame({ opcode: pong, payload: Buffer.alloc(126) })]],
  ['a close of 126 bytes', 1002, [closeFrame(1000, 'x'.repeat(124))]],
  ['a ping whose short length is written in 16 bits', 1002, [rawFrame({ opcode: ping, lengthBits: 16 })]],
  ['a continuation of nothing', 1002, [last]],
  ['an unfinished continuation of nothing', 1002, [rawFrame({ opcode: continuation, fin: false })]],
  ['a continuation after the end', 1002, [text(PING), last]],
  ['a new message inside of one', 1002, [fragment, text(PING)]],
  ['a new unfinished message inside of one', 1002, [fragment, fragment]],
  ['a binary message inside of a text', 1002, [fragment, rawFrame({ opcode: binary })]],
  ['a length of 65,537 bytes', 1009, [text(asks(65_537))]],
  ['a length of 2^53 bytes, at its head', 1009, [text('', { claims: 2n ** 53n })]],
  ['a length of 2^63 bytes, at its head', 1009, [text('', { claims: 2n ** 63n })]],
  ['a length of 2^64 - 1 bytes, at its head', 1009, [text('', { claims: 2n ** 64n - 1n })]],
  ['fragments of 65,537 bytes together', 1009, inFragments(opcodes.text, [asks(40_000), ' '.repeat(25_537)])],
  ['65 fragments', 1008, inFragments(opcodes.text, [PING, ...Array<string>(64).fill(' ')])],
  [
    'endless empty fragments',
    1008,
    [fragment, ...Array<Buffer>(100).fill(rawFrame({ opcode: continuation, fin: false }))],
  ],
];

const hex = (bytes: string): Buffer => Buffer.from(bytes.replaceAll(' ', ''), 'hex');
const notUtf8: [name: string, bytes: Buffer][] = [
  ['a byte that begins nothing', hex('80')],
  ['a byte that UTF-8 does not know', hex('ff')],
  ['a surrogate', hex('ed a0 80')],
  ['a pair of surrogates', hex('ed a0 bd ed b8 80')],
  ['an overlong slash', hex('c0 af')],
  ['an overlong NUL', hex('c0 80')],
  ['an overlong euro', hex('f0 82 82 ac')],
  ['a code point beyond U+10FFFF', hex('f4 90 80 80')],
  ['five bytes', hex('f8 88 80 80 80')],
  ['a character that breaks off', hex('e2 82')],
  ['a character that another interrupts', hex('e2 82 41')],
];
const around = (bytes: Buffer): [Buffer, Buffer] => [
  Buffer.concat([Buffer.from('{"type":"ping","x":"'), bytes]),
  Buffer.from('"}'),
];

const brokenTexts: [name: string, code: number, pieces: Buffer[]][] = notUtf8.flatMap(([name, bytes]) => {
  const [head, tail] = around(bytes);
  return [
    [`${name} in a message`, 1007, [text(Buffer.concat([head, tail]))]],
    [`${name} at the end of a message`, 1007, [text(head)]],
    [`${name} in the first of two fragments`, 1007, inFragments(opcodes.text, [head, tail])],
    [
      `${name} cut by the end of a fragment`,
      1007,
      inFragments(opcodes.text, [head.subarray(0, -1), head.subarray(-1)]),
    ],
  ] satisfies [string, number, Buffer[]][];
});

test.each([...brokenFrames, ...brokenTexts])('[S11] %s closes with %i', async (_name, code, pieces) => {
  const socket = await join();
  socket.write(...pieces);
  expect(await socket.closeCode()).toBe(code);
  socket.end();
});

test('[S11] a character that is cut by fragments and by segments is still that character', async () => {
  const name = Buffer.from(`{"type":"query","id":1,"name":"${euro}","args":{}}`);
  for (let cut = 31; cut <= 34; cut++) {
    const socket = await join();
    for (const frame of inFragments(opcodes.text, [name.subarray(0, cut), name.subarray(cut)])) {
      socket.write(...bytesOf(frame));
    }
    const result = await socket.hears('result');
    expect(result).toMatchObject({ id: 1, ok: false, error: { detail: `There is no operation ${euro}.` } });
    socket.end();
  }
});

// --- Closing

const goodCodes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
const badCodes = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];

test.each(goodCodes)('[S11] a close with %i is answered with the same', async (code) => {
  const socket = await join();
  socket.write(closeFrame(code, 'good bye'));
  expect(await socket.closeCode()).toBe(code);
  await socket.over;
});

test.each(badCodes)('[S11] a close with %i, which nobody may send, is answered with 1002', async (code) => {
  const socket = await join();
  socket.write(closeFrame(code));
  expect(await socket.closeCode()).toBe(1002);
  socket.end();
});

const closes: [name: string, code: number, frame: Buffer][] = [
  ['without a code', 1005, closeFrame()],
  ['with half a code', 1002, rawFrame({ opcode: close, payload: Buffer.from([3]) })],
  ['with the longest reason', 1000, closeFrame(1000, 'x'.repeat(123))],
  ['with a reason that is no UTF-8', 1007, closeFrame(1000, hex('ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80'))],
];

test.each(closes)('[S11] a close %s is answered with %i', async (_name, code, frame) => {
  const socket = await join();
  socket.write(frame);
  expect(await socket.closeCode()).toBe(code);
  socket.end();
});

test('[S11] what comes after a close is not carried out', async () => {
  const socket = await join();
  socket.write(closeFrame(1000), text(PING), rawFrame({ opcode: ping }), closeFrame(1000));
  expect(await socket.closeCode()).toBe(1000);
  await socket.over;
  expect(await socket.hears('pong')).toBeNull();
  expect(socket.all().filter(({ opcode }) => opcode === close)).toHaveLength(1);
  expect(socket.all().filter(({ opcode }) => opcode === pong)).toHaveLength(0);
});

test('[S11] a close inside of a fragmented message ends the session', async () => {
  const socket = await join();
  socket.write(fragment, closeFrame(1000), last);
  expect(await socket.closeCode()).toBe(1000);
  await socket.over;
});

// --- Pings

const payloads: [name: string, payload: Buffer][] = [
  ['empty', Buffer.alloc(0)],
  ['a word', Buffer.from('Hello, world!')],
  ['bytes that are no text', hex('00 ff fe fd fc fb 00 ff')],
  ['125 bytes', Buffer.alloc(125, 0xfe)],
];

test.each(payloads)('[S11] a ping is answered by a pong with the same payload: %s', async (_name, payload) => {
  const socket = await join();
  socket.write(rawFrame({ opcode: ping, payload }));
  const answer = await socket.until(() => socket.all().find(({ opcode }) => opcode === pong));
  expect(answer?.payload.equals(payload)).toBe(true);
  socket.end();
});

test('[S11] ten pings in one write are answered in their order, also byte by byte', async () => {
  const pings = Array.from({ length: 10 }, (_, i) => rawFrame({ opcode: ping, payload: `payload-${i}` }));
  for (const pieces of [[Buffer.concat(pings)], bytesOf(Buffer.concat(pings))]) {
    const socket = await join();
    socket.write(...pieces);
    const pongs = () => socket.all().filter(({ opcode }) => opcode === pong);
    await socket.until(() => (pongs().length === 10 ? true : null));
    expect(pongs().map(({ payload }) => payload.toString())).toEqual(pings.map((_, i) => `payload-${i}`));
    socket.end();
  }
});
