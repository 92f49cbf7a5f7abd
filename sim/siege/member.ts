import { fromCursor, toCursor } from '@roost/protocol/cursor';
import type { BatchFrame, ServerFrame } from '@roost/protocol/frames';
import { readServerFrame } from '@roost/protocol/serverFrame';
import { WebSocket } from 'ws';
import type { Dice } from '../dice.ts';
import { Seen } from './seen.ts';
import type { Tally } from './tally.ts';
import type { Town } from './town.ts';

/*
 * A light member: a real WebSocket, a cursor, and one bit for each event. It follows the protocol's rules for clients, and counts what
 * breaks them. A thousand of these fit beside the server, so that millions of deliveries do; what the whole client makes of them is
 * the simulation's matter.
 */

interface Post {
  clientId: string;
  channel: string;
}

const DEAD_AFTER_MS = 60_000;

export class Member {
  readonly seen = new Seen();
  /** Stretches of the stream that a snapshot has told, and not events. */
  readonly skipped: [after: number, upTo: number][] = [];
  /** Where it joined, and how far it has come. */
  from: number | null = null;
  position = 0;
  /** Its posts, in order, that the server has said it has. */
  readonly acknowledged: string[] = [];
  readonly #town: Town;
  readonly #self: Town['people'][number];
  readonly #name: string;
  readonly #port: number;
  readonly #tally: Tally;
  readonly #dice: Dice;
  #socket: WebSocket | null = null;
  #isWelcome = false;
  #epoch = '';
  #counted = 0;
  #heard = 0;
  #held: BatchFrame[] | null = null;
  #post: Post | null = null;
  #posts = 0;
  #ids = 0;
  readonly #last = new Map<string, number>();
  #isOver = false;

  constructor(town: Town, index: number, port: number, tally: Tally, dice: Dice) {
    this.#town = town;
    this.#self = town.people[index]!;
    this.#name = `m${index}`;
    this.#port = port;
    this.#tally = tally;
    this.#dice = dice;
    this.#connect();
  }

  get isLive(): boolean {
    return this.#isWelcome && this.#held === null;
  }

  get isIdle(): boolean {
    return this.#post === null;
  }

  get channels(): readonly string[] {
    return this.#self.channels;
  }

  /** The post that has not been acknowledged, if there is one. */
  get unsure(): string | null {
    return this.#post?.clientId ?? null;
  }

