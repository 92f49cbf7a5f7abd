import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { StreamRequest } from '@roost/protocol/streams';
import type { Link, LinkListener } from '../socket/link.ts';
import { takenBy, type Turn } from '../socket/wire.ts';

/*
 * The answer to an HTTP request as a session's link: server-sent events, one per frame. A `stream` goes on until it is closed; a `poll`
 * ends as soon as it has told something, and a `look` at once, so that they pass even where answers are held back until they are
 * whole. Frames come in through `take`: with the request that opened it, and with later ones.
 */

/** What a poll may tell without being over: that it has begun. Signals come in droves when it begins, and later end it. */
const SIGNALS_END_IT_AFTER_MS = 1_000;

export class StreamLink implements Link {
  readonly #response: ServerResponse;
  readonly #kind: StreamRequest['kind'];
  readonly #turn: Turn;
  readonly #now: () => number;
  readonly #began: number;
  #listener: LinkListener | null = null;
  #waiting: Buffer[] = [];
  #size = 0;
  #toldEnough = false;
  #isOver = false;
  #first: Buffer[] | null;

  /** `first`: frames that the client would send after `welcome`. */
  constructor(response: ServerResponse, kind: StreamRequest['kind'], first: Buffer[], turn: Turn, now: () => number) {
    this.#response = response;
    this.#kind = kind;
    this.#first = first;
    this.#turn = turn;
    this.#now = now;
    this.#began = now();
  }

  listen(listener: LinkListener): void {
    this.#listener = listener;
    this.#response.on('drain', () => listener.drained());
    this.#response.on('error', () => {}); // `close` follows
    this.onOver(() => {
      this.#isOver = true;
      listener.ended();
    });
  }

  /** Calls back once when nothing can be told any more. */
  onOver(tell: () => unknown): void {
    // An answer that waits for an earlier one on its connection has no `close` of its own when the connection ends.
    const { socket } = this.#response.req;
    const over = (): void => {
      this.#response.off('close', over);
      socket.off('close', over);
      tell();
    };
    this.#response.on('close', over);
    socket.on('close', over);
  }

  /** A frame of the client. */
  take(frame: Buffer): void {
    this.#listener?.frame(frame, false);
  }

  write(bytes: Buffer): void {
    if (this.#isOver) return;
    const json = payloadOf(bytes);
    this.#judge(json);
    if (this.#size === 0) this.#turn.add(this);
    this.#waiting.push(DATA, json, END);
    this.#size += DATA.length + json.length + END.length;
  }

  flush(): void {
    if (this.#size === 0) return;
    const chunk = Buffer.concat(this.#waiting, this.#size);
    this.#waiting = [];
    this.#size = 0;
    if (this.#kind !== 'stream' && this.#toldEnough) this.#end(chunk);
    else this.#response.write(chunk);
  }

  get waiting(): number {
    return this.#response.writableLength + this.#size;
  }

  get drainComing(): boolean {
    return this.#response.writableNeedDrain;
  }

  get taken(): number {
    const { socket } = this.#response;
    return socket ? takenBy(socket as Socket) : 0;
  }

  // Its frames come as requests of their own, each with an answer that says when there are too many.
  pause(): void {}

  resume(): void {}

  /** There is nothing to answer with: whether somebody reads shows in what is taken. */
  ping(): boolean {
    return false;
  }

  close(code: number): void {
    if (this.#isOver) return;
    this.#waiting.push(Buffer.from(`event: close\ndata: ${code}\n\n`));
    this.#end(Buffer.concat(this.#waiting));
  }

  terminate(): void {
    this.#isOver = true;
    this.#response.destroy();
  }

  #judge(json: Buffer): void {
    const type = json[TYPE_AT];
    if (type === WELCOME && this.#kind === 'look') this.#toldEnough = true;
    else if (type === WELCOME) this.#sayFirst();
    else if (type !== SIGNAL || this.#now() - this.#began >= SIGNALS_END_IT_AFTER_MS) this.#toldEnough = true;
  }

  // As a client does when it is welcomed: afterwards, not in the middle of it.
  #sayFirst(): void {
    const first = this.#first ?? [];
    this.#first = null;
    if (first.length > 0) setImmediate(() => first.forEach((frame) => this.take(frame)));
  }

  #end(chunk: Buffer): void {
    this.#waiting = [];
    this.#size = 0;
    this.#isOver = true;
    this.#response.end(chunk);
  }
}

const DATA = Buffer.from('data: ');
const END = Buffer.from('\n\n');
// Every frame begins with {"type":" and no two of these letters begin another type that matters here.
const TYPE_AT = '{"type":"'.length;
const WELCOME = 'w'.charCodeAt(0);
const SIGNAL = 's'.charCodeAt(0);

/** The JSON of a frame made by `textFrame`. It contains no line break: JSON escapes them. */
function payloadOf(bytes: Buffer): Buffer {
  const mark = bytes[1]!;
  return bytes.subarray(mark < 126 ? 2 : mark === 126 ? 4 : 10);
}
