import type { Message } from '@roost/protocol/entities';
import type { VirtualizerHandle } from 'virtua';
import { localDay, type Row } from './rows.ts';

/** What stands above the first message of all. */
export const startItem = { type: 'start', key: 'start' } as const;
export type Item = Row | typeof startItem;

/** The last message of which one can see the end. */
export function lastVisible(
  scroller: HTMLElement | null,
  list: VirtualizerHandle | null,
  items: readonly Item[],
): Message | undefined {
  if (!scroller || !list || items.length === 0) return undefined;
  const end = scroller.scrollTop + scroller.clientHeight;
  for (let index = Math.min(items.length - 1, list.findItemIndex(end)); index >= 0; index--) {
    const item = items[index]!;
    const isWhole = list.getItemOffset(index) + list.getItemSize(index) <= end + 2;
    if (!isWhole) continue;
    if (item.type === 'message' || item.type === 'system') return item.message;
    if (item.type === 'joins') return item.messages.at(-1);
  }
  return undefined;
}

/** Where the New line stands, or -1. */
export const lineIndex = (items: readonly Item[]): number =>
  items.findIndex((item) => item.type !== 'start' && item.isNew);

/** How many messages of others there are from the New line on, and since when. */
export function unreadFrom(items: readonly Item[], self: string): { count: number; since: string } | null {
  const index = lineIndex(items);
  const first = items[index];
  if (first?.type !== 'message') return null;
  const count = items.slice(index).filter((item) => item.type === 'message' && item.message.author !== self).length;
  return { count, since: first.message.createdAt };
}

/** The local day of what stands at or after an index. */
export function dayAt(items: readonly Item[], index: number): string | null {
  for (const item of items.slice(index)) {
    if (item.type === 'start' || item.type === 'pending') continue;
    const message = item.type === 'joins' ? item.messages[0] : item.message;
    if (message) return localDay(Date.parse(message.createdAt));
  }
  return null;
}
