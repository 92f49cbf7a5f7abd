import { memo, useMemo, type ReactNode } from 'react';
import { cx } from '../ui/cx.ts';
import { countIfOnlyEmoji } from '../ui/emoji/countIfOnlyEmoji.ts';
import { useEmojiTable } from '../ui/emoji/emojiTable.ts';
import { CodeBlock, type CodeLabels } from './CodeBlock.tsx';
import type { Block, Broadcast, Inline, ListItem } from './nodes.ts';
import { parseMessage } from './parseMessage.ts';
import styles from './MessageText.module.css';

export type EntityRenderers = {
  renderUser: (id: string) => ReactNode;
  renderChannel: (id: string) => ReactNode;
  renderBroadcast: (scope: Broadcast) => ReactNode;
  /** A workspace's own emoji; `undefined` = not one of ours. */
  renderEmoji?: (name: string) => ReactNode;
};
export type MessageTextProps = EntityRenderers & {
  text: string;
  labels: CodeLabels;
  /** Goes before the first words, which go on after it. */
  lead?: ReactNode;
  /** Follows the last words, e.g. “(edited)”. */
  suffix?: ReactNode;
  className?: string;
};

type Renderers = EntityRenderers & { labels: CodeLabels; unicodeOf: (name: string) => string | undefined };

/** A message's text, safe by construction: parsed nodes become React elements, never HTML. */
export const MessageText = memo(function MessageText({ text, lead, suffix, className, ...given }: MessageTextProps) {
  const blocks = parseMessage(text);
  const table = useEmojiTable(useMemo(() => blocks.some(holdsEmoji), [blocks]));
  const renderers: Renderers = { ...given, unicodeOf: (name) => table?.unicodeOf(name) };
  const jumbo = !lead && isJumbo(blocks, renderers);
  const last = blocks.at(-1);
  const inline = last?.kind === 'paragraph';
  const leads = blocks[0]?.kind === 'paragraph';
  return (
    <div className={cx(styles.text, jumbo && styles.jumbo, className)} data-message-text>
      {!leads && lead && <p>{lead}</p>}
      {blocks.map((block, index) =>
        renderBlock(block, index, renderers, {
          lead: index === 0 && lead,
          suffix: inline && block === last && suffix,
        }),
      )}
      {!inline && suffix && <p>{suffix}</p>}
    </div>
  );
});

interface Around {
  lead?: ReactNode;
  suffix?: ReactNode;
}

function renderBlock(block: Block, key: number, renderers: Renderers, { lead, suffix }: Around = {}): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p key={key} dir="auto">
          {lead && <>{lead} </>}
          {renderInlines(block.children, renderers)}
          {suffix && <> {suffix}</>}
        </p>
      );
    case 'heading': {
      // Under the channel's h1 and the author's name.
      const Heading = `h${block.level + 3}` as 'h4' | 'h5' | 'h6';
      return (
        <Heading key={key} dir="auto" className={styles.heading} data-level={block.level}>
          {renderInlines(block.children, renderers)}
        </Heading>
      );
    }
    case 'quote':
      return (
        <blockquote key={key} dir="auto">
          {block.children.map((child, index) => renderBlock(child, index, renderers))}
        </blockquote>
      );
    case 'list':
      return renderList(block, key, renderers);
    case 'code':
      return <CodeBlock key={key} text={block.text} language={block.language} labels={renderers.labels} />;
    case 'table':
      return renderTable(block, key, renderers);
    case 'rule':
      return <hr key={key} />;
  }
}

function renderList(list: Extract<Block, { kind: 'list' }>, key: number, renderers: Renderers): ReactNode {
  const items = list.items.map((item, index) => (
    <li key={index} dir="auto" data-task={item.checked === undefined ? undefined : ''}>
      {renderItem(item, renderers)}
    </li>
  ));
  return list.ordered ? (
    <ol key={key} start={list.start} dir="auto">
      {items}
    </ol>
  ) : (
    <ul key={key} dir="auto">
      {items}
    </ul>
  );
}

