import type { BatchFrame } from '../../fanout/frame.ts';
import type { Seat } from '../../fanout/seat.ts';
import type { Backlog, Backlogged } from './backlog.ts';

/*
 * What one session still has to be sent, in two lanes.
 *
 * Frames: results, batches, heartbeats, in order. At most 64 KiB lie in the socket, the rest waits here; when 1 MiB waits, the
 * session is told (`onFull`) and throws the batches away: it catches up from the log once everything else is gone [F1]. The same
 * when the queues of all sessions hold too much, and this one the most [F5]. Results are never dropped. Signals: latest wins per key, sent only while no frame waits, so they never delay an event; the first to be
 * dropped. What is counted per seat (`written`, `delivered`) is counted when it is handed to the socket, so a discarded batch
 * leaves no trace [C7].
 */

export const IN_SOCKET = 65_536;
export const QUEUE_FULL = 1_048_576;
const SIGNALS_KEPT = 600;

/** What the queue needs of a socket. */
export interface Outlet {
  write(bytes: Buffer): void;
  /** Bytes that the kernel has not taken yet. */
  readonly waiting: number;
  /** Whether `pump` will be called when they have been taken. */
  readonly drainComing: boolean;
}

type Item =
  | { type: 'batch'; bytes: Buffer; seat: Seat; frame: BatchFrame }
  | { type: 'result'; bytes: Buffer; receipt: Receipt }
  /** Made when its turn comes, since it tells what was sent before it. */
  | { type: 'heartbeat'; make: () => Buffer }
  | { type: 'notice'; bytes: Buffer };

/** Whoever wants to know that a result has been handed to the socket. */
export interface Receipt {
  sent(): void;
}

export interface QueueEvents {
  /** Too much waits. */
  onFull(): void;
  /** The socket drained and nothing waits here any more. */
  onEmpty(): void;
}

export class SendQueue implements Backlogged {
  readonly #outlet: Outlet;
  readonly #events: QueueEvents;
  readonly #backlog: Backlog;
  #items = NOTHING;
  #start = 0;
  #size = 0;
  #droppable = 0;
  #signals: Map<string, Buffer> | null = null;

  constructor(outlet: Outlet, events: QueueEvents, backlog: Backlog) {
    this.#outlet = outlet;
    this.#events = events;
    this.#backlog = backlog;
  }

  get droppable(): number {
    return this.#droppable;
  }

  overflow(): void {
    this.#events.onFull();
  }

  /** Whether anything waits here (not counting what lies in the socket). */
  get empty(): boolean {
    return this.#start === this.#items.length;
  }

  batch(seat: Seat, frame: BatchFrame): void {
    if (this.empty && this.#hasRoom(frame.bytes.length)) this.#handBatch(seat, frame);
    else this.#wait({ type: 'batch', bytes: frame.bytes, seat, frame });
  }

  result(bytes: Buffer, receipt: Receipt): void {
    this.#put({ type: 'result', bytes, receipt }, bytes.length);
  }

  heartbeat(make: () => Buffer): void {
    this.#put({ type: 'heartbeat', make }, 0);
  }

  /** A frame that is none of the others: welcome, resync, reconnect, pong. */
  notice(bytes: Buffer): void {
    this.#put({ type: 'notice', bytes }, bytes.length);
  }

  signal(key: string, bytes: Buffer): void {
    if (this.empty && !this.#signals && this.#hasRoom(bytes.length)) return this.#outlet.write(bytes);
    const signals = (this.#signals ??= new Map());
    if (signals.has(key) || signals.size < SIGNALS_KEPT) signals.set(key, bytes);
  }

  /** Throws away what the log can give again, and what would be stale by then. */
  dropBatches(): void {
    this.#keep(this.#items.slice(this.#start).filter((item) => item.type === 'result' || item.type === 'notice'));
  }

  /** Throws everything away: nobody will take it. */
  clear(): void {
    this.#keep([]);
  }

  /** Hands over what fits. Call it when the socket has drained. */
  pump(): void {
    while (!this.empty && this.#hasRoom(lengthOf(this.#items[this.#start]!))) {
      const item = this.#items[this.#start++]!;
      this.#count(item, -1);
      this.#hand(item);
    }
    if (this.empty) this.#forgetSent();
    else if (this.#start > 64 && this.#start * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#start);
      this.#start = 0;
    }
    if (this.empty) this.#pumpSignals();
    if (this.empty) this.#events.onEmpty();
  }

  #put(item: Item, size: number): void {
    if (this.empty && this.#hasRoom(size)) this.#hand(item);
    else this.#wait(item);
  }

  #wait(item: Item): void {
    if (this.#items === NOTHING) this.#items = [];
    this.#items.push(item);
    this.#count(item, 1);
    if (this.#size > QUEUE_FULL) this.#events.onFull();
  }

  #keep(items: Item[]): void {
    const before = this.#size;
    this.#items = items.length > 0 ? items : NOTHING;
    this.#start = 0;
    this.#size = items.reduce((sum, item) => sum + lengthOf(item), 0);
    this.#droppable = 0;
    this.#signals = null;
    this.#backlog.changed(this, this.#size - before, this.#size);
  }

  #count(item: Item, sign: 1 | -1): void {
    const by = sign * lengthOf(item);
    this.#size += by;
    if (item.type === 'batch') this.#droppable += by;
    this.#backlog.changed(this, by, this.#size);
  }

  /** While no drain is coming nothing would call `pump`, so a frame then goes, however large. */
  #hasRoom(size: number): boolean {
    return !this.#outlet.drainComing || this.#outlet.waiting + size <= IN_SOCKET;
  }

  #hand(item: Item): void {
    if (item.type === 'batch') this.#handBatch(item.seat, item.frame);
    else this.#outlet.write(item.type === 'heartbeat' ? item.make() : item.bytes);
    if (item.type === 'result') item.receipt.sent();
  }

  #handBatch(seat: Seat, frame: BatchFrame): void {
    this.#outlet.write(frame.bytes);
    seat.handed(frame);
  }

  #pumpSignals(): void {
    if (!this.#signals) return;
    for (const [key, bytes] of this.#signals) {
      if (!this.#hasRoom(bytes.length)) return;
      this.#signals.delete(key);
      this.#outlet.write(bytes);
    }
    this.#signals = null;
  }

  #forgetSent(): void {
    this.#items = NOTHING;
    this.#start = 0;
  }
}

/** The same for all, and never changed: most queues are always empty. */
const NOTHING: Item[] = [];

function lengthOf(item: Item): number {
  return item.type === 'heartbeat' ? 0 : item.bytes.length;
}
