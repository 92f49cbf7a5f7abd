import net from 'node:net';

/** The key of RFC 6455's own example, and its answer: thousands of members that come at once should not each make one. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

/**
 * A WebSocket client that costs next to nothing, so that a thousand of them on one core measure the server and not themselves:
 * it cuts the byte stream into frames and hands each payload on as a slice, without copying or decoding it.
 */
export class RawSocket {
  private readonly socket: net.Socket;
  private rest: Buffer = NOTHING;
  private readonly onFrame: (payload: Buffer) => void;
  private code = ABNORMAL;
  private state: 'opening' | 'open' | 'closed' = 'opening';
  private readonly onData = (data: Buffer): void => this.receive(data);
  private pacer: NodeJS.Timeout | null = null;

  private constructor(socket: net.Socket, onFrame: (payload: Buffer) => void) {
    this.socket = socket;
    this.onFrame = onFrame;
  }

  /**
   * Connects and upgrades; `headers` go into the request. The payloads handed on are valid only until `onFrame` returns. Without
   * `onClose` it is an error when the other side closes.
   */
  static open(
    port: number,
    path: string,
    headers: Record<string, string>,
    onFrame: (payload: Buffer) => void,
    onClose: (code: number) => void = unexpected,
  ): Promise<RawSocket> {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ port, host: '127.0.0.1' });
      const raw = new RawSocket(socket, onFrame);
      let head = Buffer.alloc(0);
      const onHead = (chunk: Buffer) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end === -1) return;
        const text = head.subarray(0, end).toString();
        if (!text.startsWith('HTTP/1.1 101') || !text.includes(ACCEPT)) {
          socket.destroy();
          return reject(new Error(`No upgrade: ${text.split('\r\n')[0]}`));
        }
        socket.off('data', onHead);
        socket.on('data', raw.onData);
        raw.state = 'open';
        resolve(raw);
        if (head.length > end + 4) raw.receive(head.subarray(end + 4));
      };
      socket.setNoDelay(true);
      socket.on('data', onHead);
      socket.on('error', reject);
      socket.on('close', () => {
        if (raw.state === 'open') onClose(raw.code);
        reject(new Error('The server under test closed a connection before the upgrade.'));
      });
      const lines = Object.entries({
        Host: `127.0.0.1:${port}`,
        Upgrade: 'websocket',
        Connection: 'Upgrade',
        'Sec-WebSocket-Key': KEY,
        'Sec-WebSocket-Version': '13',
        ...headers,
      }).map(([name, value]) => `${name}: ${value}`);
      socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    });
  }

  /** Sends a text frame. */
  send(text: string): void {
    const payload = Buffer.from(text);
    const short = payload.length < 126;
    const header = Buffer.alloc(short ? 6 : 8);
    header[0] = 0x81;
    header[1] = 0x80 | (short ? payload.length : 126);
    if (!short) header.writeUInt16BE(payload.length, 2);
    // A mask of zeros is a mask; the payload stays as it is.
    this.socket.write(Buffer.concat([header, payload]));
  }

  /** From now on takes so many bytes a second, and leaves the rest where it is. */
  readSlowly(bytesPerSecond: number): void {
    this.socket.off('data', this.onData);
    this.socket.pause();
    this.pacer = setInterval(() => {
      const share = Math.min((bytesPerSecond * PACE_MS) / 1000, this.socket.readableLength);
      const bytes = share > 0 ? (this.socket.read(share) as Buffer | null) : null;
      if (bytes) this.receive(bytes);
      else this.socket.read(0);
    }, PACE_MS);
  }

  readFreely(): void {
    if (this.pacer) clearInterval(this.pacer);
    this.pacer = null;
    this.socket.on('data', this.onData);
    this.socket.resume();
  }

  close(): void {
    if (this.pacer) clearInterval(this.pacer);
    this.state = 'closed';
    this.socket.destroy();
  }

  /** As when a router in between forgets the connection: the other side is told by a RST. */
  reset(): void {
    this.state = 'closed';
    this.socket.resetAndDestroy();
  }

  private receive(chunk: Buffer): void {
    const data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    let at = 0;
    while (data.length - at >= 2) {
      let length = data[at + 1]! & 0x7f;
      let start = at + 2;
      if (length === 126) {
        if (data.length < at + 4) break;
        length = data.readUInt16BE(at + 2);
        start = at + 4;
      } else if (length === 127) {
        if (data.length < at + 10) break;
        length = Number(data.readBigUInt64BE(at + 2));
        start = at + 10;
      }
      if (data.length < start + length) break;
      const opcode = data[at]! & 0x0f;
      if (opcode === 1) this.onFrame(data.subarray(start, start + length));
      else if (opcode === 9) this.socket.write(PONG);
      else if (opcode === 8) {
        if (length >= 2) this.code = data.readUInt16BE(start);
        this.socket.end(CLOSE);
      }
      at = start + length;
    }
    this.rest = at < data.length ? Buffer.from(data.subarray(at)) : NOTHING;
  }
}

function unexpected(): never {
  throw new Error('The server under test closed a connection.');
}

/** What a connection ends with of which nobody said why. */
const ABNORMAL = 1006;
const CLOSE = Buffer.from([0x88, 0x80, 0, 0, 0, 0]);
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const NOTHING = Buffer.alloc(0);
const PACE_MS = 100;
