import type { Log, StreamHead } from '../log/item.ts';

/*
 * A stream may begin another life under a running node: failover, restore [L9]. Epochs have no order, and what tells of one may be
 * late: so nothing is adopted on hearsay. Whatever meets an epoch that the node does not know (a commit, a hello, a snapshot, the poll)
 * makes it ask the database. Questions are asked one after another, so what one brings is newer than all that was adopted before.
 */

export interface LivesDeps {
  heads: Log['heads'];
  /** The life that the node has of a stream; undefined when it does not follow it. */
  known: (stream: string) => string | undefined;
  followed: () => string[];
  /** Takes heads as they are now. Synchronous: nobody sees half of the streams in their new life. */
  adopt: (heads: readonly StreamHead[]) => void;
}

export class Lives {
  readonly #deps: LivesDeps;
  readonly #doubted = new Set<string>();
  #asking: Promise<void> | null = null;

  constructor(deps: LivesDeps) {
    this.#deps = deps;
  }

  /** Somebody met these streams in these lives. Resolves when the node is in no older ones; at once when it knows them. */
  async met(places: Iterable<{ stream: string; epoch: string }>): Promise<void> {
    let isNew = false;
    for (const { stream, epoch } of places) {
      const known = this.#deps.known(stream);
      if (known === undefined || known === epoch) continue;
      this.#doubted.add(stream);
      isNew = true;
    }
    if (isNew) await (this.#asking ??= this.#ask());
  }

  async #ask(): Promise<void> {
    try {
      while (this.#doubted.size > 0) {
        const streams = [...this.#doubted];
        this.#doubted.clear();
        this.#deps.adopt(await this.#read(streams));
      }
    } finally {
      this.#asking = null;
    }
  }

  /** A database that is another one changed all streams: then all are read, so that readers hear of all of theirs at once. */
  async #read(streams: string[]): Promise<StreamHead[]> {
    const { heads, known, followed } = this.#deps;
    const read = [...(await heads(streams)).values()];
    return read.some(({ stream, epoch }) => known(stream) !== epoch) ? [...(await heads(followed())).values()] : read;
  }
}
