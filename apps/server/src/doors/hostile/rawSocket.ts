import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { FrameReader, opcodes, text } from './rawFrames.ts';
import type { Received } from './rawFrames.ts';

// A client that writes bytes and nothing else: it can do everything that RFC 6455 and HTTP forbid.

const HEAD_END = '\r\n\r\n';

/** A TCP connection and all that came back over it. */
export class RawConnection {
  readonly socket: Socket;
  /** Resolves when the connection is over, whoever ended it. */
  readonly over: Promise<void>;
  received: Buffer = Buffer.alloc(0);
  #more: (() => void)[] = [];

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.socket = connect(Number(port), hostname).setNoDelay(true);
    this.socket.on('error', () => {}); // `close` follows
    this.socket.on('data', (bytes) => {
      this.received = Buffer.concat([this.received, bytes]);
      this.#wake();
    });
    this.over = new Promise((resolve) => {
      this.socket.once('close', () => {
        resolve();
        this.#wake();
      });
    });
  }

  write(...pieces: (Buffer | string)[]): void {
    for (const piece of pieces) if (!this.socket.destroyed) this.socket.write(piece);
  }

  /** Resolves with what `find` gives when it gives something, null when the connection is over before. */
  async until<T>(find: () => T | null | undefined): Promise<T | null> {
    for (;;) {
      const found = find();
      if (found !== null && found !== undefined) return found;
      if (this.socket.destroyed) return null;
      await new Promise<void>((resolve) => this.#more.push(resolve));
    }
  }

  end(): void {
    this.socket.destroy();
  }

  #wake(): void {
    for (const resolve of this.#more.splice(0)) resolve();
  }
}

/** The answer to an HTTP request, as far as it came. */
export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

/** The first answer of a connection on which nothing else was asked; null when it ended without one. */
export async function rawAnswer(connection: RawConnection): Promise<RawAnswer | null> {
  const headEnd = await connection.until(() => {
    const at = connection.received.indexOf(HEAD_END);
    return at < 0 ? null : at;
  });
  if (headEnd === null) return null;
  const head = connection.received.subarray(0, headEnd).toString('latin1');
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const start = headEnd + HEAD_END.length;
  await connection.until(() => (connection.received.length >= start + length ? true : null));
  const body = connection.received.subarray(start, start + length).toString();
  return { status: Number(head.slice(9, 12)), head, body };
}

/** The request of an upgrade, with headers put in, changed, or (null) left out. */
export function upgradeRequest(
  url: string,
  token: string | null,
  changed: Record<string, string | null> = {},
  requestLine = 'GET /api/v1/socket HTTP/1.1',
): string {
  const headers: Record<string, string | null> = {
    Host: new URL(url).host,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol': 'roost.v1',
    Authorization: token === null ? null : `Bearer ${token}`,
    ...changed,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return `${[requestLine, ...lines].join('\r\n')}${HEAD_END}`;
}

/** A WebSocket whose frames are written by hand. */
export class RawSocket extends RawConnection {
  readonly frames: Received[] = [];
  readonly #reader = new FrameReader();
  #read = 0;

  /** Opens one and waits for the 101. */
  static async open(url: string, token: string): Promise<RawSocket> {
    const socket = new RawSocket(url);
    socket.write(upgradeRequest(url, token));
    const headEnd = await socket.until(() => {
      const at = socket.received.indexOf(HEAD_END);
      return at < 0 ? null : at;
    });
    const status = socket.received.subarray(9, 12).toString();
    if (headEnd === null || status !== '101') throw new Error(`the upgrade was answered by ${status}`);
    socket.#read = headEnd + HEAD_END.length;
    return socket;
  }

  /** Opens one, says hello and waits for the welcome. */
  static async join(url: string, token: string): Promise<RawSocket> {
    const socket = await RawSocket.open(url, token);
    socket.say({ type: 'hello', cursors: {} });
    await socket.hears('welcome');
    return socket;
  }

  /** For who did not wait for the 101: whether it has come, with the frames behind it. */
  skipHead(): boolean {
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0 || this.received.subarray(9, 12).toString() !== '101') return false;
    if (this.#read === 0) this.#read = headEnd + HEAD_END.length;
    return true;
  }

  say(frame: object): void {
    this.write(text(JSON.stringify(frame)));
  }

  /** The `nth` text frame of this type, or null when the connection ended without it. */
  hears(type: string, nth = 1): Promise<Record<string, unknown> | null> {
    return this.until(() => this.texts().filter((frame) => frame['type'] === type)[nth - 1]);
  }

  /** All text frames so far. */
  texts(): Record<string, unknown>[] {
    return this.all()
      .filter(({ opcode }) => opcode === opcodes.text)
      .map(({ payload }) => JSON.parse(payload.toString()) as Record<string, unknown>);
  }

  /** The code of the server's close frame: 1005 when it has none, null when the connection ended without a close frame. */
  async closeCode(): Promise<number | null> {
    const close = await this.until(() => this.all().find(({ opcode }) => opcode === opcodes.close));
    if (!close) return null;
    return close.payload.length < 2 ? 1005 : close.payload.readUInt16BE(0);
  }

  /** All frames so far. */
  all(): readonly Received[] {
    this.frames.push(...this.#reader.read(this.received.subarray(this.#read)));
    this.#read = this.received.length;
    return this.frames;
  }
}
