import { limits } from '@roost/protocol/limits';
import { StreamRequest, StreamSignals } from '@roost/protocol/streams';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Compile, type Validator } from 'typebox/compile';
import type { Identity } from '../../domain/identity.ts';
import { validateBy } from '../../domain/validation.ts';
import { Reject } from '../../reject.ts';
import { bearerOf, whereFrom, withoutCookies } from '../caller.ts';
import type { Surroundings } from '../caller.ts';
import type { Gateway } from '../socket/gateway.ts';
import type { Turn } from '../socket/wire.ts';
import type { Authenticate } from '../tokenTries.ts';
import type { CookieForm } from './cookies.ts';
import { checkOrigin } from './routes.ts';
import { StreamLink } from './streamLink.ts';

/*
 * Sessions over HTTP, for networks that let no WebSocket through [H1–H4]. Any process can answer any request: a stream begins from
 * cursors, and commands are operations like everybody's. Only signals go to the session that is meant; where it is not known
 * they are of no use any more.
 */

export interface StreamDeps extends Surroundings {
  gateway: Pick<Gateway, 'open' | 'checkOpen'>;
  authenticate: Authenticate;
  cookie: CookieForm;
  turn: Turn;
  /** Milliseconds since 1970. */
  now: () => number;
}

const streamRequest = Compile(StreamRequest) as unknown as Validator;
const streamSignals = Compile(StreamSignals) as unknown as Validator;

/** Registers `POST /api/v1/stream` and `POST /api/v1/stream/signals`. */
export function registerStreams(app: FastifyInstance, deps: StreamDeps): void {
  const links = new Map<string, StreamLink>();
  const nameOf = ({ subject }: Identity, link: string): string => `${subject} ${link}`;

  app.post('/api/v1/stream', async (request, reply) => {
    const identity = await identify(request, deps);
    const asked = bodyOf<StreamRequest>(streamRequest, request);
    if (Object.keys(asked.cursors).length > limits.helloStreams)
      throw new Reject('invalid', `args.cursors may name ${limits.helloStreams} streams`, { field: 'args.cursors' });
    deps.gateway.checkOpen();
    // Whoever hung up meanwhile will not do so again: a session would wait for that for ever.
    if (request.raw.socket.destroyed || reply.raw.destroyed) return reply.hijack();
    const door = withoutCookies(whereFrom(request.raw, deps));
    const link = begin(reply, asked, deps);
    if (!deps.gateway.open(link, identity, door)) return;
    if (asked.link !== undefined) {
      const name = nameOf(identity, asked.link);
      links.set(name, link);
      link.onOver(() => links.get(name) === link && links.delete(name));
    }
    link.take(frame({ type: 'hello', cursors: asked.cursors }));
  });

  app.post('/api/v1/stream/signals', async (request, reply) => {
    const identity = await identify(request, deps);
    const { link, signals } = bodyOf<StreamSignals>(streamSignals, request);
    const found = links.get(nameOf(identity, link));
    if (!found) throw new Reject('not_found', 'There is no such stream.');
    for (const signal of signals) found.take(frame(signal));
    return reply.code(204).send();
  });
}

async function identify(request: FastifyRequest, deps: StreamDeps): Promise<Identity> {
  checkOrigin(request, deps);
  const bearer = bearerOf(request.headers);
  if (bearer === null) throw new Reject('unauthenticated', 'Sign in first.');
  return deps.authenticate(bearer, deps.proxies.addressOf(request.raw));
}

function bodyOf<T>(validator: Validator, request: FastifyRequest): T {
  const body = request.body ?? {};
  validateBy(validator, body);
  return body as T;
}

function begin(reply: FastifyReply, { kind, signals = [] }: StreamRequest, { turn, now }: StreamDeps): StreamLink {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
    // Says to nginx that the answer is not to be gathered before it is passed on.
    'x-accel-buffering': 'no',
  });
  raw.flushHeaders();
  raw.socket?.setNoDelay(true);
  return new StreamLink(raw, kind, signals.map(frame), turn, now);
}

function frame(content: object): Buffer {
  return Buffer.from(JSON.stringify(content));
}
