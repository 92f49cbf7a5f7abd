const KEPT = 8;

/** The lives of streams that one has left on this connection. Frames of them may still come, and mean nothing any more. */
export class PastLives {
  readonly #byStream = new Map<string, readonly string[]>();

  add(stream: string, epoch: string | undefined): void {
    if (epoch === undefined || this.has(stream, epoch)) return;
    this.#byStream.set(stream, [...(this.#byStream.get(stream) ?? []), epoch].slice(-KEPT));
  }

  has(stream: string, epoch: string | undefined): boolean {
    return epoch !== undefined && this.#byStream.get(stream)?.includes(epoch) === true;
  }

  clear(): void {
    this.#byStream.clear();
  }
}
