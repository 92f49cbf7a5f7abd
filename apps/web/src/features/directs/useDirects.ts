import type { Message } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { isId } from '@roost/protocol/ids';
import { useCallback, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useSidebarOrder } from '../../sync/channels.ts';
import { useRoost, useRoostState } from '../../sync/roost.ts';
import type { RoostState } from '../../sync/state.ts';
import { useAnswer } from '../../sync/useAnswer.ts';

const PAGE = 40;

export interface DirectPreview {
  channelId: string;
  /** The newest message, as far as it is known. */
  message: Message | undefined;
}

/** One's direct conversations by recency, with the last message of each: from what is open here, else as the server tells. */
export function useDirects(workspaceId: string): {
  directs: readonly DirectPreview[];
  hasMore: boolean;
  more: () => void;
} {
  const roost = useRoost();
  const { directs } = useSidebarOrder(workspaceId);
  const [wanted, setWanted] = useState(PAGE);
  const limit = Math.min(100, wanted);
  const read = useCallback(
    () => roost.query('direct.list', { workspace: workspaceId, limit }),
    [roost, workspaceId, limit],
  );
  const [answer] = useAnswer(read, isNews);
  const told = answer.state === 'loaded' ? answer.value.directs : undefined;
  const shown = directs.slice(0, wanted);
  const open = useRoostState(useShallow((state) => shown.map((channel) => newestIn(state, workspaceId, channel))));
  const previews = useMemo(() => {
    const known = new Map(told?.map(({ channel, message }) => [channel.id, message]));
    return shown.map((channelId, i) => ({ channelId, message: open[i] ?? known.get(channelId) }));
    // `open` changes whenever `shown` does.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [told, open]);
  return { directs: previews, hasMore: directs.length > wanted, more: () => setWanted(wanted + PAGE) };
}

/** The last message of a timeline that reaches the present. */
function newestIn({ replica }: RoostState, workspaceId: string, channelId: string): Message | undefined {
  const window = replica.workspaces.get(workspaceId)?.windows.get(channelId);
  if (window?.status !== 'ready' || window.hasMoreAfter || window.stale) return undefined;
  return window.messages.findLast((message) => !message.deletedAt);
}

function isNews(event: Event): boolean {
  switch (event.type) {
    case 'message.posted':
    case 'message.edited':
      return isId(event.data.message.channel, 'direct');
    case 'message.deleted':
    case 'member.joined':
      return isId(event.data.channel, 'direct');
    default:
      return false;
  }
}
