// WebSocket frames as a client may write them, right or wrong, and as it reads those of the server.

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame of a client; whatever is left out is as RFC 6455 wants it. */
export interface Shape {
  opcode: number;
  payload?: Buffer | string;
  fin?: boolean;
  /** The three reserved bits, 0 to 7. */
  reserved?: number;
  masked?: boolean;
  /** How the length is written: in 7, 16 or 64 bits, also where less would do. */
  lengthBits?: 7 | 16 | 64;
  /** The length that is written, whatever follows. */
  claims?: bigint;
}

const MASK = Buffer.from([0x37, 0xfa, 0x21, 0x3d]);

/** The bytes of one frame. */
export function rawFrame({ opcode, payload = '', fin = true, reserved = 0, masked = true, ...length }: Shape): Buffer {
  const bytes = Buffer.from(payload);
  const claimed = length.claims ?? BigInt(bytes.length);
  const bits = length.lengthBits ?? (claimed < 126n ? 7 : claimed < 65_536n ? 16 : 64);
  const head = Buffer.alloc(bits === 7 ? 2 : bits === 16 ? 4 : 10);
  head[0] = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (masked ? 0x80 : 0) | (bits === 7 ? Number(claimed) : bits === 16 ? 126 : 127);
  if (bits === 16) head.writeUInt16BE(Number(claimed), 2);
  if (bits === 64) head.writeBigUInt64BE(claimed, 2);
  if (!masked) return Buffer.concat([head, bytes]);
  return Buffer.concat([head, MASK, bytes.map((byte, i) => byte ^ MASK[i % 4]!)]);
}

export const text = (payload: Buffer | string, more: Partial<Shape> = {}): Buffer =>
  rawFrame({ opcode: opcodes.text, payload, ...more });

/** A message in so many frames: the first says what it is, the last that it is over. */
export function inFragments(opcode: number, parts: readonly (Buffer | string)[]): Buffer[] {
  return parts.map((payload, i) =>
    rawFrame({ opcode: i === 0 ? opcode : opcodes.continuation, payload, fin: i === parts.length - 1 }),
  );
}

export function closeFrame(code?: number, reason: Buffer | string = ''): Buffer {
  const head = Buffer.alloc(code === undefined ? 0 : 2);
  if (code !== undefined) head.writeUInt16BE(code);
  return rawFrame({ opcode: opcodes.close, payload: Buffer.concat([head, Buffer.from(reason)]) });
}

/** A frame of the server. */
export interface Received {
  opcode: number;
  fin: boolean;
  payload: Buffer;
}

/** Cuts what a server sent into frames. Throws on what no server may send: a mask, a reserved bit, a fragment. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  read(bytes: Buffer): Received[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const frames: Received[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Received | null {
    const bytes = this.#rest;
    if (bytes.length < 2) return null;
    const short = bytes[1]! & 0x7f;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (bytes.length < start) return null;
    const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
    if (bytes.length < start + length) return null;
    if ((bytes[0]! & 0x70) !== 0 || (bytes[0]! & 0x80) === 0 || (bytes[1]! & 0x80) !== 0)
      throw new Error(`the server sent a frame that begins ${bytes.subarray(0, 2).toString('hex')}`);
    this.#rest = bytes.subarray(start + length);
    return { opcode: bytes[0]! & 0x0f, fin: true, payload: bytes.subarray(start, start + length) };
  }
}
