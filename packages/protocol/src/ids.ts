/**
 * Ids: one capital letter for the kind and 16 characters of Crockford base32 (nine of time in milliseconds, seven of 32 random bits).
 * They sort by time, say what they are, and have the shape that Slack's tools expect.
 */

/** Which letter starts the id of which kind of thing. */
export const idKinds = {
  workspace: 'T',
  user: 'U',
  channel: 'C',
  direct: 'D',
  message: 'M',
  account: 'A',
  app: 'B',
  file: 'F',
  login: 'L',
  invite: 'I',
  token: 'K',
  session: 'S',
} as const;

export type IdKind = keyof typeof idKinds;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new id. `now` is in milliseconds since 1970; `random` gives 32 random bits as an unsigned integer. */
export function newId(kind: IdKind, now: number = Date.now(), random: () => number = random32): string {
  return idKinds[kind] + base32(now, 48) + base32(random(), 32);
}

/** Whether `text` has the form of an id of one of these kinds. Says nothing about whether such a thing exists. */
export function isId(text: string, ...kinds: IdKind[]): boolean {
  return /^[A-Z][0-9A-HJKMNP-TV-Z]{16}$/.test(text) && kinds.some((kind) => idKinds[kind] === text[0]);
}

// Asking the system costs more than everything else about an id, so many words are fetched at once.
const words = new Uint32Array(64);
let used = words.length;

function random32(): number {
  if (used === words.length) {
    globalThis.crypto.getRandomValues(words);
    used = 0;
  }
  return words[used++]!;
}

// Nine characters hold 45 bits of milliseconds (until the year 3084), seven hold the 32 random bits.
function base32(value: number, bits: 48 | 32): string {
  let text = '';
  const length = bits === 48 ? 9 : 7;
  let rest = Math.floor(value);
  for (let i = 0; i < length; i++) {
    text = alphabet[rest % 32]! + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
