import { expect, test } from 'vitest';
import { messageText } from './text.ts';

test.each([
  ['hello', 'hello'],
  ['a\r\nb\rc', 'a\nb\nc'],
  ['tab\there', 'tab\there'],
  ['bell\u0007 null\u0000 esc\u001b', 'bell null esc'],
  ['lone \ud800 half', 'lone \ufffd half'],
  ['  indented', '  indented'],
  ['\u202eright to left', '\u202eright to left'],
  ['<@U01JD3ZK5Q8XG7TRN>', '<@U01JD3ZK5Q8XG7TRN>'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
])('%j is kept as %j', (typed, kept) => expect(messageText(typed)).toBe(kept));

test.each([[' \n\t'], ['\u200b\u200d'], ['\u0000'], ['\u2800'], ['\ufe0f']])(
  '%j shows nothing and is refused',
  (typed) => {
    expect(() => messageText(typed)).toThrow(expect.objectContaining({ code: 'invalid', field: 'args.text' }));
  },
);

test('the limit counts UTF-16 code units', () => {
  expect(messageText('a'.repeat(12_000))).toHaveLength(12_000);
  expect(() => messageText('👋'.repeat(6_001))).toThrow(expect.objectContaining({ field: 'args.text' }));
});
