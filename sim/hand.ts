import type { Message } from '@roost/protocol/entities';
import type { Args, CommandName, OperationName, Value } from '@roost/protocol/registry';
import type { SimClock } from './clock.ts';
import type { Login } from './stage.ts';
import type { Commanded } from './witness.ts';

const POSTS = 'hand-post-';

class Refused extends Error {}

/** Somebody's word past the socket: over HTTP, again and again until there is an answer, under one key. */
export class Hand {
  readonly login: Login;
  /** What became of each message: the server said yes, refused it for good, or neither. */
  readonly written = new Map<string, 'acknowledged' | 'refused' | 'unknown'>();
  /** Commands about one message. */
  readonly commanded: Commanded[] = [];
  readonly #url: () => string;
  readonly #clock: SimClock;
  #refreshToken: string;
  #token: Promise<string> | null = null;
  #keys = 0;

  constructor(login: Login, url: () => string, clock: SimClock) {
    this.login = login;
    this.#url = url;
    this.#clock = clock;
    this.#refreshToken = login.refreshToken;
  }

  /** The answer; null when it is refused for good. */
  async command<N extends CommandName>(name: N, args: Args<N>): Promise<Value<N> | null> {
    const key = `hand-${++this.#keys}`;
    const command: Commanded = { name, args: args as Commanded['args'], acknowledged: false };
    if ('message' in command.args) this.commanded.push(command);
    const value = await this.#persist(name, args, key).catch(() => null);
    command.acknowledged = value !== null;
    return value;
  }

  /** Writes a message, under a `clientId` of its own. */
  async post(channel: string, text: string): Promise<Message | null> {
    const clientId = `${POSTS}${++this.#keys}`;
    this.written.set(clientId, 'unknown');
    try {
      const { message } = await this.#persist('message.post', { channel, text, clientId });
      this.written.set(clientId, 'acknowledged');
      return message;
    } catch (error) {
      if (error instanceof Refused) this.written.set(clientId, 'refused');
      return null;
    }
  }

  query<N extends OperationName>(name: N, args: Args<N>): Promise<Value<N>> {
    return this.#persist(name, args);
  }

  async #persist<N extends OperationName>(name: N, args: Args<N>, key?: string): Promise<Value<N>> {
    for (let tries = 0; ; tries++) {
      const answer = await this.#ask(name, args, key);
      if (answer.type === 'ok') return answer.value as Value<N>;
      if (answer.type === 'refused') throw new Refused(`${name}: ${answer.reason}`);
      if (tries === 200) throw new Error(`${name}: ${answer.reason}`);
      await this.#clock.sleep(1_000);
    }
  }

  async #ask(
    name: string,
    args: object,
    key?: string,
  ): Promise<{ type: 'ok'; value: unknown } | { type: 'refused' | 'again'; reason: string }> {
    try {
      this.#token ??= this.#refresh();
      const token = await this.#token;
      const { status, body } = await this.#post(name, args, {
        authorization: `Bearer ${token}`,
        ...(key !== undefined && { 'idempotency-key': key }),
      });
      if (status === 200) return { type: 'ok', value: body };
      if (status === 401) this.#token = null;
      return { type: status === 401 || body['retryable'] === true ? 'again' : 'refused', reason: JSON.stringify(body) };
    } catch (error) {
      this.#token = null;
      return { type: 'again', reason: String(error) };
    }
  }

  async #refresh(): Promise<string> {
    const { status, body } = await this.#post('login.refresh', { refreshToken: this.#refreshToken }, {});
    if (status !== 200) throw new Error(JSON.stringify(body));
    this.#refreshToken = String(body['refreshToken']);
    return String(body['accessToken']);
  }

  async #post(
    name: string,
    args: object,
    headers: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.#url()}/api/v1/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(args),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}
