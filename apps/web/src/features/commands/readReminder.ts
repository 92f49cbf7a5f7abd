import { readWhen } from './readWhen.ts';

/** What one wants to be reminded of, and when; or what is missing. */
export type ReadReminder =
  | { type: 'read'; text: string; at: Date }
  | { type: 'noText' | 'noTime' | 'past' | 'repeats' };

/** A time has no more words than “at half past … on the 1st of December 2026”. */
const longest = 10;

/** `[me] [to] <what> <when>`, or the time first. The most words that are a time at an end are the time. */
export function readReminder(said: string, now: Date): ReadReminder {
  const words = said
    .replace(/^me\s+/i, '')
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return { type: 'noText' };
  const found = atEnd(words, now) ?? atStart(words, now);
  if (!found) return { type: /\bevery\b/i.test(said) ? 'repeats' : 'noTime' };
  const text = found.rest
    .join(' ')
    .replace(/^(?:to|that|about)\s+/i, '')
    .replace(/\s+(?:to|that|about)$/i, '')
    .trim();
  if (/(?:^|\s)every$/i.test(text)) return { type: 'repeats' };
  if (text === '') return { type: 'noText' };
  return found.at > now ? { type: 'read', text, at: found.at } : { type: 'past' };
}

interface Found {
  at: Date;
  rest: string[];
}

function atEnd(words: readonly string[], now: Date): Found | null {
  for (let from = Math.max(0, words.length - longest); from < words.length; from++) {
    const at = readWhen(words.slice(from).join(' '), now);
    if (at) return { at, rest: words.slice(0, from) };
  }
  return null;
}

function atStart(words: readonly string[], now: Date): Found | null {
  for (let to = Math.min(longest, words.length); to > 0; to--) {
    const at = readWhen(words.slice(0, to).join(' '), now);
    if (at) return { at, rest: words.slice(to) };
  }
  return null;
}
