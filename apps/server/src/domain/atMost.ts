interface Bound {
  waiting: number;
  /** What is thrown when so many wait already. */
  refusal: () => Error;
}

/** Lets so many pieces of work run at once; further ones wait their turn, in order, and beyond a bound they are refused. */
export class AtMost {
  readonly #most: number;
  readonly #bound: Bound | null;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(most: number, bound: Bound | null = null) {
    this.#most = most;
    this.#bound = bound;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#most) this.#running++;
    else await this.#turn();
    try {
      return await work();
    } finally {
      // Whoever is next takes over the place.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  #turn(): Promise<void> {
    if (this.#bound && this.#waiting.length >= this.#bound.waiting) throw this.#bound.refusal();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
