import type { Duplex } from 'node:stream';
import { rejects } from '@roost/protocol/codes';
import type { Reject } from '../../reject.ts';

/** A refusal as HTTP tells it [O3]. */
export interface Problem {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  429: 'Too many requests',
  500: 'Server error',
  503: 'Not available now',
};

/** application/problem+json for a refusal. */
export function toProblem(reject: Reject): Problem {
  const { status } = rejects[reject.code];
  const body = { type: 'about:blank', title: titles[status] ?? 'Refused', status, ...reject.body };
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  };
  if (reject.retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(reject.retryAfterMs / 1000));
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  return { status, headers, body: JSON.stringify(body) };
}

/** Refuses on a connection that no response object stands for, and ends it. */
export function endWithProblem(socket: Duplex, reject: Reject, more: Record<string, string> = {}): void {
  const { status, headers, body } = toProblem(reject);
  const length = String(Buffer.byteLength(body));
  const lines = Object.entries({ ...headers, ...more, 'content-length': length, connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} Refused\r\n${head}\r\n${body}`, () => socket.destroy());
}
