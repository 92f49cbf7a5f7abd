import { Lexer, Tokenizer, type Token } from 'marked';

/**
 * marked's lexer, tamed for text from strangers. Guarantees: it returns for any text in time about linear in its length;
 * it never throws; nothing typed is lost (what is not understood stays as text). It relies on overriding `blockTokens`
 * and `inlineTokens`, through which every recursion of marked 18 passes; the hostile-input tests fail if that changes.
 */
export const mostCharacters = 12_000;
const deepestBlocks = 5;
const deepestInline = 8;
/** Emphasis is quadratic in its delimiters; nobody writes 200 in one paragraph. */
const mostDelimitersPerRun = 200;
const mostDelimiters = 1500;
/** marked's e-mail lookahead is quadratic in the length of a word, `[^ ]+ *\n` in a run of spaces. */
const hostileRun = /[^\s]{2049}|[ \t]{200}/;
const delimiters = /\*+|_+|~+|\[|`+|</g;

/** Block tokens of the first `mostCharacters` of a text, or `undefined` if marked gave up. */
export function lexMarkdown(text: string): Token[] | undefined {
  try {
    return new TamedLexer().lex(text);
  } catch {
    return undefined;
  }
}

class ChatTokenizer extends Tokenizer {
  /** Raw HTML is text. */
  override html() {
    return undefined;
  }
  override tag() {
    return undefined;
  }
  /** Definitions vanish from the page and reference links need them. */
  override def() {
    return undefined;
  }
  override reflink() {
    return undefined;
  }
  /** Indented code and underlined headings happen by accident far more often than on purpose. */
  override code() {
    return undefined;
  }
  override lheading() {
    return undefined;
  }
  override heading(src: string) {
    const token = super.heading(src);
    return token && token.depth <= 3 ? token : undefined;
  }
}

class TamedLexer extends Lexer {
  private blockDepth = 0;
  private inlineDepth = 0;
  private delimitersSpent = 0;

  constructor() {
    super({ gfm: true, breaks: true, tokenizer: new ChatTokenizer() });
  }

  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped?: boolean): never {
    if (this.blockDepth >= deepestBlocks) {
      tokens.push({ type: 'paragraph', raw: src, text: src, tokens: this.inline(src) });
      this.state.top = true;
      return tokens as never;
    }
    this.blockDepth++;
    try {
      return super.blockTokens(src, tokens, lastParagraphClipped) as never;
    } finally {
      this.blockDepth--;
    }
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (this.inlineDepth >= deepestInline || !this.canAfford(src)) {
      tokens.push({ type: 'text', raw: src, text: src });
      return tokens;
    }
    this.inlineDepth++;
    try {
      return super.inlineTokens(src, tokens);
    } finally {
      this.inlineDepth--;
    }
  }

  private canAfford(src: string): boolean {
    const count = src.match(delimiters)?.length ?? 0;
    this.delimitersSpent += count;
    return count <= mostDelimitersPerRun && this.delimitersSpent <= mostDelimiters && !hostileRun.test(src);
  }
}
