import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Lexer } from 'marked';
import { describe, expect, it } from 'vitest';
import { keepOnly } from '../../lexerOnly.ts';

const source = readFileSync(fileURLToPath(import.meta.resolve('marked')), 'utf8');
const text = `# Plan\n\n1. **bold** and _soft_ and ~~gone~~\n   - [x] [link](https://a.example) <https://b.example>\n\n> quote \`code\`
\`\`\`ts\nconst a = 1;\n\`\`\`\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n![alt](c.png) www.d.example ![r][1]\n\n[1]: /e\n***`;

describe("the lexer that is taken out of marked's file", () => {
  it('reads text as the whole does, and is much smaller', async () => {
    const cut = keepOnly(source, ['Lexer', 'Tokenizer']);
    const built = (await import(`data:text/javascript,${encodeURIComponent(cut)}`)) as { Lexer: typeof Lexer };
    expect(built.Lexer.lex(text)).toEqual(Lexer.lex(text));
    expect(cut.length).toBeLessThan(source.length * 0.8);
  });

  it('is missed by the build when marked no longer exports it', () => {
    expect(() => keepOnly('var a = 1; export { a };', ['Lexer'])).toThrow('Lexer');
  });
});
