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
  section: 'G',
  group: 'H',
  scheduled: 'Q',
  bookmark: 'J',
  note: 'N',
} as const;

export type IdKind = keyof typeof idKinds;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new id. `now` is in milliseconds since 1970; `random` gives 32 random bits as an unsigned integer. */
export function newId(kind: IdKind, now: number = Date.now(), random: () => number = random32): string {
  if (now !== lastNow) {
    lastTime = timePart(now);
    lastNow = now;
  }
  return idKinds[kind] + lastTime + randomPart(random());
}

// Ids come in bursts: many are of one millisecond.
let lastNow = Number.NaN;
let lastTime = '';

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

// Nine characters hold 45 bits of milliseconds (until the year 3084).
function timePart(millis: number): string {
  let text = '';
  let rest = Math.floor(millis);
  for (let i = 0; i < 9; i++) {
    text = alphabet[rest % 32]! + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

// Seven characters hold 32 bits.
function randomPart(bits: number): string {
  let text = '';
  for (let shift = 30; shift >= 0; shift -= 5) text += alphabet[(bits >>> shift) & 31]!;
  return text;
}
