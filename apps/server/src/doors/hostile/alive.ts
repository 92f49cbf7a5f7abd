import { queryObjects } from 'node:v8';

type Kind = abstract new (...args: never[]) => unknown;

/** How many of a kind are alive after a garbage collection, of the whole process. */
export function alive(kind: Kind): number {
  return (queryObjects as (kind: unknown, options: { format: 'count' }) => number)(kind, { format: 'count' });
}

/** Counts those alive beyond what test files before this one in the same process have left. */
export function newcomers(kind: Kind): () => number {
  const strangers = alive(kind);
  return () => alive(kind) - strangers;
}
