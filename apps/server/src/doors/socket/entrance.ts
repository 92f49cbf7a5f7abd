/*
 * When everybody comes back at once, the handshakes of a second lie ready in one turn of the event loop, and whoever is in already would wait
 * until the last of them is done. So newcomers come in a few per turn: between two turns the others are heard. Where turns are long, because
 * the others have much to say, more come in with each, so that nobody stands outside for ever.
 */

/** Handshakes of a turn, however short; with what they bring about some milliseconds. */
const FEWEST = 3;
/** A handshake and a resume take about 0.4 ms: newcomers get up to half of the time. */
const PER_MS = 1.25;

export class Entrance {
  readonly #atTurn: (work: () => void) => void;
  readonly #now: () => number;
  #waiting: (() => void)[] = [];
  #next = 0;
  #room = FEWEST;
  #turnedAt = 0;
  #isTurning = false;

  /** `atTurn` calls once, in the next turn of the event loop; `now` is in milliseconds. */
  constructor(atTurn: (work: () => void) => void, now: () => number) {
    this.#atTurn = atTurn;
    this.#now = now;
  }

  /** Resolves when one may come in: at once unless many come together, else in the order of coming. */
  enter(): Promise<void> {
    this.#awaitTurn();
    if (this.#room > 0) {
      this.#room -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #awaitTurn(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    this.#turnedAt = this.#now();
    this.#atTurn(() => {
      this.#isTurning = false;
      this.#room = Math.max(FEWEST, Math.floor((this.#now() - this.#turnedAt) * PER_MS));
      while (this.#room > 0 && this.#next < this.#waiting.length) {
        this.#room -= 1;
        this.#waiting[this.#next++]!();
      }
      if (this.#next < this.#waiting.length) return this.#awaitTurn();
      this.#waiting = [];
      this.#next = 0;
    });
  }
}
