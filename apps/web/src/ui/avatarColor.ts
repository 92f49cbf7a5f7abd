const colours = 8;

/** The number (1–8) of an id's avatar colour: FNV-1a, so the same everywhere and for ever. */
export function avatarColor(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV alternate too evenly for ids that differ in one place: fold the high ones in.
  return ((((hash >>> 16) ^ hash) >>> 0) % colours) + 1;
}

/** One or two letters for a name: first and last word. Works for emoji and scripts without case. */
export function initials(name: string, count: 1 | 2): string {
  const words = name
    .trim()
    .split(/[\s\-_.]+/u)
    .filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word));
  const picked = count === 1 ? words.slice(0, 1) : [words[0], words.length > 1 ? words.at(-1) : undefined];
  const letters = picked.map((word) => firstLetter(word ?? '')).join('');
  return letters || '?';
}

const graphemes =
  typeof Intl.Segmenter === 'function' ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined;

function firstLetter(word: string): string {
  const start = word.search(/[\p{L}\p{N}\p{Extended_Pictographic}]/u);
  const rest = start > 0 ? word.slice(start) : word;
  const first = graphemes ? [...graphemes.segment(rest.slice(0, 32))][0]?.segment : [...rest][0];
  return (first ?? '').toLocaleUpperCase();
}
