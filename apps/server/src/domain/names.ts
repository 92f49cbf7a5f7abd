import { limits } from '@roost/protocol/limits';
import { Reject } from '../reject.ts';
import { VISIBLE } from './messages/text.ts';

const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;
/** Zero-width and directional characters: two names that differ in these look the same. */
export const HIDDEN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0000}-\u{e0fff}]/gu;
/** Makes what stands behind it run the other way: a name with it rewrites the line that it is shown in. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
/** More marks on one letter than any language writes: they run over the lines above and below. */
const PILED = /\p{M}{6}/u;
const CHANNEL_NAME = /^[\p{L}\p{M}\p{N}_-]+$/u;

/** A channel's name as it is kept: lower case, words joined by `-`, letters and digits of any script [M6]. */
export function channelName(typed: string): string {
  const name = typed
    .toWellFormed()
    .normalize('NFKC')
    .replace(HIDDEN, '')
    .replace(CONTROLS, ' ')
    .trim()
    .replace(/^#+/, '')
    .toLowerCase()
    .replace(/\s+/g, '-')
    .normalize('NFKC');
  const field = { field: 'args.name' };
  if (PILED.test(name.normalize('NFD')))
    throw new Reject('invalid', 'The name has too many marks on one letter.', field);
  if (name.length > limits.channelName) throw new Reject('invalid', 'The name is too long.', field);
  if (!CHANNEL_NAME.test(name) || !/[\p{L}\p{N}]/u.test(name)) {
    throw new Reject('invalid', 'A channel’s name is made of letters, digits, - and _.', field);
  }
  return name;
}

/** A channel's name as it is compared: what differs only in case is the same name, in every script (ß and SS, σ and ς). */
export function nameKeyOf(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}

/** Letters of other scripts that look like Latin ones in lower case, and what they look like. */
const LOOKS = new Map<string, string>(
  Object.entries({
    a: 'аα',
    c: 'с',
    e: 'е',
    o: 'оοօ',
    p: 'рρ',
    s: 'ѕ',
    x: 'хχ',
    y: 'уγ',
    i: 'іι',
    j: 'ј',
    d: 'ԁ',
    h: 'һ',
    q: 'ԛ',
    w: 'ԝ',
    v: 'ν',
    k: 'κк',
    t: 'τ',
    u: 'υս',
    n: 'ո',
    g: 'ց',
    l: 'ӏ',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);

/** What a channel's name looks like: of two channels whose names do so alike one would be taken for the other [M6]. */
export function lookOf(name: string): string {
  return [...nameKeyOf(name)].map((letter) => LOOKS.get(letter) ?? letter).join('');
}

/** Several lines of text that a person gave, as `oneLine`; at most one empty line between two others. */
export function someLines(typed: string): string {
  return typed
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map(oneLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * One line of text that a person gave: a name, a title, a topic. Without control characters and marks that turn its direction, and
 * without blanks around it.
 */
export function oneLine(typed: string): string {
  return typed.toWellFormed().replace(CONTROLS, ' ').replace(TURNING, '').replace(/\s+/g, ' ').trim().normalize('NFC');
}

/** One line, or nothing where nothing of it can be seen. */
export function visibleLine(typed: string): string {
  const line = oneLine(typed);
  return VISIBLE.test(line) ? line : '';
}

/** The name of a person, bot or workspace. */
export function properName(typed: string, field = 'args.name'): string {
  const name = oneLine(typed);
  if (!VISIBLE.test(name)) throw new Reject('invalid', 'The name is empty.', { field });
  return name;
}

/** A pattern for `like` that finds `search` anywhere, in lower case. */
export function containing(search: string): string {
  return `%${oneLine(search)
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
}
