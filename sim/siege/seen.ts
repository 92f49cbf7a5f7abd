/** A set of positions, one bit each. */
export class Seen {
  #bits = new Uint8Array(1_024);

  has(seq: number): boolean {
    return ((this.#bits[seq >> 3] ?? 0) & (1 << (seq & 7))) !== 0;
  }

  add(seq: number): void {
    const at = seq >> 3;
    if (at >= this.#bits.length) {
      const more = new Uint8Array(Math.max(this.#bits.length * 2, at + 1));
      more.set(this.#bits);
      this.#bits = more;
    }
    this.#bits[at]! |= 1 << (seq & 7);
  }
}