  /** Writes its next message; the same one again until it is acknowledged. */
  say(channel: string): void {
    if (this.#post) return;
    this.#post = { clientId: `${this.#name}-${String(++this.#posts).padStart(7, '0')}`, channel };
    this.#send();
  }

  /** Looks whether the line is dead. Call it every few seconds. */
  look(): void {
    if (this.#socket?.readyState === WebSocket.OPEN && Date.now() - this.#heard > DEAD_AFTER_MS)
      this.#socket.terminate();
  }

  close(): void {
    this.#isOver = true;
    this.#socket?.terminate();
  }

  #connect(): void {
    if (this.#isOver) return;
    const socket = new WebSocket(`ws://127.0.0.1:${this.#port}/api/v1/socket`, 'roost.v1', {
      headers: this.#headers(),
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
    });
    this.#socket = socket;
    this.#heard = Date.now();
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', cursors: this.#cursors() })));
    socket.on('message', (data: Buffer) => this.#hear(readServerFrame(data.toString())));
    socket.on('error', () => {});
    socket.on('close', (code) => {
      this.#tally.closes[code] = (this.#tally.closes[code] ?? 0) + 1;
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#isWelcome = false;
      this.#held = null;
      setTimeout(() => this.#connect(), this.#dice.between(100, 2_000));
    });
  }

  #headers(): Record<string, string> {
    const [, index] = /(\d+)/.exec(this.#name)!;
    const n = Number(index);
    return {
      authorization: `Bearer ${this.#self.token}`,
      'x-forwarded-for': `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
    };
  }

  #cursors(): Record<string, string> {
    return this.from === null ? {} : { [this.#town.workspace]: toCursor({ epoch: this.#epoch, seq: this.position }) };
  }

  #hear(frame: ServerFrame): void {
    this.#heard = Date.now();
    const { workspace } = this.#town;
    if (frame.type === 'welcome') this.#welcomed(frame.cursors[workspace]!);
    else if (frame.type === 'batch' && frame.stream === workspace) this.#batch(frame);
    else if (frame.type === 'resync' && frame.stream === workspace) void this.#fetch();
    else if (frame.type === 'heartbeat') this.#beat(frame);
    else if (frame.type === 'result') this.#answered(frame);
  }

  #welcomed(cursor: string): void {
    this.#tally.connections++;
    this.#isWelcome = true;
    this.#counted = 0;
    if (this.from === null) {
      const { epoch, seq } = fromCursor(cursor)!;
      this.#epoch = epoch;
      this.from = this.position = seq;
    }
    this.#send();
  }

  #batch(frame: BatchFrame): void {
    this.#counted += frame.events.length;
    if (this.#held) return void this.#held.push(frame);
    for (const { seq, type, data } of frame.events) {
      if (seq <= this.position || this.seen.has(seq)) {
        this.#tally.again++;
        continue;
      }
      this.seen.add(seq);
      this.#tally.deliveries++;
      if (type === 'message.posted') this.#judge((data as { message: { channel: string } }).message.channel, seq);
    }
    this.#moveTo(frame.cursor);
  }

  #judge(channel: string, seq: number): void {
    if (!this.#self.channels.includes(channel)) this.#tally.leaked++;
    if (seq < (this.#last.get(channel) ?? 0)) this.#tally.reordered++;
    this.#last.set(channel, seq);
  }

  #beat({ cursors, delivered }: Extract<ServerFrame, { type: 'heartbeat' }>): void {
    const { workspace } = this.#town;
    if (cursors[workspace] === undefined || this.#held) return;
    if (delivered[workspace] !== this.#counted) this.#tally.miscounted++;
    this.#moveTo(cursors[workspace]);
  }

  #moveTo(cursor: string): void {
    const { epoch, seq } = fromCursor(cursor)!;
    if (epoch === this.#epoch) this.position = Math.max(this.position, seq);
  }

  /** What it has not is in the snapshot; it goes on from there. */
  async #fetch(): Promise<void> {
    const socket = this.#socket;
    this.#tally.resyncs++;
    this.#held = [];
    while (this.#socket === socket) {
      const cursor = await this.#snapshot().catch(() => null);
      if (this.#socket !== socket) return;
      if (cursor === null) continue;
      const { epoch, seq } = fromCursor(cursor)!;
      this.#epoch = epoch;
      if (seq > this.position) this.skipped.push([this.position, seq]);
      this.position = Math.max(this.position, seq);
      const counted = this.#counted;
      const held = this.#held ?? [];
      this.#held = null;
      for (const frame of held) this.#batch(frame);
      this.#counted = counted;
      return;
    }
  }

  async #snapshot(): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/api/v1/workspace.snapshot`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#headers() },
      body: JSON.stringify({ workspace: this.#town.workspace }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`${response.status}`);
    const { cursors } = (await response.json()) as { cursors: Record<string, string> };
    return cursors[this.#town.workspace]!;
  }

  #send(): void {
    if (!this.#post || !this.#isWelcome) return;
    const { clientId, channel } = this.#post;
    const args = { channel, text: `${clientId} says what there is to say about the harbour today`, clientId };
    this.#socket?.send(JSON.stringify({ type: 'command', id: ++this.#ids, name: 'message.post', args }));
  }

  #answered(frame: Extract<ServerFrame, { type: 'result' }>): void {
    if (!this.#post || frame.id !== this.#ids) return;
    if (frame.ok) {
      this.acknowledged.push(this.#post.clientId);
      this.#post = null;
    } else if (frame.error.retryable) setTimeout(() => this.#send(), frame.error.retryAfterMs ?? 500);
    else this.#tally.refused.push(`${this.#post.clientId}: ${JSON.stringify(frame.error)}`);
  }
}
