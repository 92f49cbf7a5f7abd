import {
  transition,
  type Connection,
  type ConnectionEvent,
  type Effect,
  type TimerName,
} from '@roost/client/connection';
import { RawSocket } from '../rawSocket.ts';
import { LETTER, letter } from './member.ts';

/** What a returning member tells of itself. */
export interface Life {
  /** It is connected; what it missed follows. */
  welcomed(): void;
  /** The server told it to come later. */
  turnedAway(): void;
  /** Events came. */
  batch(payload: Buffer): void;
  /** The answer to a post. */
  answered(id: number): void;
}

export interface Ticket {
  port: number;
  token: string;
}

const BATCH = letter('batch');
const WELCOME = letter('welcome');
const RESULT = '{"type":"result"';
const RESYNC = '{"type":"resync"';
const RECONNECT = '{"type":"reconnect"';
const OK = Buffer.from('"ok":true');
const LOST = 1006;

/**
 * A bot whose connection lives by the product's own transition function: when and how often it comes back is decided there, and only
 * the socket is the bench's. It keeps a cursor per stream and goes on from there.
 */
export class Returning {
  readonly #ticket: Ticket;
  readonly #life: Life;
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  #state: Connection = { type: 'idle' };
  #socket: RawSocket | null = null;
  /** Which attempt it is: what an older one comes to is nobody's business any more. */
  #attempt = 0;
  #cursors: Record<string, string> = {};

  constructor(ticket: Ticket, life: Life) {
    this.#ticket = ticket;
    this.#life = life;
  }

  start(): void {
    this.#tell({ type: 'start' });
  }

  stop(): void {
    this.#tell({ type: 'stop' });
  }

  /** The line is cut: by a RST, which the server hears of, or by an end that nobody announced. */
  cut(how: 'reset' | 'closed'): void {
    const socket = this.#socket;
    if (!socket) throw new Error('A member that is not connected cannot be cut off.');
    this.#give();
    if (how === 'reset') socket.reset();
    else socket.close();
    this.#tell({ type: 'closed', code: LOST });
  }

  post(channel: string, id: number, text: string): void {
    const clientId = `${this.#ticket.token.slice(-8)}-${Date.now()}-${id}`;
    this.#socket!.send(
      JSON.stringify({ type: 'command', id, name: 'message.post', args: { channel, text, clientId } }),
    );
  }

  #tell(event: ConnectionEvent): void {
    const { state, effects } = transition(this.#state, event, { now: Date.now(), unit: Math.random() });
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'refresh': {
        // The token of a bot lasts until it is revoked.
        const { token } = this.#ticket;
        return queueMicrotask(() => this.#tell({ type: 'token', token, lifetimeMs: null }));
      }
      case 'open':
        return void this.#open(effect.token);
      case 'hello':
        return this.#socket!.send(JSON.stringify({ type: 'hello', cursors: this.#cursors }));
      case 'ping':
      case 'auth':
        return; // a bot's token is not renewed, and nothing wakes it up
      case 'drop':
        return this.#give()?.close();
      case 'setTimer':
        return this.#setTimer(effect.timer, effect.ms);
      case 'clearTimers':
        for (const timer of this.#timers.values()) clearTimeout(timer);
        return this.#timers.clear();
    }
  }

  /** Nothing is heard of the socket any more. */
  #give(): RawSocket | null {
    const socket = this.#socket;
    this.#socket = null;
    this.#attempt++;
    return socket;
  }

  async #open(token: string): Promise<void> {
    const attempt = ++this.#attempt;
    const headers = { Authorization: `Bearer ${token}`, 'Sec-WebSocket-Protocol': 'roost.v1' };
    const ended = (code: number): void => {
      if (attempt !== this.#attempt) return;
      this.#give();
      this.#tell({ type: 'closed', code });
    };
    try {
      const socket = await RawSocket.open(
        this.#ticket.port,
        '/api/v1/socket',
        headers,
        (payload) => attempt === this.#attempt && this.#hear(payload),
        ended,
      );
      if (attempt !== this.#attempt) return socket.close();
      this.#socket = socket;
      this.#tell({ type: 'opened' });
    } catch {
      ended(LOST);
    }
  }

  #hear(payload: Buffer): void {
    this.#tell({ type: 'heard' });
    if (payload[LETTER] === BATCH) {
      const [, stream, cursor] = /"stream":"([^"]+)","cursor":"([^"]+)"/.exec(payload.toString('latin1', 0, 160))!;
      this.#cursors[stream!] = cursor!;
      return this.#life.batch(payload);
    }
    const start = payload.toString('latin1', 0, 80);
    if (payload[LETTER] === WELCOME) {
      ({ cursors: this.#cursors } = JSON.parse(payload.toString()) as { cursors: Record<string, string> });
      this.#tell({ type: 'welcomed' });
      this.#life.welcomed();
    } else if (start.startsWith(RECONNECT)) {
      const { afterMs } = JSON.parse(payload.toString()) as { afterMs: number };
      this.#tell({ type: 'askedToReconnect', afterMs });
      this.#life.turnedAway();
    } else if (start.startsWith(RESULT)) {
      if (!payload.includes(OK)) throw new Error(`Roost refused a post: ${payload.toString()}`);
      this.#life.answered(Number(/"id":(\d+)/.exec(start)![1]));
    } else if (start.startsWith(RESYNC))
      throw new Error(`Roost does not tell a member what it missed: ${payload.toString()}`);
  }

  #setTimer(name: TimerName, ms: number): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(
      name,
      setTimeout(() => {
        this.#timers.delete(name);
        this.#tell({ type: 'rang', timer: name });
      }, ms),
    );
  }
}