function renderItem(item: ListItem, renderers: Renderers): ReactNode {
  return (
    <>
      {item.checked !== undefined && <span className={styles.task}>{item.checked ? '☑' : '☐'}</span>}
      {item.children.map((child, index) => renderBlock(child, index, renderers))}
    </>
  );
}

function renderTable(table: Extract<Block, { kind: 'table' }>, key: number, renderers: Renderers): ReactNode {
  const cells = (Cell: 'td' | 'th', row: Inline[][]) =>
    row.map((cell, index) => (
      <Cell key={index} dir="auto" style={{ textAlign: table.align[index] }} scope={Cell === 'th' ? 'col' : undefined}>
        {renderInlines(cell, renderers)}
      </Cell>
    ));
  return (
    <div key={key} className={styles.scroll} tabIndex={0} role="group">
      <table>
        <thead>
          <tr>{cells('th', table.header)}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>{cells('td', row)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function renderInlines(inlines: readonly Inline[], renderers: Renderers): ReactNode[] {
  return inlines.map((inline, key) => renderInline(inline, key, renderers));
}

function renderInline(inline: Inline, key: number, renderers: Renderers): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return <br key={key} />;
    case 'strong':
      return <strong key={key}>{renderInlines(inline.children, renderers)}</strong>;
    case 'emphasis':
      return <em key={key}>{renderInlines(inline.children, renderers)}</em>;
    case 'strike':
      return <del key={key}>{renderInlines(inline.children, renderers)}</del>;
    case 'code':
      return <code key={key}>{inline.text}</code>;
    case 'link':
      return (
        <a
          key={key}
          href={inline.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          title={inline.bare ? undefined : inline.href}
        >
          {renderInlines(inline.children, renderers)}
        </a>
      );
    case 'emoji':
      return <Emoji key={key} name={inline.name} renderers={renderers} />;
    default:
      return <Entity key={key} entity={inline} renderers={renderers} />;
  }
}

function Entity({
  entity,
  renderers,
}: {
  entity: Extract<Inline, { kind: 'user' | 'channel' | 'broadcast' }>;
  renderers: Renderers;
}) {
  if (entity.kind === 'user') return renderers.renderUser(entity.id);
  if (entity.kind === 'channel') return renderers.renderChannel(entity.id);
  return renderers.renderBroadcast(entity.scope);
}

function Emoji({ name, renderers }: { name: string; renderers: Renderers }) {
  const own = renderers.renderEmoji?.(name);
  if (own !== undefined && own !== null) return own;
  const unicode = renderers.unicodeOf(name);
  if (!unicode) return `:${name}:`;
  return (
    <span role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
      {unicode}
    </span>
  );
}

const mostJumbo = 3;

function isJumbo(blocks: readonly Block[], renderers: Renderers): boolean {
  const only = blocks.length === 1 ? blocks[0] : undefined;
  if (only?.kind !== 'paragraph' || only.children.length > mostJumbo * 2) return false;
  let count = 0;
  for (const inline of only.children) {
    if (inline.kind === 'emoji' && (renderers.renderEmoji?.(inline.name) ?? renderers.unicodeOf(inline.name))) count++;
    else if (inline.kind !== 'text') return false;
    else if (inline.text.trim() !== '') {
      const inText = countIfOnlyEmoji(inline.text, mostJumbo);
      if (inText === 0) return false;
      count += inText;
    }
  }
  return count > 0 && count <= mostJumbo;
}

function holdsEmoji(block: Block | Inline): boolean {
  if (block.kind === 'emoji') return true;
  if (block.kind === 'list') return block.items.some((item) => item.children.some(holdsEmoji));
  if (block.kind === 'table')
    return [block.header, ...block.rows].some((row) => row.some((cell) => cell.some(holdsEmoji)));
  return 'children' in block && block.children.some(holdsEmoji);
}
