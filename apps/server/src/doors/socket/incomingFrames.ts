import { isUtf8 } from 'node:buffer';

/*
 * Cuts what a client sends into the messages of RFC 6455, without extensions. A frame is looked at as soon as its head is there: what
 * is wrong with it, or too large, is known before its payload is waited for. Nothing is kept between messages but a part of a frame.
 * After a close frame, or one that is broken, nothing more is read.
 */

export interface FrameListener {
  onMessage(data: Buffer, isBinary: boolean): void;
  onPing(data: Buffer): void;
  onPong(): void;
  /** The other side closes, with this code or without one. */
  onClosing(code: number | null): void;
  /** What came breaks the protocol; the code says how. */
  onBroken(code: number): void;
}

export interface FrameLimits {
  /** Bytes of a message. */
  message: number;
  fragments: number;
  /** Pieces in which a frame may come. */
  pieces: number;
}

const [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10];
const [BROKEN, NO_UTF8, TOO_MANY, TOO_LARGE] = [1002, 1007, 1008, 1009];
const MASK_LENGTH = 4;

export class IncomingFrames {
  readonly #listener: FrameListener;
  readonly #limits: FrameLimits;
  /** The beginning of a frame, and how many bytes of it there must be before it is looked at again. */
  #pieces: Buffer[] | null = null;
  #needed = 0;
  #message: { opcode: number; size: number; count: number; fragments: Buffer[] } | null = null;
  #isOver = false;

  constructor(listener: FrameListener, limits: FrameLimits) {
    this.#listener = listener;
    this.#limits = limits;
  }

  /** Takes bytes as they come. The payloads that it hands on lie in them. */
  push(chunk: Buffer): void {
    if (this.#isOver) return;
    const data = this.#pieces ? this.#joined(this.#pieces, chunk) : chunk;
    if (!data) return;
    let at = 0;
    for (let taken = -1; taken !== 0 && !this.#isOver; at += taken) taken = this.#take(data, at);
    this.#pieces = at < data.length && !this.#isOver ? [data.subarray(at)] : null;
  }

  /** What there is of a frame, or null while that is too little. */
  #joined(pieces: Buffer[], chunk: Buffer): Buffer | null {
    pieces.push(chunk);
    const size = pieces.reduce((sum, { length }) => sum + length, 0);
    if (size >= this.#needed) return Buffer.concat(pieces, size);
    if (pieces.length > this.#limits.pieces) this.#break(TOO_MANY);
    return null;
  }

  /** Takes the frame that begins here; how many bytes it has, or 0 when not all of it has come. */
  #take(data: Buffer, at: number): number {
    const left = data.length - at;
    if (left < 2) return this.#wait(2);
    const [first, second] = [data[at]!, data[at + 1]!];
    const short = second & 0x7f;
    if (!this.#isSound(first, second)) return this.#break(BROKEN);
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (left < head) return this.#wait(head);
    const length = head === 2 ? short : head === 4 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
    const opcode = first & 0x0f;
    if (opcode < CLOSE && length + (this.#message?.size ?? 0) > this.#limits.message) return this.#break(TOO_LARGE);
    const begin = head + MASK_LENGTH;
    if (left < begin + length) return this.#wait(begin + length);
    const payload = data.subarray(at + begin, at + begin + length);
    unmask(payload, data, at + head);
    if (opcode >= CLOSE) this.#control(opcode, payload);
    else this.#fragment(opcode, (first & 0x80) !== 0, payload);
    return begin + length;
  }

  /** Whether such a frame may come now, by its first two bytes. */
  #isSound(first: number, second: number): boolean {
    const [isLast, reserved, opcode] = [(first & 0x80) !== 0, first & 0x70, first & 0x0f];
    const [isMasked, short] = [(second & 0x80) !== 0, second & 0x7f];
    if (reserved !== 0 || !isMasked) return false;
    if (opcode >= CLOSE) return opcode <= PONG && isLast && short < 126 && !(opcode === CLOSE && short === 1);
    return opcode === CONTINUATION ? this.#message !== null : opcode <= BINARY && this.#message === null;
  }

  #fragment(opcode: number, isLast: boolean, payload: Buffer): void {
    if (isLast && opcode !== CONTINUATION) return this.#tell(opcode, payload);
    const message = (this.#message ??= { opcode, size: 0, count: 0, fragments: [] });
    if (++message.count > this.#limits.fragments) return void this.#break(TOO_MANY);
    message.size += payload.length;
    if (payload.length > 0) message.fragments.push(payload);
    if (!isLast) return;
    this.#message = null;
    this.#tell(message.opcode, Buffer.concat(message.fragments, message.size));
  }

  #tell(opcode: number, data: Buffer): void {
    if (opcode === TEXT && !isUtf8(data)) this.#break(NO_UTF8);
    else this.#listener.onMessage(data, opcode === BINARY);
  }

  #control(opcode: number, payload: Buffer): void {
    if (opcode === PING) return this.#listener.onPing(payload);
    if (opcode === PONG) return this.#listener.onPong();
    const code = payload.length === 0 ? null : payload.readUInt16BE(0);
    if (code !== null && !maySay(code)) return void this.#break(BROKEN);
    if (!isUtf8(payload.subarray(2))) return void this.#break(NO_UTF8);
    this.#isOver = true;
    this.#listener.onClosing(code);
  }

  #wait(needed: number): 0 {
    this.#needed = needed;
    return 0;
  }

  #break(code: number): 0 {
    this.#isOver = true;
    this.#pieces = null;
    this.#message = null;
    this.#listener.onBroken(code);
    return 0;
  }
}

function unmask(payload: Buffer, data: Buffer, mask: number): void {
  if (data.readUInt32BE(mask) === 0) return;
  for (let i = 0; i < payload.length; i++) payload[i] = payload[i]! ^ data[mask + (i & 3)]!;
}

/** Close codes that may be on the wire (RFC 6455, 7.4). */
function maySay(code: number): boolean {
  return code >= 3000 ? code < 5000 : code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
}
