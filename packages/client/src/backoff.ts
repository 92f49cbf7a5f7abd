const LEAST_MS = 500;
const SHORT_MS = 1_000;
const MOST_MS = 20_000;
/** By then five seconds are over, however short each wait was: a server that was only started anew is back. */
const SHORT_ATTEMPTS = 10;

/**
 * Full jitter from half a second up to a bound: one second as long as it may be a restart, of which nobody is told, and then one that doubles
 * up to twenty seconds. `unit` is in [0, 1).
 */
export function backoffMs(attempt: number, unit: number): number {
  const doublings = Math.min(Math.max(0, attempt - SHORT_ATTEMPTS + 1), 10);
  const bound = Math.min(MOST_MS, SHORT_MS * 2 ** doublings);
  return Math.round(LEAST_MS + (bound - LEAST_MS) * unit);
}
