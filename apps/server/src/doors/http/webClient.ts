import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from './notFound.ts';
import { answerProblem } from './routes.ts';

/*
 * The web client's files, and its one page for every address that is a page's. What it may load and whom it may ask is said by
 * headers on every answer: nothing from elsewhere, no inline script.
 */

/** Serves what was built into `folder`. Without it the API still works and pages say what is missing. */
export async function registerWebClient(app: FastifyInstance, folder: string): Promise<void> {
  app.addHook('onSend', async (request, reply) => {
    reply.headers(securityHeaders(request));
  });
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      serve: false,
      cacheControl: false,
      preCompressed: true, // where the build has left a compressed copy beside the file
      setHeaders: (reply, path) => void reply.header('cache-control', cachingOf(path)),
    });
    // What there is, is known: asking the disk for the spelling of each name would read the whole folder for each of a page's files.
    const files = await filesIn(folder);
    app.get('/*', (request, reply) => {
      const path = pathOf(request) || 'index.html';
      return files.has(path) ? reply.sendFile(path) : reply.callNotFound();
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!wantsPage(request)) return answerProblem(reply, notFound(request));
    if (built) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply.code(404).type('text/plain; charset=utf-8').send('The web client has not been built.\n');
  });
}

/** Answers an address that the router cannot read, before any hook of ours runs. */
export function refuseAddress(request: FastifyRequest, reply: FastifyReply): void {
  answerProblem(reply.headers(securityHeaders(request)), notFound(request));
}

/** Their paths in `folder`, as they stand in addresses. */
async function filesIn(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Set(files.map((file) => relative(folder, join(file.parentPath, file.name)).replaceAll(sep, '/')));
}

/** What follows the host in an address, without the first slash. */
function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0]!.slice(1);
}

/** Files under `assets/` carry a hash of their content in their name. */
function cachingOf(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

function wantsPage(request: FastifyRequest): boolean {
  const { method, headers } = request;
  const path = pathOf(request);
  if (path.startsWith('api') || (method !== 'GET' && method !== 'HEAD')) return false;
  return headers.accept?.includes('text/html') === true && !/\.[a-z0-9]+$/i.test(path);
}

function securityHeaders(request: FastifyRequest): Record<string, string> {
  // Older Safari does not count its own host's sockets as 'self'.
  const host = /^[\w.:[\]-]+$/.test(request.headers.host ?? '') ? request.headers.host : null;
  const sockets = host ? ` ws://${host} wss://${host}` : '';
  return {
    'content-security-policy':
      `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; ` +
      `connect-src 'self'${sockets}; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  };
}
