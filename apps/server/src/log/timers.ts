// Time as the log needs it: pauses between attempts, and an end to trying. Injected, so that tests decide when time passes.

export interface Timers {
  /** Runs `run` once after `ms`; the answer cancels. */
  after(ms: number, run: () => void): () => void;
}

export const realTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 1_000;

/** How long one trouble may last: pauses that grow between attempts, until it is over. Begins with the first pause. */
export class Patience {
  readonly #timers: Timers;
  readonly #ms: number;
  #pauseMs = 0;
  #over = false;
  #expire: (() => void)[] = [];
  #cancel: (() => void) | null = null;

  constructor(timers: Timers, ms: number) {
    this.#timers = timers;
    this.#ms = ms;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Waits before the next attempt: not at all the first time, then longer and longer. */
  async pause(): Promise<void> {
    this.#begin();
    if (this.#over) return;
    const ms = this.#pauseMs;
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, ms === 0 ? FIRST_PAUSE_MS : ms * 2);
    if (ms === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#timers.after(ms, resolve);
      this.#expire.push(() => (cancel(), resolve()));
    });
  }

  /** What `promise` yields, or null when patience ends first. */
  async within<T>(promise: Promise<T>): Promise<T | null> {
    this.#begin();
    if (this.#over) return null;
    const end = new Promise<null>((resolve) => this.#expire.push(() => resolve(null)));
    return Promise.race([promise, end]);
  }

  /** To be called when the trouble is past. */
  end(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#expire = [];
  }

  #begin(): void {
    if (this.#cancel || this.#over) return;
    this.#cancel = this.#timers.after(this.#ms, () => {
      this.#over = true;
      for (const expire of this.#expire) expire();
      this.#expire = [];
    });
  }
}
