import { loadedEmojiTable } from '../ui/emoji/emojiTable.ts';
import type { Block, Inline } from './nodes.ts';
import { parseMessage } from './parseMessage.ts';

/** How people and channels are called; an id that is not known (any more) has a name too. */
export type EntityNames = {
  user: (id: string) => string;
  channel: (id: string) => string;
};

/** What stands between the parts of a message. */
interface Joints {
  block: string;
  line: string;
  row: string;
  cell: string;
}

const inOneLine: Joints = { block: ' ', line: ' ', row: '; ', cell: ', ' };
const asWritten: Joints = { block: '\n\n', line: '\n', row: '\n', cell: '\t' };

/** A message as it is read, without marks, in its lines: for copying. */
export function writtenText(text: string, names: EntityNames): string {
  return blocksText(parseMessage(text), { ...names, ...asWritten }).trim();
}

/** A message as one line without marks: for labels, notifications, previews and announcements. */
export function plainText(text: string, names: EntityNames, most = 300): string {
  const line = blocksText(parseMessage(text), { ...names, ...inOneLine })
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= most) return line;
  return `${[...line.slice(0, most)].slice(0, -1).join('').trimEnd()}…`;
}

type Manner = EntityNames & Joints;

function blocksText(blocks: readonly Block[], manner: Manner, joint = manner.block): string {
  return blocks.map((block) => blockText(block, manner)).join(joint);
}

function blockText(block: Block, manner: Manner): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlinesText(block.children, manner);
    case 'quote':
      return blocksText(block.children, manner);
    case 'list':
      return block.items
        .map(
          (item, index) =>
            `${block.ordered ? `${block.start + index}.` : '•'} ${blocksText(item.children, manner, manner.line)}`,
        )
        .join(manner.line);
    case 'code':
      return block.text;
    case 'table':
      return [block.header, ...block.rows]
        .map((row) => row.map((cell) => inlinesText(cell, manner)).join(manner.cell))
        .join(manner.row);
    case 'rule':
      return '';
  }
}

function inlinesText(inlines: readonly Inline[], manner: Manner): string {
  return inlines.map((inline) => inlineText(inline, manner)).join('');
}

function inlineText(inline: Inline, manner: Manner): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'break':
      return manner.line;
    case 'user':
      return `@${manner.user(inline.id)}`;
    case 'channel':
      return `#${manner.channel(inline.id)}`;
    case 'broadcast':
      return `@${inline.scope}`;
    case 'emoji':
      return loadedEmojiTable()?.unicodeOf(inline.name) ?? `:${inline.name}:`;
    default:
      return inlinesText(inline.children, manner);
  }
}
