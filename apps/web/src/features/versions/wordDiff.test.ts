import { describe, expect, it } from 'vitest';
import { wordDiff } from './wordDiff.ts';

const marked = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`))
    .join('');

describe('what changed between two versions', () => {
  it.each([
    ['the old text', 'the new text', 'the [-old][+new] text'],
    ['one two', 'one two three', 'one two[+ three]'],
    ['one two three', 'two three', '[-one ]two three'],
    ['', 'all new', '[+all new]'],
    ['same', 'same', 'same'],
    ['a\nb', 'a\n\nb', 'a[-\n][+\n\n]b'],
  ])('from %j to %j', (before, after, expected) => expect(marked(before, after)).toBe(expected));

  it('leaves out nothing of either text', () => {
    const [before, after] = ['pack my box with five dozen jugs', 'pack the box with six dozen of my jugs'];
    const stretches = wordDiff(before, after);
    const without = (kind: string) => stretches.flatMap((one) => (one.kind === kind ? [] : [one.text])).join('');
    expect([without('added'), without('removed')]).toEqual([before, after]);
  });

  it('shows very long texts without marks', () => {
    const long = 'word '.repeat(2_000);
    expect(wordDiff(long, `${long}more`)).toEqual([{ kind: 'same', text: `${long}more` }]);
  });
});
