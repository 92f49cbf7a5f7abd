import { limits } from '@roost/protocol/limits';
import { Reject } from '../../reject.ts';

const SHORTCODE = /^:?([a-z0-9_+-]{1,62}):?$/;
/** One emoji: a pictograph with modifiers and joined parts, a flag, or a keycap. */
const EMOJI =
  /^(?:(?:\p{Extended_Pictographic}|\p{Emoji_Presentation})(?:\ufe0f|\p{Emoji_Modifier})*(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})*)*[\u{e0020}-\u{e007f}]*|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3)$/u;

/** An emoji as it is kept: itself, or `:shortcode:` in lower case. The same reaction is always written the same way. */
export function emojiOf(typed: string, field = 'args.emoji'): string {
  const emoji = typed.normalize('NFC').trim();
  if (emoji.length <= limits.emoji && EMOJI.test(emoji)) return emoji;
  const code = SHORTCODE.exec(emoji.toLowerCase())?.[1];
  if (code === undefined) throw new Reject('invalid', 'This is not an emoji.', { field });
  return `:${code}:`;
}
