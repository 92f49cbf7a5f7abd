import type { Message } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { useCallback, useState } from 'react';
import { useRoost } from '../../sync/roost.ts';
import { useAnswer } from '../../sync/useAnswer.ts';

/** The pinned messages of a channel, the newest pin first; what happens to them there is seen at once. */
export function usePins(channel: string) {
  const roost = useRoost();
  const [pages, setPages] = useState(1);
  const read = useCallback(async () => {
    const messages: Message[] = [];
    for (let page = 1; ; page++) {
      const before = messages.at(-1)?.pinned?.at;
      const answer = await roost.query('channel.pins', { channel, ...(before !== undefined && { before }) });
      messages.push(...answer.messages);
      if (page >= pages || !answer.hasMore) return { messages, hasMore: answer.hasMore };
    }
  }, [roost, channel, pages]);
  const isNews = useCallback((event: Event) => concerns(event, channel), [channel]);
  const [pins, reload] = useAnswer(read, isNews);
  return { pins, reload, loadMore: () => setPages(pages + 1) };
}

function concerns(event: Event, channel: string): boolean {
  switch (event.type) {
    case 'message.pinned':
    case 'message.unpinned':
    case 'message.deleted':
      return event.data.channel === channel;
    case 'message.edited':
      return event.data.message.channel === channel;
    default:
      return false;
  }
}
