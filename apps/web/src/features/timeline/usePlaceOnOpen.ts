import type { ChannelWindow } from '@roost/client/types';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useRoost } from '../../sync/roost.ts';
import type { Scroll } from './useScroll.ts';

interface PlaceOptions {
  channelId: string;
  messageId: string | undefined;
  window: ChannelWindow | undefined;
  items: readonly { key: string; type: string; isNew?: boolean; message?: { id: string } }[];
  scroll: Scroll;
  hasLine: boolean;
}

const flashMs = 2_600;

/**
 * Where a channel opens: at the message of the address, else at the New line, else at the newest message. Answers with the
 * message to flash.
 */
export function usePlaceOnOpen({ channelId, messageId, window, items, scroll, hasLine }: PlaceOptions): string | null {
  const roost = useRoost();
  const [flash, setFlash] = useState<string | null>(null);
  /** The place that has been gone to, so that later rows do not pull one back. */
  const done = useRef<string | null>(null);
  const asked = useRef<string | null>(null);
  const isReady = window?.status === 'ready';
  const place = `${channelId}/${messageId ?? ''}`;

  useEffect(() => {
    if (!messageId || !isReady || asked.current === messageId) return;
    if (items.some((item) => item.message?.id === messageId)) return;
    asked.current = messageId;
    roost.loadAround(channelId, messageId);
  }, [roost, channelId, messageId, isReady, items]);

  useLayoutEffect(() => {
    if (done.current === place || !isReady || items.length === 0) return;
    const target = messageId
      ? items.findIndex((item) => item.message?.id === messageId)
      : hasLine
        ? items.findIndex((item) => item.isNew)
        : -1;
    if (messageId && target < 0) return;
    done.current = place;
    if (target < 0) return scroll.toBottom();
    scroll.toRow(target, messageId ? 'center' : 'start');
    if (messageId) setFlash(messageId);
  }, [place, isReady, items, messageId, hasLine, scroll]);

  useEffect(() => {
    if (flash === null) return;
    const timer = setTimeout(() => setFlash(null), flashMs);
    return () => clearTimeout(timer);
  }, [flash]);
  return flash;
}
