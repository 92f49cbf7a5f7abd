const INT8 = 20;

/**
 * Postgres's int8 as a JavaScript number. Ours are positions and microseconds since 1970, which stay under 2^53 until the
 * year 2255; a greater one is refused rather than rounded.
 */
export const int8 = {
  to: INT8,
  from: [INT8],
  serialize: (value: number): string => String(value),
  parse(text: string): number {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`the int8 ${text} does not fit a number`);
    return value;
  },
};
