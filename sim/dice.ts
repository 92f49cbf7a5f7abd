import type { Randomness } from '@roost/client/ports';

/** Random choices that a seed decides. Each use takes dice of its own (`split`), so that one more throw here changes nothing there. */
export class Dice implements Randomness {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) >>> 0;
  }

  readonly bits32 = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };

  readonly unit = (): number => this.bits32() / 4_294_967_296;

  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(from: readonly T[]): T | undefined {
    return from[this.below(from.length)];
  }

  /** One of the keys, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const keys = Object.keys(weights) as K[];
    let left = this.unit() * keys.reduce((sum, key) => sum + weights[key], 0);
    for (const key of keys) if ((left -= weights[key]) < 0) return key;
    return keys.at(-1)!;
  }

  shuffled<T>(from: readonly T[]): T[] {
    return from
      .map((value) => ({ value, at: this.unit() }))
      .sort((a, b) => a.at - b.at)
      .map(({ value }) => value);
  }

  split(): Dice {
    return new Dice(this.bits32());
  }
}
