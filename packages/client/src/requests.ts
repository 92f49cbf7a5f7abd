import type { ClientFrame, ResultFrame } from '@roost/protocol/frames';
import { limits } from '@roost/protocol/limits';
import type { RejectBody } from '@roost/protocol/codes';
import type { Clock } from './ports.ts';
import { RequestRejected, unanswered } from './rejected.ts';

interface Asked {
  frame: Extract<ClientFrame, { type: 'command' | 'query' }>;
  resolve: (value: unknown) => void;
  reject: (error: RequestRejected) => void;
  timer: unknown;
}

export interface RequestsWorld {
  clock: Clock;
  isLive(): boolean;
  send(frame: ClientFrame): void;
}

const CONNECTION_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 30_000;

/**
 * Commands and queries, matched with their results [S5]. What is asked without a connection waits a while for one. What was on its
 * way when the connection ended is refused, retryably: whether a command took effect is not known then.
 */
export class Requests {
  readonly #world: RequestsWorld;
  readonly #asked = new Map<number, Asked>();
  #waiting: Asked[] = [];
  #lastId = 0;

  constructor(world: RequestsWorld) {
    this.#world = world;
  }

  /** Rejects with `RequestRejected`. At most 32 are in flight, further ones wait their turn. */
  ask(type: 'command' | 'query', name: string, args: object, key?: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const frame = {
        type,
        id,
        name,
        args: args as Record<string, unknown>,
        ...(key !== undefined && { key }),
      } as Asked['frame'];
      const asked: Asked = { frame, resolve, reject, timer: undefined };
      this.#time(asked, CONNECTION_WITHIN_MS);
      this.#waiting.push(asked);
      this.flush();
    });
  }

  /** Sends what waits, as far as it may go. */
  flush(): void {
    while (this.#world.isLive() && this.#asked.size < limits.inFlight) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#asked.set(next.frame.id, next);
      this.#time(next, ANSWER_WITHIN_MS);
      this.#world.send(next.frame);
    }
  }

  answer(frame: ResultFrame): void {
    const asked = this.#take(frame.id);
    if (!asked) return;
    if (frame.ok) asked.resolve(frame.value);
    else asked.reject(new RequestRejected(frame.error as RejectBody));
    this.flush();
  }

  /** The connection is gone. What was not sent yet goes on waiting. */
  lost(): void {
    for (const id of [...this.#asked.keys()])
      this.#take(id)?.reject(unanswered('The connection ended before the answer came.'));
  }

  /** Nothing will be answered any more. */
  stop(): void {
    this.lost();
    for (const { timer, reject } of this.#waiting.splice(0)) {
      this.#world.clock.clearTimer(timer);
      reject(unanswered('The client was stopped.'));
    }
  }

  #time(asked: Asked, ms: number): void {
    this.#world.clock.clearTimer(asked.timer);
    asked.timer = this.#world.clock.setTimer(() => this.#late(asked), ms);
  }

  #late(asked: Asked): void {
    this.#asked.delete(asked.frame.id);
    this.#waiting = this.#waiting.filter((one) => one !== asked);
    asked.reject(unanswered('The server did not answer in time.'));
    this.flush();
  }

  #take(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (asked) this.#world.clock.clearTimer(asked.timer);
    return asked;
  }
}
