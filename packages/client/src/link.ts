import type { ClientFrame, ServerFrame } from '@roost/protocol/frames';
import { readServerFrame } from '@roost/protocol/serverFrame';
import { PROTOCOL_VERSION } from '@roost/protocol/version';
import {
  statusOf,
  transition,
  type Connection,
  type ConnectionEvent,
  type Effect,
  type TimerName,
} from './connection.ts';
import type { Clock, Credentials, Randomness, Socket, SocketFactory } from './ports.ts';
import type { ConnectionStatus } from './types.ts';

export interface LinkWorld {
  url: string;
  clock: Clock;
  random: Randomness;
  socket: SocketFactory;
  credentials: Credentials;
  onBug: (error: unknown) => void;
}

export interface LinkListener {
  /** The socket is open: say `hello`. */
  greet(): void;
  frame(frame: ServerFrame): void;
  /** There is no connection any more; what was asked on it gets no answer. */
  lost(): void;
  /** Whose tokens these are. */
  subject(subject: string): void;
  changed(): void;
}

/** Runs the connection's transition function against real sockets, timers and tokens. What a given-up socket says is ignored. */
export class Link {
  status: ConnectionStatus;
  readonly #world: LinkWorld;
  readonly #listener: LinkListener;
  readonly #timers = new Map<TimerName, unknown>();
  #state: Connection = { type: 'idle' };
  #socket: Socket | null = null;
  #refreshes = 0;
  #wasLive = false;

  constructor(world: LinkWorld, listener: LinkListener) {
    this.#world = world;
    this.#listener = listener;
    this.status = statusOf(this.#state, world.clock.now(), false);
  }

  get isLive(): boolean {
    return this.#state.type === 'live';
  }

  tell(event: ConnectionEvent): void {
    const { clock, random } = this.#world;
    const before = this.#state;
    const { state, effects } = transition(before, event, { now: clock.now(), unit: random.unit() });
    this.#state = state;
    if (state.type === 'live') this.#wasLive = true;
    if (isUp(before) && !isUp(state)) this.#listener.lost();
    for (const effect of effects) this.#perform(effect);
    if (before.type !== state.type) this.#restate();
  }

  /** Sends, when somebody listens. */
  send(frame: ClientFrame): boolean {
    if (!this.#socket || !isUp(this.#state)) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #restate(): void {
    const status = statusOf(this.#state, this.#world.clock.now(), this.#wasLive);
    this.status = status.phase === this.status.phase ? { ...status, since: this.status.since } : status;
    this.#listener.changed();
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'refresh':
        return void this.#refresh(effect.failed);
      case 'open':
        return this.#open(effect.token);
      case 'hello':
        return this.#listener.greet();
      case 'ping':
        return void this.send({ type: 'ping' });
      case 'auth':
        return void this.send({ type: 'auth', token: effect.token });
      case 'drop': {
        const socket = this.#socket;
        this.#socket = null;
        return socket?.close(1000);
      }
      case 'setTimer':
        return this.#setTimer(effect.timer, effect.ms);
      case 'clearTimers':
        for (const timer of this.#timers.values()) this.#world.clock.clearTimer(timer);
        this.#timers.clear();
    }
  }

  async #refresh(failed: boolean): Promise<void> {
    const turn = ++this.#refreshes;
    const answer = await this.#world.credentials.refresh(failed).catch((error: unknown) => {
      this.#world.onBug(error);
      return { type: 'wait', afterMs: null } as const;
    });
    if (turn !== this.#refreshes) return;
    if (answer.type === 'wait') return this.tell({ type: 'tokenLater', afterMs: answer.afterMs });
    if (answer.type === 'signedOut') return this.tell({ type: 'loginOver' });
    if (answer.subject !== undefined) this.#listener.subject(answer.subject);
    this.tell({ type: 'token', token: answer.token, lifetimeMs: answer.lifetimeMs });
  }

  #open(token: string): void {
    try {
      this.#socket = this.#newSocket(token);
    } catch (error) {
      // A browser refuses some sockets on the spot (a policy, an odd address): as good as closed.
      this.#world.onBug(error);
      this.tell({ type: 'closed', code: 1006 });
    }
  }

  #newSocket(token: string): Socket {
    const isMine = () => this.#socket === socket;
    const socket: Socket = this.#world.socket(this.#world.url, token, {
      onOpen: () => {
        if (isMine()) this.tell({ type: 'opened' });
      },
      onMessage: (text) => {
        if (isMine()) this.#receive(text);
      },
      onClose: (code) => {
        if (!isMine()) return;
        this.#socket = null;
        this.tell({ type: 'closed', code });
      },
    });
    return socket;
  }

  #receive(text: string): void {
    const frame = frameOf(text);
    if (!frame) {
      // Not the server's words: give the socket up and begin anew.
      this.#world.onBug(new Error('A frame is no JSON object.'));
      const socket = this.#socket;
      this.#socket = null;
      socket?.close(1000);
      return this.tell({ type: 'closed', code: 1002 });
    }
    this.tell({ type: 'heard' });
    if (frame.type === 'welcome' && frame.version !== PROTOCOL_VERSION)
      return this.tell({ type: 'foreign', version: frame.version });
    if (frame.type === 'welcome') this.tell({ type: 'welcomed' });
    else if (frame.type === 'reconnect') this.tell({ type: 'askedToReconnect', afterMs: frame.afterMs });
    this.#listener.frame(frame);
  }

  #setTimer(name: TimerName, ms: number): void {
    const { clock } = this.#world;
    const before = this.#timers.get(name);
    if (before !== undefined) clock.clearTimer(before);
    const timer = clock.setTimer(() => {
      this.#timers.delete(name);
      this.tell({ type: 'rang', timer: name });
    }, ms);
    this.#timers.set(name, timer);
  }
}

function isUp({ type }: Connection): boolean {
  return type === 'greeting' || type === 'live';
}

function frameOf(text: string): ServerFrame | null {
  try {
    const frame: unknown = readServerFrame(text);
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
