import { limits } from '@roost/protocol/limits';
import { Reject } from '../../reject.ts';

/** Texts without these stay as they are: all of `CONTROLS`, and surrogates, which may be lone ones. */
const UNUSUAL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]/;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Anything but what nobody sees: blanks, joiners, directional marks. */
export const VISIBLE =
  /[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]/;

/**
 * A message's text as it is kept: line ends are `\n`, control characters are gone and lone surrogates replaced, so that every
 * program can store and show it. Everything else stays as it was typed. Refuses what shows nothing, unless it may be empty.
 */
export function messageText(typed: string, { orNothing = false } = {}): string {
  const text = keepable(typed);
  if (text.length > limits.messageText) throw new Reject('invalid', 'The message is too long.', { field: 'args.text' });
  if (orNothing && text.trim() === '') return '';
  if (!VISIBLE.test(text)) throw new Reject('invalid', 'The message is empty.', { field: 'args.text' });
  return text;
}

/** A text as it is kept, also an empty one. */
export function keepable(typed: string): string {
  return UNUSUAL.test(typed) ? cleaned(typed) : typed;
}

function cleaned(typed: string): string {
  return typed.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed();
}
