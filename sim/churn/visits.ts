import { fromCursor } from '@roost/protocol/cursor';
import type { ServerFrame } from '@roost/protocol/frames';
import { readServerFrame } from '@roost/protocol/serverFrame';
import { WebSocket } from 'ws';
import type { Dice } from '../dice.ts';
import type { Town } from '../siege/town.ts';

/*
 * People who come, say something and go again. Each visit is whole: the token is checked, the session joins its streams (from now on, or
 * from where the last visit ended), one message is posted and heard, and the session ends in one of the ways in which sessions end.
 */

const WITHIN_MS = 30_000;
const WAYS = { closed: 6, torn: 3, silent: 1, look: 2 };
export type Way = keyof typeof WAYS;

export class Visits {
  readonly done: Record<Way, number> = { closed: 0, torn: 0, silent: 0, look: 0 };
  readonly #town: Town;
  readonly #port: number;
  readonly #dice: Dice;
  readonly #cursors = new Map<number, string>();
  readonly #resting: number[];
  #posts = 0;

  constructor(town: Town, port: number, dice: Dice) {
    this.#town = town;
    this.#port = port;
    this.#dice = dice;
    this.#resting = town.people.map((_, person) => person);
  }

  get count(): number {
    return Object.values(this.done).reduce((sum, times) => sum + times, 0);
  }

  /** One visit of somebody who is not there now. */
  async one(): Promise<void> {
    const [person] = this.#resting.splice(this.#dice.below(this.#resting.length), 1);
    const way = this.#dice.weighted(WAYS);
    try {
      await (way === 'look' ? this.#look(person!) : this.#visit(person!, way));
    } finally {
      this.#resting.push(person!);
    }
    this.done[way]++;
  }

  #visit(person: number, way: Way): Promise<void> {
    const { workspace, crowd } = this.#town;
    const socket = new WebSocket(`ws://127.0.0.1:${this.#port}/api/v1/socket`, 'roost.v1', {
      headers: this.#headers(person),
      perMessageDeflate: false,
    });
    const clientId = `churn-${process.pid}-${Date.now()}-${++this.#posts}`;
    let [isAnswered, isHeard] = [false, false];
    const leave = (): void => {
      if (!isAnswered || !isHeard) return;
      if (way === 'closed') socket.close(1000);
      else socket.terminate();
    };
    const hear = (frame: ServerFrame): void => {
      if (frame.type === 'welcome') {
        if (way === 'silent') return socket.terminate();
        socket.send(JSON.stringify({ type: 'signal', name: 'focus', channel: crowd }));
        const args = { channel: crowd, text: `visit ${clientId}`, clientId };
        socket.send(JSON.stringify({ type: 'command', id: 1, name: 'message.post', args }));
      } else if (frame.type === 'result') {
        if (!frame.ok) throw new Error(`a post was refused: ${JSON.stringify(frame.error)}`);
        isAnswered = true;
        leave();
      } else if (frame.type === 'batch' && frame.stream === workspace) {
        if (fromCursor(frame.cursor)) this.#cursors.set(person, frame.cursor);
        isHeard ||= JSON.stringify(frame.events).includes(clientId);
        leave();
      }
    };
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => (socket.terminate(), reject(new Error('a visit takes too long'))), WITHIN_MS);
      socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', cursors: this.#from(person) })));
      socket.on('message', (data: Buffer) => hear(readServerFrame(data.toString())));
      socket.on('error', reject);
      socket.on('close', () => {
        clearTimeout(late);
        if (way === 'silent' || (isAnswered && isHeard)) resolve();
        else reject(new Error('the server ended a visit'));
      });
    });
  }

  /** Without a WebSocket: what there is, and gone [H2]. */
  async #look(person: number): Promise<void> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/api/v1/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#headers(person) },
      body: JSON.stringify({ kind: 'look', cursors: this.#from(person) }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const text = await response.text();
    if (!response.ok || !text.includes('"welcome"')) throw new Error(`a look was refused: ${text}`);
  }

  /** Half of the time from where the last visit ended. */
  #from(person: number): Record<string, string> {
    const cursor = this.#cursors.get(person);
    return cursor !== undefined && this.#dice.chance(0.5) ? { [this.#town.workspace]: cursor } : {};
  }

  /** Each from an address of their own. */
  #headers(person: number): Record<string, string> {
    return {
      authorization: `Bearer ${this.#town.people[person]!.token}`,
      'x-forwarded-for': `10.1.${person >> 8}.${person & 255}`,
    };
  }
}
