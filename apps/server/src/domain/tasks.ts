import { deliver } from './scheduled/deliver.ts';
import type { World } from './verb.ts';

/** What the job queue does at its time. Each may be tried twice and takes effect once. */
export function tasksOf(world: World): Record<string, (payload: unknown) => Promise<void>> {
  return {
    deliver: (payload) => deliver(world, idIn(payload)),
  };
}

function idIn(payload: unknown): string {
  const { id } = Object(payload) as { id?: unknown };
  if (typeof id !== 'string') throw new TypeError('a job without an id');
  return id;
}
