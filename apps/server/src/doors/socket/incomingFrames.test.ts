import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as ws from 'ws';
import { closeFrame, opcodes, rawFrame } from '../hostile/rawFrames.ts';
import { IncomingFrames } from './incomingFrames.ts';

// What comes from a client is read here as `ws` reads it: whatever comes, in whatever pieces. The rules themselves are gone through in
// ../hostile/rfc6455.pg.test.ts.

const limits = { message: 300, fragments: 4, pieces: 1_000 };

function ours(pieces: readonly Buffer[]): string[] {
  const told: string[] = [];
  const incoming = new IncomingFrames(
    {
      onMessage: (data, isBinary) => told.push(`${isBinary ? 'binary' : 'text'} ${data.toString('hex')}`),
      onPing: (data) => told.push(`ping ${data.toString('hex')}`),
      onPong: () => told.push('pong'),
      onClosing: (code) => told.push(`closing ${code ?? 1005}`),
      onBroken: (code) => told.push(`broken ${code}`),
    },
    limits,
  );
  for (const piece of pieces) incoming.push(Buffer.from(piece));
  return told;
}

interface Receiver {
  on(event: string, heard: (...told: never[]) => void): void;
  write(piece: Buffer): void;
}

async function those(pieces: readonly Buffer[]): Promise<string[]> {
  const { Receiver } = ws as unknown as { Receiver: new (options: object) => Receiver };
  const told: string[] = [];
  const receiver = new Receiver({ isServer: true, maxPayload: limits.message, maxFragments: limits.fragments });
  receiver.on('message', (data: Buffer, isBinary: boolean) =>
    told.push(`${isBinary ? 'binary' : 'text'} ${data.toString('hex')}`),
  );
  receiver.on('ping', (data: Buffer) => told.push(`ping ${data.toString('hex')}`));
  receiver.on('pong', () => told.push('pong'));
  receiver.on('conclude', (code: number) => told.push(`closing ${code}`));
  const isOver = (): boolean => told.some((each) => /^(broken|closing)/.test(each));
  receiver.on('error', (error: object) => {
    const [code] = Object.getOwnPropertySymbols(error).map((symbol) => (error as Record<symbol, unknown>)[symbol]);
    if (!isOver()) told.push(`broken ${code as number}`);
  });
  for (const piece of pieces) if (!isOver()) receiver.write(Buffer.from(piece));
  await new Promise((resolve) => setImmediate(resolve));
  return told;
}

const mostly = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: rare, weight: 1 });
const payload = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(125, 126, 130, 299, 300, 301).map((length) => Buffer.alloc(length, 'x')),
);
const frame = fc
  .record({
    opcode: mostly(fc.constantFrom<number>(...Object.values(opcodes)), fc.nat({ max: 15 })),
    payload,
    fin: mostly(fc.constant(true), fc.constant(false)),
    reserved: mostly(fc.constant(0), fc.nat({ max: 7 })),
    masked: mostly(fc.constant(true), fc.constant(false)),
    lengthBits: fc.constantFrom(undefined, 16 as const, 64 as const),
  })
  .map(({ lengthBits, ...shape }) => rawFrame(lengthBits ? { ...shape, lengthBits } : shape));
const fragments = fc
  .array(payload, { minLength: 1, maxLength: 5 })
  .map((all) =>
    Buffer.concat(
      all.map((part, i) => rawFrame({ opcode: i === 0 ? opcodes.text : 0, payload: part, fin: i === all.length - 1 })),
    ),
  );
const close = fc
  .record({ code: fc.oneof(fc.nat({ max: 5_100 }), fc.constantFrom(1000, 1005)), reason: payload })
  .map(({ code, reason }) => closeFrame(code, reason.subarray(0, 60)));

test('[S11] whatever comes, in whatever pieces, is read as `ws` reads it', async () => {
  const said = fc.array(fc.oneof({ arbitrary: frame, weight: 4 }, { arbitrary: fragments, weight: 2 }, close), {
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(said, fc.infiniteStream(fc.integer({ min: 1, max: 400 })), async (frames, lengths) => {
      const bytes = Buffer.concat(frames);
      const pieces: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += pieces.at(-1)!.length)
        pieces.push(bytes.subarray(at, at + (lengths.next().value as number)));
      expect(ours(pieces)).toEqual(await those(pieces));
    }),
    { numRuns: 150 },
  );
});

test('[S11] a message in too many pieces is not gathered for ever', () => {
  const bytes = rawFrame({ opcode: opcodes.text, payload: Buffer.alloc(299, 'x') });
  const pieces = [...bytes].map((byte) => Buffer.from([byte]));
  const told: number[] = [];
  const listener = {
    onMessage() {},
    onPing() {},
    onPong() {},
    onClosing() {},
    onBroken: (code: number) => told.push(code),
  };
  const incoming = new IncomingFrames(listener, { ...limits, pieces: 100 });
  for (const piece of pieces) incoming.push(piece);
  expect(told).toEqual([1008]);
});
