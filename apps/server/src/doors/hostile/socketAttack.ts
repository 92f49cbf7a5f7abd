import type { Dice } from './dice.ts';
import { judgeHttp, judgeSocket } from './judge.ts';
import { garbled, spoiled } from './nasty.ts';
import type { Malice } from './nasty.ts';
import { closeFrame, inFragments, opcodes, rawFrame, text } from './rawFrames.ts';
import { RawSocket, upgradeRequest } from './rawSocket.ts';
import { sample } from './samples.ts';
import type { KnownIds } from './samples.ts';

// One hostile WebSocket: a handshake, mostly good, and some frames, mostly not.

export interface Target {
  url: string;
  tokens: readonly string[];
  ids: KnownIds;
  streams: readonly string[];
}

/** What was sent, and how to tell whether the answers were right. */
export interface Attack {
  /** For whoever reads the failure. */
  transcript: string[];
  over: boolean;
  judge(): string[];
  end(): void;
}

interface Plan {
  pieces: Buffer[];
  transcript: string[];
  asked: number[];
  closedByUs: number[];
}

type Move = (dice: Dice, target: Target, plan: Plan) => void;

const mild: Malice = { values: 0, keys: 0, bytes: 0 };
const harsh: Malice = { values: 0.12, keys: 0.1, bytes: 0.15 };

export function socketAttack(dice: Dice, target: Target): Attack {
  const plan: Plan = { pieces: [], transcript: [], asked: [], closedByUs: [] };
  const handshake = upgradeRequest(target.url, dice.pick(target.tokens));
  const good = dice.chance(0.93);
  const opening = good ? Buffer.from(handshake) : garbled(dice, handshake, { ...mild, bytes: 1 });
  if (dice.chance(0.85)) hello(dice, target, plan);
  for (let i = dice.int(0, 12); i > 0; i--) dice.weighted(moves)(dice, target, plan);
  const socket = new RawSocket(target.url);
  // Whether the frames come with the handshake or after it, they come.
  socket.write(...cut(dice, Buffer.concat([opening, ...plan.pieces])));
  return {
    transcript: [`handshake ${good ? 'good' : JSON.stringify(opening.toString('latin1'))}`, ...plan.transcript],
    get over() {
      return socket.socket.destroyed;
    },
    judge: () => judge(socket, plan, target),
    end: () => socket.end(),
  };
}

function judge(socket: RawSocket, plan: Plan, { ids }: Target): string[] {
  if (!socket.skipHead()) return judgeHttp(socket.received);
  const findings = judgeSocket(socket, plan.closedByUs, plan.asked);
  for (const { opcode, payload } of socket.all()) if (opcode === opcodes.text) ids.learn(payload.toString());
  return findings;
}

