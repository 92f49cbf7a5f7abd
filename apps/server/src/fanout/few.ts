/**
 * A set that mostly has one member or none: then it costs a sixth of a `Set`. There is one for each connected person, and for each
 * stream of theirs.
 */
export class Few<T extends object> implements Iterable<T> {
  #only: T | null = null;
  #many: Set<T> | null = null;

  get size(): number {
    return this.#many?.size ?? (this.#only === null ? 0 : 1);
  }

  has(one: T): boolean {
    return this.#many?.has(one) ?? this.#only === one;
  }

  add(one: T): void {
    if (this.#many) this.#many.add(one);
    else if (this.#only === null) this.#only = one;
    else if (this.#only !== one) {
      this.#many = new Set([this.#only, one]);
      this.#only = null;
    }
  }

  /** Whether it was there. */
  delete(one: T): boolean {
    if (this.#many) return this.#many.delete(one);
    if (this.#only !== one) return false;
    this.#only = null;
    return true;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#many ? this.#many.values() : (this.#only === null ? NONE : [this.#only]).values();
  }
}

const NONE: never[] = [];

/** Adds to the members of a name. */
export function addTo<T extends object>(index: Map<string, Few<T>>, name: string, one: T): void {
  let few = index.get(name);
  if (!few) index.set(name, (few = new Few()));
  few.add(one);
}

/** Takes from the members of a name; one without members is forgotten. */
export function takeFrom<T extends object>(index: Map<string, Few<T>>, name: string, one: T): void {
  const few = index.get(name);
  few?.delete(one);
  if (few?.size === 0) index.delete(name);
}
