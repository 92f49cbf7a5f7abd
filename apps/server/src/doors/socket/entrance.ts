/*
 * When everybody comes back at once, the handshakes of a second lie ready in one turn of the event loop, and whoever is in already would wait
 * until the last of them is done. So newcomers come in a few per turn: between two turns the others are heard.
 */

/** Handshakes of one turn; what they bring about is about a millisecond. */
const PER_TURN = 3;

export class Entrance {
  readonly #atTurn: (work: () => void) => void;
  #waiting: (() => void)[] = [];
  #next = 0;
  #entered = 0;
  #isTurning = false;

  /** `atTurn` calls once, in the next turn of the event loop. */
  constructor(atTurn: (work: () => void) => void) {
    this.#atTurn = atTurn;
  }

  /** Resolves when one may come in: at once unless many come together, else in the order of coming. */
  enter(): Promise<void> {
    this.#awaitTurn();
    if (this.#entered < PER_TURN) {
      this.#entered += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #awaitTurn(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    this.#atTurn(() => {
      this.#isTurning = false;
      this.#entered = 0;
      while (this.#entered < PER_TURN && this.#next < this.#waiting.length) {
        this.#entered += 1;
        this.#waiting[this.#next++]!();
      }
      if (this.#next < this.#waiting.length) return this.#awaitTurn();
      this.#waiting = [];
      this.#next = 0;
    });
  }
}
