import type { Message } from '@roost/protocol/entities';
import { fromIso, toIso } from '@roost/protocol/time';
import { useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useMessageList } from '../../message/useMessageList.ts';
import { LATEST, momentMs } from '../../navigation/places.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { useMembership } from '../../sync/channels.ts';
import { useWindow } from '../../sync/messages.ts';
import { useSelf } from '../../sync/people.ts';
import { useReadingActs } from '../../sync/reading.ts';
import { useRoost } from '../../sync/roost.ts';
import type { ChannelTimelineProps } from './ChannelTimeline.tsx';
import { lastVisible } from './items.ts';
import { useRowSizes } from './rowSizes.ts';
import { useArrivals } from './useArrivals.ts';
import { useNewLine } from './useNewLine.ts';
import { usePlaceOnOpen } from './usePlaceOnOpen.ts';
import { useReadMarking } from './useReadMarking.ts';
import { useScroll } from './useScroll.ts';
import { useTimelineItems } from './useTimelineItems.ts';

export type Timeline = ReturnType<typeof useTimeline>;

/** Everything about a channel's timeline but its looks: rows, scrolling, reading, and what one may do. */
export function useTimeline({ workspaceId, channelId, messageId, moment, ref }: ChannelTimelineProps) {
  const roost = useRoost();
  const window = useWindow(channelId);
  const membership = useMembership(channelId);
  const self = useSelf(workspaceId)?.id ?? '';
  const virtualizer = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const atBottom = useRef(true);
  const isAway = useCallback(() => !document.hasFocus() || !atBottom.current, []);
  const newLine = useNewLine(channelId, membership, isAway);
  const rows = useTimelineItems(channelId, window, self, newLine.newAfter);
  const { messages, items, keys } = rows;
  const sizes = useRowSizes(channelId, keys, virtualizer);

  const lastSeen = useCallback(() => lastVisible(scroller.current, virtualizer.current, items), [items]);
  const { look, freeze } = useReadMarking(channelId, lastSeen, keys);
  const scroll = useScroll({
    scroller,
    list: virtualizer,
    atBottom,
    rowKeys: keys,
    hasMoreBefore: window?.hasMoreBefore ?? false,
    hasMoreAfter: window?.hasMoreAfter ?? false,
    onNearTop: () => roost.loadOlder(channelId),
    onNearBottom: () => roost.loadNewer(channelId),
    onRest: look,
  });

  const markUnread = useMarkUnread(channelId, freeze, newLine.set);
  const shown = useMessageList({
    workspaceId,
    channelId,
    messages,
    markUnread: membership ? markUnread : undefined,
  });
  const flash = usePlaceOnOpen({
    channelId,
    messageId,
    from: moment === undefined || moment === LATEST ? undefined : toIso(momentMs(moment) * 1000),
    window,
    items,
    scroll,
    hasLine: newLine.newAfter !== null,
    isMeasured: sizes !== undefined,
  });
  const arrivals = useArrivals(messages, window?.hasMoreAfter ?? false, self, atBottom, shown.list);
  const toPresent = useToPresent(
    { workspaceId, channelId, moment },
    { window, arrivals, scroll, isEmpty: items.length === 0 },
  );
  const editLast = () => {
    const last = messages.findLast((message) => message.author === self && !message.system && !message.deletedAt);
    if (!last || !shown.canPost) return;
    scroll.toRow(keys.indexOf(last.clientId), 'nearest');
    shown.acts.setEditing(last.id);
  };
  const markRead = useMarkRead(channelId, newLine.clear);
  useImperativeHandle(ref, () => ({ editLast, toPresent, markRead }));
  // The pointer stays on what one has written where the messages come that it waits for.
  const [hoveredUnsent, hoverUnsent] = useState<string | null>(null);
  const view = { window, virtualizer, scroller, sizes, newLine, rows, scroll, flash, arrivals };
  return { ...view, hoveredUnsent, hoverUnsent, toPresent, markRead, ...shown };
}

/** To the newest message, and away from the moment that the address names: whoever reloads the page stays there. */
function useToPresent(
  { workspaceId, channelId, moment }: Pick<ChannelTimelineProps, 'workspaceId' | 'channelId' | 'moment'>,
  view: {
    window: ReturnType<typeof useWindow>;
    arrivals: { clear: () => void };
    scroll: { toPresent: () => void };
    isEmpty: boolean;
  },
): () => void {
  const roost = useRoost();
  const go = useGo();
  const toPresent = () => {
    view.arrivals.clear();
    if (view.window?.hasMoreAfter) roost.jumpToPresent(channelId);
    view.scroll.toPresent();
    if (moment) go({ at: 'channel', workspace: workspaceId, channel: channelId }, { replace: true });
  };
  useOnce(moment === LATEST && !view.isEmpty, toPresent);
  return toPresent;
}

/** Does it when it becomes due. */
function useOnce(isDue: boolean, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (isDue) latest.current();
  }, [isDue]);
}

/** Everything that is there counts as read, and the New line goes. */
function useMarkRead(channelId: string, clearLine: () => void): () => void {
  const acts = useReadingActs();
  return useCallback(() => {
    clearLine();
    acts.markRead([channelId]);
  }, [acts, channelId, clearLine]);
}

/** Draws the New line above a message and moves the read position back before it, until one leaves the channel. */
function useMarkUnread(channelId: string, freeze: () => void, setLine: (after: string) => void) {
  const roost = useRoost();
  return useCallback(
    (message: Message) => {
      freeze();
      const justBefore = toIso((fromIso(message.createdAt) ?? 1) - 1);
      setLine(justBefore);
      roost.markReadTo(channelId, justBefore, { back: true });
    },
    [freeze, setLine, roost, channelId],
  );
}
