import type { RejectBody } from '@roost/protocol/codes';
import type { ClientFrame, ResultFrame } from '@roost/protocol/frames';
import { limits } from '@roost/protocol/limits';
import type { Clock } from './ports.ts';
import { RequestRejected } from './types.ts';

interface Asked {
  resolve: (value: unknown) => void;
  reject: (error: RequestRejected) => void;
  cancelTimeout: () => void;
}

/** Nothing takes this long; an answer that late is lost. */
const answerWithinMs = 30_000;

const unavailable: RejectBody = { code: 'unavailable', detail: 'The server cannot be reached right now.', retryable: true };

/** Commands and queries on one socket, matched with their results. What a lost socket took along is refused, retryably. */
export class Requests {
  private nextId = 1;
  private readonly asked = new Map<number, Asked>();
  private readonly queue: (() => void)[] = [];
  private readonly send: (frame: ClientFrame) => boolean;
  private readonly clock: Clock;

  constructor(send: (frame: ClientFrame) => boolean, clock: Clock) {
    this.send = send;
    this.clock = clock;
  }

  /** Asks; rejects with `RequestRejected`. At most 32 are in flight, further ones wait their turn. */
  ask(type: 'command' | 'query', name: string, args: object, key?: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const go = () => {
        const id = this.nextId++;
        const frame = { type, id, name, args: args as Record<string, unknown>, ...(key !== undefined && { key }) } as ClientFrame;
        if (!this.send(frame)) return reject(new RequestRejected(unavailable));
        const cancelTimeout = this.clock.after(answerWithinMs, () => this.settle(id, (one) => one.reject(new RequestRejected(unavailable))));
        this.asked.set(id, { resolve, reject, cancelTimeout });
      };
      if (this.asked.size < limits.inFlight) go();
      else this.queue.push(go);
    });
  }

  answer(frame: ResultFrame): void {
    this.settle(frame.id, (one) => (frame.ok ? one.resolve(frame.value) : one.reject(new RequestRejected(frame.error as RejectBody))));
  }

  /** The socket is gone. */
  lost(): void {
    for (const id of [...this.asked.keys()]) this.settle(id, (one) => one.reject(new RequestRejected(unavailable)), false);
    for (const go of this.queue.splice(0)) go();
  }

  private settle(id: number, how: (one: Asked) => void, next = true): void {
    const one = this.asked.get(id);
    if (!one) return;
    this.asked.delete(id);
    one.cancelTimeout();
    how(one);
    if (next) this.queue.shift()?.();
  }
}
