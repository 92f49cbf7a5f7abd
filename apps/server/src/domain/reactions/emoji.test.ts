import { expect, test } from 'vitest';
import { emojiOf } from './emoji.ts';

test.each([
  ['👍', '👍'],
  ['👍🏽', '👍🏽'],
  ['❤️', '❤️'],
  ['👩‍💻', '👩‍💻'],
  ['🏳️‍🌈', '🏳️‍🌈'],
  ['🇩🇪', '🇩🇪'],
  ['1️⃣', '1️⃣'],
  ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['👁️‍🗨️', '👁️‍🗨️'],
  ['🧑🏽‍🤝‍🧑🏻', '🧑🏽‍🤝‍🧑🏻'],
  [':Ship_It:', ':ship_it:'],
  ['+1', ':+1:'],
])('%s is kept as %s', (typed, kept) => expect(emojiOf(typed)).toBe(kept));

test.each([
  ['ab cd'],
  ['👍👍'],
  ['👍x'],
  ['<b>'],
  [':a|b:'],
  ['é'],
  [' '],
  [':' + 'a'.repeat(63) + ':'],
  ['👍' + '🏽'.repeat(40)],
])('%s is refused', (typed) =>
  expect(() => emojiOf(typed)).toThrow(expect.objectContaining({ code: 'invalid', field: 'args.emoji' })),
);
