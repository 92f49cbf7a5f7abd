import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';

const kinds = (code: string, language: string) =>
  highlight(code, language)
    .filter((piece) => piece.kind)
    .map((piece) => `${piece.kind}:${piece.text}`);

describe('highlight', () => {
  it('tells keywords, calls, strings, numbers and comments apart', () => {
    expect(kinds("const ok = await attempt(q, { jitter: 'full' }, 3); // why", 'ts')).toEqual([
      'keyword:const',
      'keyword:await',
      'call:attempt',
      "string:'full'",
      'number:3',
      'comment:// why',
    ]);
    expect(kinds("SELECT count(*) FROM t -- all\nWHERE a = 'x'", 'SQL')).toEqual([
      'keyword:SELECT',
      'call:count',
      'keyword:FROM',
      'comment:-- all',
      'keyword:WHERE',
      "string:'x'",
    ]);
    expect(kinds('{"a": true, "n": 1.5}', 'json')).toEqual(['string:"a"', 'keyword:true', 'string:"n"', 'number:1.5']);
    expect(kinds('def f(x): # note', 'python')).toEqual(['keyword:def', 'call:f', 'comment:# note']);
  });

  it('sees no code inside strings and comments', () => {
    expect(kinds('"// not a comment" /* "not a string" */ `const ${x}`', 'js')).toEqual([
      'string:"// not a comment"',
      'comment:/* "not a string" */',
      'string:`const ${x}`',
    ]);
  });

  it('loses nothing and leaves unknown languages plain', () => {
    const code = 'a "unclosed\nb /* open';
    expect(
      highlight(code, 'go')
        .map((piece) => piece.text)
        .join(''),
    ).toBe(code);
    expect(highlight('const a', 'klingon')).toEqual([{ text: 'const a', kind: undefined }]);
    expect(highlight('const a', undefined)).toHaveLength(1);
    expect(highlight('constructor', 'constructor')).toHaveLength(1);
  });
});
