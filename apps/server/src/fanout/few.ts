/** A set that mostly has one member or none: then it costs a sixth of a `Set`. There are two for each stream that somebody follows. */
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

/** Sets by name, of which most have one member: that then takes no place of its own. A name without members is forgotten. */
export class FewByName<T extends object> {
  readonly #found = new Map<string, T | Set<T>>();

  get size(): number {
    return this.#found.size;
  }

  names(): Iterable<string> {
    return this.#found.keys();
  }

  has(name: string): boolean {
    return this.#found.has(name);
  }

  count(name: string): number {
    const found = this.#found.get(name);
    return found instanceof Set ? found.size : found === undefined ? 0 : 1;
  }

  of(name: string): Iterable<T> {
    const found = this.#found.get(name);
    return found instanceof Set ? found : found === undefined ? NONE : [found];
  }

  add(name: string, one: T): void {
    const found = this.#found.get(name);
    if (found === undefined) this.#found.set(name, one);
    else if (found instanceof Set) found.add(one);
    else if (found !== one) this.#found.set(name, new Set([found, one]));
  }

  delete(name: string, one: T): void {
    const found = this.#found.get(name);
    if (found instanceof Set) found.delete(one);
    if (found === one || (found instanceof Set && found.size === 0)) this.#found.delete(name);
  }
}
