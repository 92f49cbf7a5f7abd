/*
 * A bound on frames per session, far above what a client does and below what hurts. What comes faster is refused; who goes on
 * regardless is closed with 4504 [S10]. The rates of operations are the domain's; this one also covers signals and pings.
 */

export interface FrameRate {
  perSecond: number;
  burst: number;
  /** Refused frames in a row of overload after which the session is closed. */
  refusals: number;
}

/** A frame counts as one for each of so many bytes begun: what it costs to read, and to do, grows with what is in it. */
const BYTES_PER_COUNT = 512;

/** As how many a frame of this size counts. */
export function weightOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / BYTES_PER_COUNT));
}

export const frameRate: FrameRate = { perSecond: 1_000, burst: 4_000, refusals: 2_000 };

export type Verdict = 'pass' | 'refuse' | 'close';

export class FloodGuard {
  readonly #rate: FrameRate;
  #tokens: number;
  #at: number;
  #refused = 0;

  constructor(rate: FrameRate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Whether it has forgotten all frames: then a new one would do. */
  isFresh(now: number): boolean {
    const { perSecond, burst } = this.#rate;
    return this.#tokens + (Math.max(0, now - this.#at) * perSecond) / 1000 >= burst;
  }

  /** Counts one frame as so many. */
  take(now: number, weight = 1): Verdict {
    const { perSecond, burst, refusals } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + (Math.max(0, now - this.#at) * perSecond) / 1000);
    this.#at = now;
    if (this.#tokens === burst) this.#refused = 0;
    if (this.#tokens >= weight) {
      this.#tokens -= weight;
      return 'pass';
    }
    this.#refused += weight;
    return this.#refused > refusals ? 'close' : 'refuse';
  }
}