function cut(dice: Dice, bytes: Buffer): Buffer[] {
  if (dice.chance(0.6)) return [bytes];
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = pieces.length > 50 ? bytes.length : dice.int(1, 2_000);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

// --- What an attacker sends

function send(plan: Plan, frames: readonly Buffer[], said: string): void {
  plan.pieces.push(...frames);
  plan.transcript.push(said.length > 600 ? `${said.slice(0, 600)}… (${said.length})` : said);
}

function sendText(dice: Dice, plan: Plan, json: string, malice: Malice): void {
  const bytes = garbled(dice, json, malice);
  for (const id of json.matchAll(/"id":(\d+)/g)) plan.asked.push(Number(id[1]));
  if (dice.chance(0.85)) return send(plan, [text(bytes)], bytes.toString());
  const at = dice.int(0, bytes.length);
  send(
    plan,
    inFragments(opcodes.text, [bytes.subarray(0, at), bytes.subarray(at)]),
    `in two fragments: ${bytes.toString()}`,
  );
}

function hello(dice: Dice, { streams }: Target, plan: Plan): void {
  const cursors = Object.fromEntries(
    streams.filter(() => dice.chance(0.3)).map((stream) => [stream, dice.pick([null, 'x.1', '0.0', 'abc.9999999999'])]),
  );
  const frame = { type: 'hello', cursors, ...(dice.chance(0.1) && { more: true }) };
  const malice = dice.chance(0.15) ? harsh : mild;
  sendText(dice, plan, spoiled(dice, frame, malice), malice);
}

function request(dice: Dice, { ids }: Target, plan: Plan): void {
  const malice = dice.weighted([
    [2, mild],
    [3, harsh],
  ]);
  const { type, name, args } = sample(dice, ids);
  // Spoiling the frame ends the session, so mostly only the arguments are spoiled.
  const asked = { type, id: plan.asked.length + 1, name };
  const key = type === 'command' && dice.chance(0.2) ? `,"key":"key-${dice.int(0, 50)}"` : '';
  if (dice.chance(0.12)) return sendText(dice, plan, spoiled(dice, { ...asked, args }, malice), malice);
  const head = JSON.stringify(asked).slice(0, -1);
  sendText(dice, plan, `${head},"args":${spoiledArgs(dice, args, malice)}${key}}`, mild);
}

function spoiledArgs(dice: Dice, args: object, malice: Malice): string {
  const spoilt = spoiled(dice, args, malice);
  return spoilt.startsWith('{') ? spoilt : JSON.stringify(args);
}

function signal(dice: Dice, { ids }: Target, plan: Plan): void {
  const frame = dice.pick([
    { name: 'typing', channel: ids.of(dice, 'CD') },
    { name: 'focus', channel: dice.chance(0.3) ? null : ids.of(dice, 'CD') },
    { name: 'presence.set', state: dice.pick(['active', 'away']) },
    { name: 'presence.watch', users: Array.from({ length: dice.int(0, 20) }, () => ids.of(dice, 'U')) },
  ]);
  const malice = dice.chance(0.1) ? harsh : mild;
  for (let i = dice.pick([1, 1, 1, 50]); i > 0; i--) {
    sendText(dice, plan, spoiled(dice, { type: 'signal', ...frame }, malice), malice);
  }
}

function auth(dice: Dice, { tokens }: Target, plan: Plan): void {
  const bot = `roost_${'A'.repeat(40)}${dice.int(100, 999)}`;
  const token = dice.weighted([
    [5, tokens[0]!],
    [1, dice.pick(tokens)],
    [1, 'rubbish'],
    [1, bot],
    [1, `${dice.pick(tokens).slice(0, -3)}AAA`],
  ]);
  for (let i = dice.pick([1, 1, 20]); i > 0; i--) send(plan, [text(JSON.stringify({ type: 'auth', token }))], 'auth');
}

function brokenFrame(dice: Dice, _target: Target, plan: Plan): void {
  const shape = {
    opcode: dice.int(0, 15),
    payload: dice.bytes(dice.pick([0, 1, 2, 5, 125, 126, 1_000])),
    fin: dice.chance(0.6),
    reserved: dice.chance(0.2) ? dice.int(0, 7) : 0,
    masked: dice.chance(0.9),
    ...(dice.chance(0.2) && { lengthBits: dice.pick([16, 64] as const) }),
    ...(dice.chance(0.1) && { claims: BigInt(dice.pick([0, 3, 125])) }),
  };
  send(
    plan,
    [rawFrame(shape)],
    `a frame ${JSON.stringify({ ...shape, payload: shape.payload.length, claims: String(shape.claims) })}`,
  );
  // Whatever is inside may be a close frame with any code.
  if (shape.opcode === opcodes.close)
    plan.closedByUs.push(shape.payload.length < 2 ? 1005 : shape.payload.readUInt16BE(0));
}

function controls(dice: Dice, _target: Target, plan: Plan): void {
  const opcode = dice.pick([opcodes.ping, opcodes.pong]);
  const count = dice.pick([1, 10, 1_000]);
  send(
    plan,
    Array<Buffer>(count).fill(rawFrame({ opcode, payload: dice.bytes(dice.int(0, 125)) })),
    `${count} of ${opcode}`,
  );
}

function fragments(dice: Dice, _target: Target, plan: Plan): void {
  const count = dice.pick([2, 63, 65, 500]);
  const part = rawFrame({ opcode: opcodes.continuation, payload: dice.pick(['', ' ', 'x']), fin: false });
  send(plan, [text('{', { fin: false }), ...Array<Buffer>(count).fill(part)], `${count} fragments without an end`);
}

function close(dice: Dice, _target: Target, plan: Plan): void {
  const code = dice.pick([1000, 1001, 1005, 3000, 4999, 0, 999, 70]);
  plan.closedByUs.push(code);
  send(plan, [code === 1005 ? closeFrame() : closeFrame(code, dice.bytes(dice.int(0, 5)))], `close ${code}`);
}

const garbage: Move = (dice, _target, plan) => send(plan, [dice.bytes(dice.int(1, 300))], 'garbage');
const ping: Move = (dice, _target, plan) => sendText(dice, plan, '{"type":"ping"}', mild);
const flood: Move = (_dice, _target, plan) =>
  send(plan, Array<Buffer>(300).fill(text('{"type":"ping"}')), '300 pings of the protocol');
const unfinished: Move = (dice, _target, plan) =>
  send(plan, [text('', { claims: BigInt(dice.int(1, 60_000)) })], 'the head of a frame');
const binary: Move = (dice, _target, plan) =>
  send(plan, [rawFrame({ opcode: opcodes.binary, payload: dice.bytes(20) })], 'binary');
const tooLarge: Move = (dice, _target, plan) =>
  send(plan, [text(`{"type":"ping"${' '.repeat(dice.pick([65_000, 65_521, 65_522, 70_000]))}}`)], 'a large frame');

const moves: readonly (readonly [number, Move])[] = [
  [40, request],
  [8, signal],
  [4, hello],
  [4, auth],
  [6, ping],
  [3, brokenFrame],
  [3, controls],
  [2, fragments],
  [2, close],
  [1, garbage],
  [1, unfinished],
  [1, binary],
  [1, tooLarge],
  [1, flood],
];
