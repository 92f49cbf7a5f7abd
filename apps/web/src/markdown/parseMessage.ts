import type { MarkedToken, Token, Tokens } from 'marked';
import { lexMarkdown, mostCharacters } from './lexMarkdown.ts';
import type { Align, Block, Inline, ListItem } from './nodes.ts';
import { safeHref } from './safeHref.ts';
import { splitText } from './splitText.ts';

const mostCached = 1000;
const cache = new Map<string, readonly Block[]>();

/** A message's text as blocks; the last thousand texts are remembered. Never throws. */
export function parseMessage(text: string): readonly Block[] {
  const known = cache.get(text);
  const blocks = known ?? parse(text);
  cache.delete(text);
  cache.set(text, blocks);
  if (cache.size > mostCached) {
    const oldest = cache.keys().next().value;
    if (oldest !== undefined) cache.delete(oldest);
  }
  return blocks;
}

function parse(text: string): Block[] {
  const normal = text.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD');
  const cut = cutAt(normal, mostCharacters);
  const tokens = lexMarkdown(normal.slice(0, cut));
  const blocks = tokens ? toBlocks(tokens) : [plainParagraph(normal.slice(0, cut))];
  if (cut < normal.length) blocks.push(plainParagraph(normal.slice(cut)));
  return blocks;
}

/** Not between the halves of a surrogate pair. */
function cutAt(text: string, length: number): number {
  if (text.length <= length) return text.length;
  const last = text.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}

function plainParagraph(text: string): Block {
  return { kind: 'paragraph', children: splitText(text) };
}

function toBlocks(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  let gap = true;
  for (const token of tokens) {
    const block = toBlock(token);
    const last = blocks.at(-1);
    // marked also breaks a paragraph at what would have been HTML; without a blank line it is one paragraph here.
    if (!gap && block?.kind === 'paragraph' && last?.kind === 'paragraph')
      last.children.push({ kind: 'break' }, ...block.children);
    else if (block) blocks.push(block);
    gap = token.type === 'space' || token.raw.endsWith('\n\n');
  }
  return blocks;
}

function toBlock(token: Token): Block | undefined {
  const known = token as MarkedToken;
  switch (known.type) {
    case 'space':
    case 'checkbox':
      return undefined;
    case 'paragraph':
    case 'text':
      return { kind: 'paragraph', children: known.tokens ? toInlines(known.tokens) : splitText(known.text) };
    case 'heading':
      return { kind: 'heading', level: known.depth as 1 | 2 | 3, children: toInlines(known.tokens) };
    case 'blockquote':
      return { kind: 'quote', children: toBlocks(known.tokens) };
    case 'list':
      return {
        kind: 'list',
        ordered: known.ordered,
        start: known.start === '' ? 1 : known.start,
        loose: known.loose,
        items: known.items.map(toItem),
      };
    case 'code':
      return { kind: 'code', text: known.text, language: /^[\w+#.-]{1,32}/.exec(known.lang ?? '')?.[0] };
    case 'table':
      return {
        kind: 'table',
        align: known.align.map((align): Align => align ?? undefined),
        header: known.header.map((cell) => toInlines(cell.tokens)),
        rows: known.rows.map((row) => row.map((cell) => toInlines(cell.tokens))),
      };
    case 'hr':
      return { kind: 'rule' };
    default:
      return plainParagraph(token.raw);
  }
}

function toItem(item: Tokens.ListItem): ListItem {
  return { checked: item.task ? item.checked === true : undefined, children: toBlocks(item.tokens) };
}

function toInlines(tokens: readonly Token[]): Inline[] {
  const inlines: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') inlines.push(...splitText(plain));
    plain = '';
  };
  for (const token of tokens) {
    // Neighbouring stretches of text belong together: marked stops at every `_` and `<`.
    if (token.type === 'text' && !(token as Tokens.Text).tokens) plain += token.raw;
    else {
      flush();
      inlines.push(...toInline(token));
    }
  }
  flush();
  return inlines;
}

function toInline(token: Token): Inline[] {
  const known = token as MarkedToken;
  switch (known.type) {
    case 'strong':
      return [{ kind: 'strong', children: toInlines(known.tokens) }];
    case 'em':
      return [{ kind: 'emphasis', children: toInlines(known.tokens) }];
    case 'del':
      return [{ kind: 'strike', children: toInlines(known.tokens) }];
    case 'codespan':
      return [{ kind: 'code', text: known.text }];
    case 'br':
      return [{ kind: 'break' }];
    case 'checkbox':
      return [];
    case 'escape':
      // Not through splitText: `\<@U…>` and `\:tada:` mean the characters.
      return [{ kind: 'text', text: known.text }];
    case 'link':
      return toLink(known.href, toInlines(known.tokens), known.raw, known.autolink === true);
    case 'image':
      return toLink(known.href, known.text ? [{ kind: 'text', text: known.text }] : [], known.raw, false);
    default:
      return [{ kind: 'text', text: token.raw }];
  }
}

/** A link that is not safe stays what was typed. Entities are interactive, so a link around one becomes text and address. */
function toLink(href: string, children: Inline[], raw: string, bare: boolean): Inline[] {
  const safe = safeHref(href);
  if (!safe) return [{ kind: 'text', text: raw }];
  const link = (label: Inline[]): Inline => ({ kind: 'link', href: safe, children: label, bare });
  if (children.length === 0) return [link([{ kind: 'text', text: href }])];
  if (!hasEntity(children)) return [link(children)];
  return [...children, { kind: 'text', text: ' (' }, link([{ kind: 'text', text: href }]), { kind: 'text', text: ')' }];
}

function hasEntity(inlines: readonly Inline[]): boolean {
  return inlines.some((one) =>
    'children' in one
      ? one.kind === 'link' || hasEntity(one.children)
      : one.kind === 'user' || one.kind === 'channel' || one.kind === 'broadcast',
  );
}
