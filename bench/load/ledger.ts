/*
 * Numbered posts, and who heard which: a member has all of them when it has as many as it should and their numbers add up to the same.
 */

const MARK = Buffer.from('"text":"#');
const DIGITS = 8;

/** The text of a post, which begins with its number. */
export function numbered(id: number, text: string): string {
  const mark = `#${String(id).padStart(DIGITS, '0')} `;
  return mark + text.slice(mark.length);
}

/** The numbers of the posts in a batch, in their order. */
export function* numbersIn(payload: Buffer): Generator<number> {
  for (let at = payload.indexOf(MARK); at !== -1; at = payload.indexOf(MARK, at + MARK.length)) {
    const start = at + MARK.length;
    yield Number(payload.toString('latin1', start, start + DIGITS));
  }
}

/** How many posts, and the sum of their numbers. */
export interface Sum {
  count: number;
  total: number;
}

export const noPosts = (): Sum => ({ count: 0, total: 0 });

export function add(sum: Sum, id: number): void {
  sum.count++;
  sum.total += id;
}

/** How many of the posts somebody lacks. Throws when there is one too many, or another one. */
export function lacking(heard: Sum, wanted: Sum): number {
  if (heard.count > wanted.count) throw new Error('Somebody has a message that nobody told them.');
  if (heard.count === wanted.count && heard.total !== wanted.total) throw new Error('Somebody has another message.');
  return wanted.count - heard.count;
}

/** What one member heard, over all its connections. */
export class Heard {
  readonly sum = noPosts();
  #connection = 0;
  /** By post: the connection over which it came last. */
  #last = new Uint8Array(1_024);

  /** What came over an earlier connection may come again, when it was ahead of the cursor; a client drops it [C2]. */
  connected(): void {
    this.#connection++;
  }

  /** Whether it is new. Throws when it came over this connection before. */
  hear(id: number): boolean {
    if (id >= this.#last.length) this.#grow(id);
    const last = this.#last[id]!;
    if (last === this.#connection) throw new Error('Somebody was told a message twice over one connection.');
    this.#last[id] = this.#connection;
    if (last === 0) add(this.sum, id);
    return last === 0;
  }

  #grow(id: number): void {
    const before = this.#last;
    this.#last = new Uint8Array(2 * id);
    this.#last.set(before);
  }
}
