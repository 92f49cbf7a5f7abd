import type { ClientStorage } from '@roost/client/ports';

/** A device's storage as one run of the client sees it: after a crash nothing that the dead one still does is kept. */
export class DeviceStorage {
  /** What clients store is immutable; it is copied when it is read, which is rare. */
  readonly #kept = new Map<string, unknown>();
  #run = 0;

  /** For the next run of the client. */
  open(): ClientStorage {
    const run = ++this.#run;
    const alive = () => run === this.#run;
    const change = async (make: () => unknown): Promise<void> => void (alive() && make());
    return {
      entries: async (prefix) =>
        [...this.#kept].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key, copied(value)]),
      set: (key, value) => change(() => this.#kept.set(key, value)),
      delete: (key) => change(() => this.#kept.delete(key)),
      clear: () => change(() => this.#kept.clear()),
    };
  }

  /** The run ends without a word. */
  crash(): void {
    this.#run++;
  }
}

function copied(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
