import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { operations } from '@roost/protocol/registry';
import { limits } from '@roost/protocol/limits';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { DoorContext } from '../../domain/verb.ts';
import { Reject } from '../../reject.ts';
import { bearerOf, whereFrom } from '../caller.ts';
import type { Surroundings } from '../caller.ts';
import type { Authenticate } from '../tokenTries.ts';
import { readCookie, writeCookie } from './cookies.ts';
import type { CookieForm } from './cookies.ts';
import { notFound } from './notFound.ts';
import { openApi } from './openapi.ts';
import { toProblem } from './problem.ts';

/*
 * The HTTP door: `POST /api/v1/<name>` for every operation of the registry [O1]. Generic: it knows no operation by name. A page may
 * only speak to us from our own origin [A4]; programs send no Origin and no cookie.
 */

export interface RouteDeps extends Surroundings {
  dispatch: Dispatch;
  authenticate: Authenticate;
  cookie: CookieForm;
  onBug: (error: unknown, about: { operation: string }) => void;
}

/** Registers the operations, their description, and problem answers for everything else under `/api`. */
export function registerRoutes(app: FastifyInstance, deps: RouteDeps): void {
  app.post<{ Params: { name: string } }>('/api/v1/:name', { bodyLimit: limits.frameBytes }, async (request, reply) => {
    checkOrigin(request, deps);
    const bearer = bearerOf(request.headers);
    const identity = bearer === null ? null : await deps.authenticate(bearer, deps.proxies.addressOf(request.raw));
    const key = request.headers['idempotency-key'];
    const call = { identity, door: doorOf(request, reply, deps) };
    const { value, json } = await deps.dispatch(
      request.params.name,
      request.body ?? {},
      call,
      typeof key === 'string' ? key : undefined,
    );
    reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
    return json ?? JSON.stringify(value);
  });
  const description = JSON.stringify(openApi(operations));
  app.get('/api/v1/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(description));
  app.setErrorHandler((error, request, reply) => answerProblem(reply, toReject(error, request, deps)));
}

/** Sends a refusal. */
export function answerProblem(reply: FastifyReply, reject: Reject): FastifyReply {
  const { status, headers, body } = toProblem(reject);
  return reply.code(status).headers(headers).send(body);
}

/** A page may only speak to us from our own origin [A4]. */
export function checkOrigin(
  request: FastifyRequest,
  { origins, proxies, cookie }: Surroundings & { cookie: CookieForm },
): void {
  const { origin, host, cookie: cookies } = request.headers;
  if (origin === undefined && readCookie(cookies, cookie) === null) return;
  const refusal = origins.check({ origin, host, secure: proxies.isSecure(request.raw) });
  if (refusal) throw refusal;
}

function doorOf(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): DoorContext {
  return {
    ...whereFrom(request.raw, deps),
    refreshToken: readCookie(request.headers.cookie, deps.cookie),
    setRefreshToken: (token) => void reply.header('set-cookie', writeCookie(token, deps.cookie)),
  };
}

/** What the framework refuses before an operation is reached, in our words. */
function toReject(error: unknown, request: FastifyRequest, deps: RouteDeps): Reject {
  if (error instanceof Reject) return error;
  const { statusCode = 500, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 413) return new Reject('too_large', `A request body may have ${limits.frameBytes} bytes.`);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Reject('invalid', 'Send JSON as application/json.', { field: 'Content-Type' });
  if (statusCode >= 400 && statusCode < 500) {
    // Only operations have a body; elsewhere it is the address that is not taken.
    if (request.method !== 'POST') return notFound(request);
    return new Reject('invalid', 'The body is not valid JSON.', { field: 'args' });
  }
  deps.onBug(error, { operation: request.url });
  return new Reject('internal', 'Something went wrong on the server. Try again.');
}
