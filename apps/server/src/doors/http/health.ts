import type { FastifyInstance } from 'fastify';
import { Reject } from '../../reject.ts';
import { answerProblem } from './routes.ts';

const ANSWER_WITHIN_MS = 2_000;

/** `GET /healthz`: the process lives. `GET /readyz`: it serves, so its database answers and it is not stopping [F3]. */
export function registerHealth(app: FastifyInstance, askDatabase: () => PromiseLike<unknown>): { drain(): void } {
  let stopping = false;
  app.get('/healthz', () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    if (stopping)
      return answerProblem(reply, new Reject('unavailable', 'The server is stopping.', { retryAfterMs: 1_000 }));
    if (await answers(askDatabase)) return { ok: true };
    return answerProblem(reply, new Reject('unavailable', 'The database does not answer.', { retryAfterMs: 1_000 }));
  });
  return {
    drain() {
      stopping = true;
    },
  };
}

async function answers(ask: () => PromiseLike<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
  });
  try {
    const asked = Promise.resolve(ask()).then(
      () => true,
      () => false,
    );
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
