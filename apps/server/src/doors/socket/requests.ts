import { limits } from '@roost/protocol/limits';
import { isOperation, operations } from '@roost/protocol/registry';
import type { ClientFrame } from '@roost/protocol/frames';
import type { Call } from '../../domain/verb.ts';
import { textFrame } from '../../fanout/frame.ts';
import { Reject } from '../../reject.ts';
import type { Link } from './link.ts';
import type { Receipt } from './sendQueue.ts';
import type { SessionWorld } from './sessionWorld.ts';

/*
 * The commands and queries of one session: each is answered by exactly one result, at most 32 are in flight, then reading
 * pauses [S5]. One is in flight until its result has been handed to the socket, so who does not read cannot ask.
 */

export type Request = Extract<ClientFrame, { type: 'command' | 'query' }>;

export function isRequest(frame: ClientFrame): frame is Request {
  return frame.type === 'command' || frame.type === 'query';
}

/** The session that they are of. */
export interface Asker {
  readonly id: string;
  call(): Call;
  /** Sends a result. */
  answer(bytes: Buffer, receipt: Receipt): void;
}

export class Requests implements Receipt {
  readonly #world: Pick<SessionWorld, 'dispatch' | 'onBug'>;
  readonly #asker: Asker;
  readonly #link: Pick<Link, 'pause' | 'resume'>;
  #inFlight = 0;
  /** What was already read when reading paused. */
  #waiting: Request[] | null = null;

  constructor(world: Pick<SessionWorld, 'dispatch' | 'onBug'>, asker: Asker, link: Pick<Link, 'pause' | 'resume'>) {
    this.#world = world;
    this.#asker = asker;
    this.#link = link;
  }

  get idle(): boolean {
    return this.#inFlight === 0;
  }

  take(request: Request): void {
    if (this.#inFlight < limits.inFlight) {
      void this.#run(request);
      return;
    }
    if (!this.#waiting) this.#link.pause();
    (this.#waiting ??= []).push(request);
  }

  /** Answers without asking the domain. */
  refuse(request: Request, reject: Reject): void {
    this.#inFlight++;
    this.#refuse(request, reject);
  }

  /** Nothing more of this session will be carried out. */
  end(): void {
    this.#waiting = null;
  }

  async #run(request: Request): Promise<void> {
    this.#inFlight++;
    try {
      checkKind(request);
      const key = request.type === 'command' ? request.key : undefined;
      const { value, json } = await this.#world.dispatch(request.name, request.args, this.#asker.call(), key);
      const text = json ?? JSON.stringify(value ?? null);
      this.#answer(`{"type":"result","id":${request.id},"ok":true,"value":${text}}`);
    } catch (error) {
      if (!(error instanceof Reject)) this.#world.onBug(error, { session: this.#asker.id, operation: request.name });
      const reject =
        error instanceof Reject ? error : new Reject('internal', 'Something went wrong on the server. Try again.');
      this.#refuse(request, reject);
    }
  }

  #refuse({ id }: Request, { body }: Reject): void {
    this.#answer(JSON.stringify({ type: 'result', id, ok: false, error: body }));
  }

  #answer(result: string): void {
    this.#asker.answer(textFrame(result), this);
  }

  sent(): void {
    this.#inFlight--;
    const next = this.#waiting?.shift();
    if (!next) return;
    if (this.#waiting?.length === 0) {
      this.#waiting = null;
      this.#link.resume();
    }
    void this.#run(next);
  }
}

function checkKind({ type, name }: Request): void {
  if (isOperation(name) && operations[name].kind !== type) {
    throw new Reject('unknown_operation', `${name} is a ${operations[name].kind}, not a ${type}.`);
  }
}

export function tooFast(): Reject {
  return new Reject('rate_limited', 'Too many frames. Slow down.', { retryAfterMs: 1_000 });
}
