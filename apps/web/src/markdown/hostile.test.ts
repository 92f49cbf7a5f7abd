import { beforeEach, describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';
import { lexMarkdown } from './lexMarkdown.ts';
import { parseMessage } from './parseMessage.ts';
import { plainText } from './plainText.ts';

const size = 12_000;
const fill = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Each of these hung, overflowed or slowed bare marked, or is of a kind that could. */
const hostile: Record<string, string> = {
  quotes: fill('>'),
  'spaced quotes': '> '.repeat(3000),
  'three thousand quotes and a word': `${'>'.repeat(3000)} deep`,
  bullets: fill('- '),
  numbers: fill('1. '),
  'bullets in quotes': fill('- > '),
  'stairs of bullets': lines(100, (index) => `${' '.repeat(index * 2)}- a`),
  stars: fill('*'),
  'open emphasis': fill('*a '),
  'open strong': fill('**a '),
  'mixed emphasis': fill('a_*'),
  'nested emphasis': fill('*a ').slice(0, 6000) + fill('b* ').slice(0, 6000),
  'nested both': fill('**a *b ').slice(0, 6000) + fill('b* a** ').slice(0, 6000),
  underscores: fill('__a'),
  brackets: fill('['),
  'brackets with stars': fill('[*a'),
  'open links': fill('[a]('),
  images: fill('!['),
  backticks: lines(150, (index) => '`'.repeat(index)),
  tildes: fill('~~a'),
  mail: `${fill('a')}@`,
  'mail again': fill('a.a-'),
  spaces: `a${fill(' ')}b`,
  'address with brackets': `http://a${fill(')')}`,
  'address with dots': `http://a${fill('.')}`,
  addresses: fill('http://a.'),
  'query of entities': `http://a?${fill('&amp;')}`,
  less: fill('<'),
  tags: fill('<a '),
  table: `|a|b|\n|-|-|\n${fill('|1|2|\n')}`,
  'wide table': `a|b\n${fill('-|')}`,
  fences: fill('```\n'),
  'hidden by a fence in a list': `1. a\n\n   \`\`\`\n   x\n  y\n${fill('a_*')}`,
  'many paragraphs of emphasis': fill(`${'a_*'.repeat(150)}\n\n`),
  newlines: fill(' \n'),
  'one word': fill('x'),
};

describe('hostile text', () => {
  // The first parse pays for compiling the code.
  beforeEach(() => void parseMessage('**warm** _up_ `x` http://a.b'));

  for (const [name, text] of Object.entries(hostile)) {
    it(`parses ${name} in bounded time and depth`, () => {
      expect(depthOf(parseMessage(text))).toBeLessThan(40);
      // The best of three: the machine may be busy with something else.
      const took = Math.min(...[1, 2, 3].map(() => timeToLex(text)));
      expect(took).toBeLessThan(120);
      expect(plainText(text, { user: () => 'ade', channel: () => 'ops' }).length).toBeLessThanOrEqual(300);
    });
  }

  it('colours hostile code in bounded time', () => {
    for (const code of [fill('"'), fill("'\\"), fill('/*'), fill('`'), fill('a('), fill('0x')]) {
      const started = performance.now();
      expect(
        highlight(code, 'ts')
          .map((piece) => piece.text)
          .join(''),
      ).toBe(code);
      expect(performance.now() - started).toBeLessThan(200);
    }
  });
});

function timeToLex(text: string): number {
  const started = performance.now();
  lexMarkdown(text);
  return performance.now() - started;
}

function depthOf(value: unknown): number {
  if (Array.isArray(value)) return Math.max(0, ...value.map(depthOf));
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
