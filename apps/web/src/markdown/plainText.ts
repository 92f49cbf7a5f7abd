import { loadedEmojiTable } from '../ui/emoji/emojiTable.ts';
import type { Block, Inline } from './nodes.ts';
import { parseMessage } from './parseMessage.ts';

/** How people and channels are called; an id that is not known (any more) has a name too. */
export type EntityNames = {
  user: (id: string) => string;
  channel: (id: string) => string;
};

/** A message as one line without marks: for labels, notifications, previews and announcements. */
export function plainText(text: string, names: EntityNames, most = 300): string {
  const line = blocksText(parseMessage(text), names).replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  return `${[...line.slice(0, most)].slice(0, -1).join('').trimEnd()}…`;
}

function blocksText(blocks: readonly Block[], names: EntityNames): string {
  return blocks.map((block) => blockText(block, names)).join(' ');
}

function blockText(block: Block, names: EntityNames): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlinesText(block.children, names);
    case 'quote':
      return blocksText(block.children, names);
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${block.start + index}.` : '•'} ${blocksText(item.children, names)}`)
        .join(' ');
    case 'code':
      return block.text;
    case 'table':
      return [block.header, ...block.rows]
        .map((row) => row.map((cell) => inlinesText(cell, names)).join(', '))
        .join('; ');
    case 'rule':
      return '';
  }
}

function inlinesText(inlines: readonly Inline[], names: EntityNames): string {
  return inlines.map((inline) => inlineText(inline, names)).join('');
}

function inlineText(inline: Inline, names: EntityNames): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'break':
      return ' ';
    case 'user':
      return `@${names.user(inline.id)}`;
    case 'channel':
      return `#${names.channel(inline.id)}`;
    case 'broadcast':
      return `@${inline.scope}`;
    case 'emoji':
      return loadedEmojiTable()?.unicodeOf(inline.name) ?? `:${inline.name}:`;
    default:
      return inlinesText(inline.children, names);
  }
}
