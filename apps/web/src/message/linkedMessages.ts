import type { Block, Inline } from '../markdown/nodes.ts';
import { parseMessage } from '../markdown/parseMessage.ts';
import { fromPath, split } from '../navigation/places.ts';

/** A message that a link of this server leads to. */
export interface LinkedMessage {
  message: string;
  /** As it stood there. */
  rev?: number;
}

const most = 3;
const none: readonly LinkedMessage[] = [];

/** The messages to which a text links, each once; the first three. */
export function linkedMessages(text: string, origin: string): readonly LinkedMessage[] {
  if (!text.includes(`${origin}/w/`)) return none;
  const found = new Map<string, LinkedMessage>();
  for (const href of parseMessage(text).flatMap(linksIn)) {
    const linked = href.startsWith(`${origin}/`) && toLinked(href.slice(origin.length));
    if (linked) found.set(`${linked.message} ${linked.rev}`, linked);
  }
  return [...found.values()].slice(0, most);
}

function toLinked(path: string): LinkedMessage | null {
  const place = fromPath(...split(path));
  if (place?.at !== 'channel') return null;
  const { pane, version } = place;
  const message = place.message ?? (pane?.kind === 'thread' ? (pane.reply ?? pane.root) : undefined);
  return message ? { message, ...(version !== undefined && { rev: version }) } : null;
}

function linksIn(node: Block | Inline): string[] {
  if (node.kind === 'link') return [node.href];
  if (node.kind === 'list') return node.items.flatMap((item) => item.children.flatMap(linksIn));
  if (node.kind === 'table') return [node.header, ...node.rows].flat(2).flatMap(linksIn);
  return 'children' in node ? (node.children as (Block | Inline)[]).flatMap(linksIn) : [];
}
