import { memoryStorage } from '@roost/client/memoryStorage';
import type { ClientStorage } from '@roost/client/ports';

/** A device's storage as one run of the client sees it: after a crash nothing that the dead one still does is kept. */
export class DeviceStorage {
  readonly #kept = memoryStorage();
  #run = 0;

  /** For the next run of the client. */
  open(): ClientStorage {
    const run = ++this.#run;
    const alive = () => run === this.#run;
    return {
      entries: (prefix) => this.#kept.entries(prefix),
      set: async (key, value) => (alive() ? this.#kept.set(key, value) : undefined),
      delete: async (key) => (alive() ? this.#kept.delete(key) : undefined),
      clear: async () => (alive() ? this.#kept.clear() : undefined),
    };
  }

  /** The run ends without a word. */
  crash(): void {
    this.#run++;
  }
}
