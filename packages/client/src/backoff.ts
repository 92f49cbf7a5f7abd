const baseMs = 500;
const capMs = 20_000;

/** Full jitter: anywhere between nothing and the exponential bound, never under half a second. `random` is in [0, 1). Rule K1. */
export function backoffMs(attempt: number, random: number): number {
  const bound = Math.min(capMs, baseMs * 2 ** Math.min(attempt + 1, 10));
  return Math.round(Math.max(baseMs, bound * random));
}
