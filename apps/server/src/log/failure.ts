import { CONNECTION_LOST } from '../storage/outage.ts';

/*
 * What a failure during a transaction means.
 *
 * `refused`: the database (or the code of a noun) will refuse the same again, and the transaction is certainly undone: the
 * item at fault is looked for. `again`: certainly undone, and trying again may succeed. Data errors are SQLSTATE 22 and 23;
 * the other refusals are programming errors in somebody's SQL, which must not take the neighbours down either.
 */

export type Failure =
  | { type: 'refused'; error: Error; unique?: string }
  | { type: 'again'; error: Error; connection: 'sound' | 'suspect' };

const REFUSED_CLASSES = new Set(['21', '22', '23', '42', '44', '54', 'P0']);
/** Deadlock and serialization: the connection is fine. */
const AGAIN_CLASS = '40';
const UNIQUE_VIOLATION = '23505';
/** Two nodes wrote the same key for different streams: the next look finds it. */
const KEY_TABLE = 'command_key_pkey';

/** A stream that had a row has none any more: somebody emptied the database under way. */
export class StreamsMissing extends Error {
  constructor() {
    super('streams are missing that were there before');
  }
}

/** Judges an error that was thrown before COMMIT was sent, or that the database gave as its answer. */
export function judge(error: unknown, connectionAlive: boolean): Failure {
  const known = error instanceof Error ? error : new Error(String(error));
  const { code, constraint_name: constraint } = known as { code?: unknown; constraint_name?: string };
  const state = known.name === 'PostgresError' && typeof code === 'string' ? code : null;
  if (state === null) {
    // Lost in between, or a fault of the code that made the statements: a programming error is the same next time.
    const lost =
      !connectionAlive || known instanceof StreamsMissing || (typeof code === 'string' && CONNECTION_LOST.test(code));
    return lost ? { type: 'again', error: known, connection: 'suspect' } : { type: 'refused', error: known };
  }
  if (state === UNIQUE_VIOLATION && constraint === KEY_TABLE)
    return { type: 'again', error: known, connection: 'sound' };
  if (state === UNIQUE_VIOLATION) return { type: 'refused', error: known, unique: constraint ?? '' };
  if (REFUSED_CLASSES.has(state.slice(0, 2))) return { type: 'refused', error: known };
  return { type: 'again', error: known, connection: state.startsWith(AGAIN_CLASS) ? 'sound' : 'suspect' };
}
