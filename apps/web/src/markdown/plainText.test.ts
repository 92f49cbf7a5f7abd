import { describe, expect, it } from 'vitest';
import { plainText, writtenText } from './plainText.ts';

const names = {
  user: (id: string) => (id === 'U01J8Z0QK9X5T7R2M' ? 'maya' : 'someone'),
  channel: () => 'ops',
};

describe('plainText', () => {
  it.each([
    ['**a** `b`\nc', 'a b c'],
    ['# Title\n\n> quote\n\n- x\n- y', 'Title quote • x • y'],
    ['<@U01J8Z0QK9X5T7R2M> <@U01J8Z0QK9X5T7R2X> <#C01J8Z0QK9X5T7R2M> <!here>', '@maya @someone #ops @here'],
    ['[words](https://x.org)', 'words'],
    ['```ts\nlet a = 1;\n```', 'let a = 1;'],
    ['|a|b|\n|-|-|\n|1|2|', 'a, b; 1, 2'],
    ['<img src=x>', '<img src=x>'],
  ])('writes %j as one line', (text, line) => {
    expect(plainText(text, names)).toBe(line);
  });

  it('cuts at the limit with an ellipsis, between characters', () => {
    expect(plainText('abcdef', names, 4)).toBe('abc…');
    expect(plainText('ab🙌🙌🙌', names, 5)).toBe('ab🙌…');
  });
});

describe('writtenText', () => {
  it.each([
    ['**a** `b`\nc', 'a b\nc'],
    ['# Title\n\n- x\n- y\n\nend', 'Title\n\n• x\n• y\n\nend'],
    ['```ts\nlet a = 1;\nlet b;\n```', 'let a = 1;\nlet b;'],
    ['|a|b|\n|-|-|\n|1|2|', 'a\tb\n1\t2'],
    ['<@U01J8Z0QK9X5T7R2M> in <#C01J8Z0QK9X5T7R2M>', '@maya in #ops'],
  ])('keeps the lines of %j', (text, written) => {
    expect(writtenText(text, names)).toBe(written);
  });
});
