import type { FastifyRequest } from 'fastify';
import { Reject } from '../../reject.ts';

/** The refusal of an address behind which there is nothing. */
export function notFound({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): Reject {
  const path = url.split('?', 1)[0]!.slice(0, 100);
  const operation = method !== 'POST' && path.startsWith('/api/v1/');
  return new Reject(
    'not_found',
    operation ? `There is no ${method} ${path}. Operations are called with POST.` : `There is nothing at ${path}.`,
  );
}
