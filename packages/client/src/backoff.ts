const LEAST_MS = 500;
const MOST_MS = 20_000;

/** Full jitter between half a second and a bound that doubles up to twenty seconds. `unit` is in [0, 1). */
export function backoffMs(attempt: number, unit: number): number {
  const bound = Math.min(MOST_MS, 2 * LEAST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(LEAST_MS + (bound - LEAST_MS) * unit);
}
