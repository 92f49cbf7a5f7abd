import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Kind = abstract new (...args: never[]) => unknown;

/** How many of a kind are alive after a garbage collection, of the whole process. */
function alive(kind: Kind): number {
  return (queryObjects as (kind: unknown, options: { format: 'count' }) => number)(kind, { format: 'count' });
}

/** Counts those alive beyond what test files before this one in the same process have left. */
export function newcomers(kind: Kind): () => number {
  const strangers = alive(kind);
  return () => alive(kind) - strangers;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of the heap that something still holds. */
export function heapHeld(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
