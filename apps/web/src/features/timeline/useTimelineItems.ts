import type { ChannelWindow } from '@roost/client/types';
import type { Message } from '@roost/protocol/entities';
import { useMemo } from 'react';
import { toPending } from '../../message/toPending.ts';
import { useReasonText } from '../../message/useReasonText.ts';
import { withoutDeleted } from '../../message/withIntents.ts';
import { useDeleted, useOutbox } from '../../sync/outbox.ts';
import { startItem, type Item } from './items.ts';
import { toRows } from './rows.ts';

const none: readonly Message[] = [];

export interface TimelineItems {
  messages: readonly Message[];
  items: readonly Item[];
  keys: readonly string[];
}

/** What the list of a channel shows, from its window and the outbox. */
export function useTimelineItems(
  channelId: string,
  window: ChannelWindow | undefined,
  self: string,
  newAfter: string | null,
): TimelineItems {
  const reasonText = useReasonText();
  const outbox = useOutbox(channelId);
  const deleted = useDeleted();
  const known = window?.messages ?? none;
  const messages = useMemo(() => withoutDeleted(known, deleted), [known, deleted]);
  const hasMoreBefore = window?.hasMoreBefore ?? true;
  const hasMoreAfter = window?.hasMoreAfter ?? false;
  const pending = useMemo(() => toPending(outbox, reasonText), [outbox, reasonText]);
  const rows = useMemo(
    () => toRows({ messages, pending: hasMoreAfter ? [] : pending, self, newAfter, hasMoreBefore }),
    [messages, pending, self, newAfter, hasMoreBefore, hasMoreAfter],
  );
  const items = useMemo<readonly Item[]>(() => (hasMoreBefore ? rows : [startItem, ...rows]), [hasMoreBefore, rows]);
  const keys = useMemo(() => items.map((item) => item.key), [items]);
  return { messages, items, keys };
}
