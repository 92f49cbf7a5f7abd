/*
 * What waits in the queues of all sessions of this process, and a bound for it [F5]. One slow reader is parked at its own bound; when
 * the network of a whole office stalls, thousands of queues below theirs would fill the memory. Then the largest is parked first.
 */

/** Bytes that may wait in all queues together. */
export const BACKLOG_FULL = 134_217_728;

/** A queue as the backlog sees it. */
export interface Backlogged {
  /** Bytes that `overflow` would free. */
  readonly droppable: number;
  /** Throws away what the log can give again. */
  overflow(): void;
}

export class Backlog {
  readonly #limit: number;
  readonly #waiting = new Set<Backlogged>();
  #size = 0;

  constructor(limit = BACKLOG_FULL) {
    this.#limit = limit;
  }

  /** Bytes in all queues. */
  get size(): number {
    return this.#size;
  }

  /** A queue has become larger or smaller by so many bytes; `size` is what it holds now. Not to be called while it changes. */
  changed(queue: Backlogged, by: number, size: number): void {
    this.#size += by;
    if (size === 0) this.#waiting.delete(queue);
    else this.#waiting.add(queue);
    if (by > 0) while (this.#size > this.#limit && this.#parkLargest());
  }

  /** A pass over all queues frees the largest of them, so passes are rare: what one frees takes a while to come again. */
  #parkLargest(): boolean {
    let largest: Backlogged | null = null;
    for (const queue of this.#waiting) if (queue.droppable > (largest?.droppable ?? 0)) largest = queue;
    largest?.overflow();
    return largest !== null;
  }
}
