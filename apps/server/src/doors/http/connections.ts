import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Reject } from '../../reject.ts';
import { endWithProblem, toProblem } from './problem.ts';

/*
 * What happens to a connection before there is a request that anybody could answer: bytes that are no HTTP, headers that never end, a
 * body that trickles in, answers that nobody takes. Each has its time, and is told like everything else [O3].
 */

/** How long things may take on a connection, in milliseconds. Else whoever sends byte by byte, or reads nothing, holds it for ever. */
export const patience = {
  /** A request with its body. */
  requestTimeout: 30_000,
  http: {
    headersTimeout: 10_000,
    connectionsCheckingInterval: 5_000,
    // Node would answer with a bare 400; `registerForm` says why.
    requireHostHeader: false,
  },
} as const;

/**
 * Milliseconds without a byte in either direction, from a request on; before one there is `headersTimeout`. Streams send heartbeats.
 * Set for every connection, it would leave a timer with each of those that are upgraded, a fiftieth of what an idle session weighs.
 */
const SILENCE_MS = 60_000;

/** Ends connections on which nothing goes on. */
export function endSilence(server: Server): void {
  server.prependListener('request', ({ socket }: IncomingMessage) => void socket.setTimeout(SILENCE_MS));
}

/** Answers what the parser could not read, and ends the connection. */
export function refuseBytes(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) return void socket.destroy();
  endWithProblem(socket, rejectOf(error));
}

function rejectOf({ code }: { code?: string }): Reject {
  if (code === 'HPE_HEADER_OVERFLOW') return new Reject('too_large', 'The headers of a request may have 16 KiB.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Reject('invalid', 'The request did not arrive in time.');
  return new Reject('invalid', 'This is not a valid HTTP request.');
}

/** Refuses requests that are HTTP but not as they must be. */
export function registerForm(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers, raw }) => {
    if (headers.host === undefined && raw.httpVersion !== '1.0')
      throw new Reject('invalid', 'Say which host is meant.', { field: 'Host' });
  });
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  // As the socket does: text that is no UTF-8 is refused, where decoding would quietly put other letters there.
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(body)) return done(new Reject('invalid', 'The body is not valid UTF-8.', { field: 'args' }));
    return parseJson(request, body.toString(), done);
  });
  app.server.on('checkExpectation', (_request: unknown, response: ServerResponse) => {
    const { status, headers, body } = toProblem(
      new Reject('invalid', 'Nothing can be expected but 100-continue.', { field: 'Expect' }),
    );
    response
      .writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' })
      .end(body);
  });
}
