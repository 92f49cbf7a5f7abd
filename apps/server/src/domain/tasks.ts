import { ring } from './reminders/ring.ts';
import { deliver } from './scheduled/deliver.ts';
import type { World } from './verb.ts';

/** What the job queue does at its time. Each may be tried twice and takes effect once. */
export function tasksOf(world: World): Record<string, (payload: unknown) => Promise<void>> {
  return {
    deliver: (payload) => deliver(world, fieldOf(payload, 'id')),
    remind: (payload) => ring(world, fieldOf(payload, 'user'), fieldOf(payload, 'message')),
  };
}

function fieldOf(payload: unknown, name: string): string {
  const value = (Object(payload) as Record<string, unknown>)[name];
  if (typeof value !== 'string') throw new TypeError(`a job without ${name}`);
  return value;
}
