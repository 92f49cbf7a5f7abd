import { WebSocket } from 'ws';
import type { ServerFrame } from '@roost/protocol/frames';
import type { Args, OperationName, Value } from '@roost/protocol/registry';
import type { Entry } from '@roost/protocol/operations/accounts';
import { readServerFrame } from '@roost/protocol/serverFrame';

// What the tests of the doors say often: calls over HTTP, and a socket that remembers what it was told.

/** A call over HTTP. Throws the problem of a refusal. */
export async function call<N extends OperationName>(
  url: string,
  name: N,
  args: Args<N>,
  token?: string,
): Promise<Value<N>> {
  const response = await post(url, name, args, token ? { authorization: `Bearer ${token}` } : {});
  const body: unknown = await response.json();
  if (!response.ok) throw Object.assign(new Error(`${name} was refused: ${JSON.stringify(body)}`), { problem: body });
  return body as Value<N>;
}

/** The raw answer of a POST to an operation. */
export function post(
  url: string,
  name: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const PASSWORD = 'correct horse battery';

/** Founds the first workspace. */
export function setUp(url: string, name: string): Promise<Entry> {
  const email = `${name.toLowerCase()}@harbor.test`;
  return call(url, 'setup.create', {
    workspaceName: 'Harbor Studio',
    name,
    email,
    password: PASSWORD,
    client: 'native',
  });
}

/** Invites somebody into a workspace and lets them accept. */
export async function inviteIn(url: string, host: Entry, name: string): Promise<Entry> {
  const { code } = await call(url, 'invite.create', { workspace: host.workspace!.id }, host.accessToken);
  const email = `${name.toLowerCase()}@harbor.test`;
  return call(url, 'invite.accept', { code, name, email, password: PASSWORD, client: 'native' });
}

type Frame<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

/** A socket and everything that came over it. */
export class TestSocket {
  readonly ws: WebSocket;
  readonly frames: ServerFrame[] = [];
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  /** Resolves with the HTTP status of a refused upgrade, and its body. */
  readonly refused: Promise<{ status: number; body: string }>;
  #waiting: { matches: (frame: ServerFrame) => boolean; resolve: (frame: ServerFrame) => void }[] = [];
  #nextId = 1;

  constructor(socketUrl: string, token: string | null, headers: Record<string, string> = {}, protocols = ['roost.v1']) {
    this.ws = new WebSocket(socketUrl, protocols, {
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
    });
    this.ws.on('message', (data: Buffer) => this.#receive(readServerFrame(data.toString())));
    this.ws.on('error', () => {});
    this.closed = new Promise((resolve) => this.ws.on('close', resolve));
    this.refused = new Promise((resolve) => {
      this.ws.on('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (part: Buffer) => (body += part.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
    });
  }

  /** Connects and says hello. */
  static async join(
    socketUrl: string,
    token: string,
    cursors: Record<string, string | null> = {},
  ): Promise<TestSocket> {
    const socket = new TestSocket(socketUrl, token);
    await socket.opened();
    socket.send({ type: 'hello', cursors });
    await socket.next('welcome');
    return socket;
  }

  opened(): Promise<void> {
    return new Promise((resolve) => this.ws.on('open', () => resolve()));
  }

  send(frame: object): void {
    this.ws.send(JSON.stringify(frame));
  }

  /** The first frame of this type (and shape), past or to come. */
  next<T extends ServerFrame['type']>(type: T, matches: (frame: Frame<T>) => boolean = () => true): Promise<Frame<T>> {
    const fits = (frame: ServerFrame): boolean => frame.type === type && matches(frame as Frame<T>);
    const known = this.frames.find(fits);
    if (known) return Promise.resolve(known as Frame<T>);
    return new Promise((resolve) =>
      this.#waiting.push({ matches: fits, resolve: resolve as (frame: ServerFrame) => void }),
    );
  }

  /** Asks and waits for the result. */
  async ask(type: 'command' | 'query', name: string, args: object, key?: string): Promise<Frame<'result'>> {
    const id = this.#nextId++;
    this.send({ type, id, name, args, ...(key && { key }) });
    return this.next('result', (frame) => frame.id === id);
  }

  /** Posts, and gives the message back. */
  async post(channel: string, text: string): Promise<Value<'message.post'>['message']> {
    const result = await this.ask('command', 'message.post', {
      channel,
      text,
      clientId: `${Date.now()}-${Math.random()}`,
    });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return (result.value as Value<'message.post'>).message;
  }

  /** All events of a stream that came so far, in the order of their coming. */
  eventsOf(stream: string): { seq: number; type: string; data: unknown }[] {
    return this.frames.flatMap((frame) => (frame.type === 'batch' && frame.stream === stream ? frame.events : []));
  }

  /** The texts of the messages that came. */
  textsOf(stream: string): string[] {
    return this.eventsOf(stream).flatMap(({ type, data }) =>
      type === 'message.posted' ? [(data as { message: { text: string } }).message.text] : [],
    );
  }

  /** Waits until a message with this text came. */
  async hears(text: string): Promise<void> {
    await this.next('batch', ({ events }) =>
      events.some(
        ({ type, data }) =>
          type === 'message.posted' && 'message' in data && (data.message as { text: string }).text === text,
      ),
    );
  }

  #receive(frame: ServerFrame): void {
    this.frames.push(frame);
    for (const waiting of this.#waiting.filter(({ matches }) => matches(frame))) {
      waiting.resolve(frame);
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
    }
  }
}
