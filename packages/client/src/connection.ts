import type { ClientFrame, ServerFrame } from '@roost/protocol/frames';
import { timings } from '@roost/protocol/limits';
import type { Authorise, Clock, Socket, SocketFactory } from './ports.ts';
import { transition, type Effect, type Input, type State, type TimerName } from './transition.ts';
import type { ConnectionStatus } from './types.ts';

/** A ping that is not answered by then was sent into nothing. */
const answerWithinMs = 5_000;

export interface ConnectionPorts {
  clock: Clock;
  random: () => number;
  socket: SocketFactory;
  authorise: Authorise;
}

export interface ConnectionListener {
  /** The socket is open: say `hello`. */
  greet(): void;
  frame(frame: ServerFrame): void;
  /** The socket is gone; what was asked on it gets no answer. */
  lost(): void;
  changed(): void;
}

/** Runs the transition function against a real socket. Frames of a socket that was given up are ignored. */
export class Connection {
  private state: State = { type: 'idle' };
  private socket: Socket | null = null;
  private heardAt = 0;
  private pingedAt = 0;
  private wasLive = false;
  private readonly timers = new Map<TimerName, () => void>();
  private readonly ports: ConnectionPorts;
  private readonly listener: ConnectionListener;

  constructor(ports: ConnectionPorts, listener: ConnectionListener) {
    this.ports = ports;
    this.listener = listener;
  }

  /** What a person may be told. */
  get status(): ConnectionStatus {
    const { state } = this;
    switch (state.type) {
      case 'idle':
        return { phase: 'connecting', since: 0 };
      case 'live':
        return { phase: 'live', since: state.since };
      case 'offline':
        return { phase: 'offline', since: state.since };
      case 'signedOut':
        return { phase: 'signedOut', since: state.since, reason: state.reason };
      case 'stopped':
        return { phase: 'stopped', since: state.since, reason: state.reason };
      case 'waiting':
        return { phase: 'reconnecting', since: state.since, retryAt: state.retryAt };
      default:
        return this.wasLive || state.attempt > 0
          ? { phase: 'reconnecting', since: state.since, retryAt: null }
          : { phase: 'connecting', since: state.since };
    }
  }

  get isLive(): boolean {
    return this.state.type === 'live';
  }

  input(input: Input): void {
    const { state, effects } = transition(this.state, input, { now: this.ports.clock.now(), random: this.ports.random() });
    const changed = state !== this.state;
    this.state = state;
    if (state.type === 'live') this.wasLive = true;
    for (const effect of effects) this.perform(effect);
    if (changed) this.listener.changed();
  }

  /** Sends when there is a socket; says whether it was handed over. */
  send(frame: ClientFrame): boolean {
    if (!this.socket || (this.state.type !== 'live' && this.state.type !== 'greeting')) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private perform(effect: Effect): void {
    switch (effect.type) {
      case 'authorise':
        return void this.authorise();
      case 'open':
        return this.open(effect.access.token);
      case 'hello':
        return this.listener.greet();
      case 'ping':
        this.pingedAt = this.ports.clock.now();
        this.send({ type: 'ping' });
        return this.arm('silence', answerWithinMs);
      case 'lost':
        return this.listener.lost();
      case 'drop': {
        const { socket } = this;
        this.socket = null;
        return socket?.close(1000);
      }
      case 'timer':
        return this.arm(effect.name, effect.name === 'silence' ? timings.silenceAllowed : effect.ms);
      case 'clear':
        for (const name of effect.names) this.disarm(name);
    }
  }

  private async authorise(): Promise<void> {
    const result = await this.ports.authorise().catch(() => ({ type: 'unreachable', retryAfterMs: null }) as const);
    if (result.type === 'access') {
      if (this.state.type === 'live') this.send({ type: 'auth', token: result.access.token });
      this.input({ type: 'authorised', access: result.access });
    } else this.input(result);
  }

  private open(token: string): void {
    const mine = () => this.socket === socket;
    const socket: Socket = this.ports.socket(token, {
      open: () => mine() && this.input({ type: 'opened' }),
      message: (text) => mine() && this.receive(text),
      close: (code) => {
        if (!mine()) return;
        this.socket = null;
        this.input({ type: 'closed', code });
      },
    });
    this.socket = socket;
  }

  private receive(text: string): void {
    this.heardAt = this.ports.clock.now();
    let frame: ServerFrame;
    try {
      frame = JSON.parse(text) as ServerFrame;
    } catch {
      // A proxy's words are not the server's: give the socket up and begin anew.
      return this.input({ type: 'timer', name: 'silence' });
    }
    if (frame.type === 'welcome') this.input({ type: 'welcomed' });
    if (frame.type === 'reconnect') return this.input({ type: 'asked', afterMs: frame.afterMs });
    this.listener.frame(frame);
  }

  private arm(name: TimerName, ms: number): void {
    this.disarm(name);
    this.timers.set(name, this.ports.clock.after(ms, () => this.ring(name)));
  }

  private ring(name: TimerName): void {
    this.timers.delete(name);
    if (name === 'silence') {
      // Frames do not re-arm the timer, they only say when they came: most silences are over when it rings.
      const now = this.ports.clock.now();
      const unanswered = this.pingedAt > this.heardAt && now - this.pingedAt >= answerWithinMs;
      const left = timings.silenceAllowed - (now - this.heardAt);
      if (!unanswered && left > 0) return this.arm('silence', left);
    }
    this.input({ type: 'timer', name });
  }

  private disarm(name: TimerName): void {
    this.timers.get(name)?.();
    this.timers.delete(name);
  }
}
