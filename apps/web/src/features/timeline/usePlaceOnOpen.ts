import type { ChannelWindow } from '@roost/client/types';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRepeats } from '../../navigation/location.ts';
import { useRoost } from '../../sync/roost.ts';
import { toasts } from '../../ui/toastStore.ts';
import type { Scroll } from './useScroll.ts';

interface PlaceOptions {
  channelId: string;
  messageId: string | undefined;
  window: ChannelWindow | undefined;
  items: readonly { key: string; type: string; isNew?: boolean; message?: { id: string } }[];
  scroll: Scroll;
  hasLine: boolean;
  /** The heights of all rows are known already. */
  isMeasured: boolean;
}

const flashMs = 2_600;

/**
 * Where a channel opens: at the message of the address, else at the New line, else at the newest message; that a message is
 * not there is said. Answers with the message to flash.
 */
export function usePlaceOnOpen({ channelId, messageId, window, items, scroll, ...known }: PlaceOptions): string | null {
  const { hasLine, isMeasured } = known;
  const roost = useRoost();
  const [flash, setFlash] = useState<string | null>(null);
  /** The place that has been gone to, so that later rows do not pull one back. */
  const done = useRef<string | null>(null);
  /** The end of rows that are not known to be the newest yet. */
  const atEnd = useRef(false);
  const asked = useRef<{ place: string; isLoading: boolean } | null>(null);
  const t = useTranslations('timeline');
  const isReady = window?.status === 'ready';
  const repeats = useRepeats();
  const place = messageId ? `${channelId}/${messageId}/${repeats}` : channelId;

  useEffect(() => {
    if (!messageId || done.current === place || items.some((item) => item.message?.id === messageId)) return;
    if (asked.current?.place !== place) {
      if (!isReady) return;
      asked.current = { place, isLoading: false };
      return roost.loadAround(channelId, messageId);
    }
    if (!isReady) asked.current.isLoading = true;
    else if (asked.current.isLoading) {
      done.current = place;
      scroll.toBottom();
      toasts.show({ id: 'message-gone', text: t('notThere') });
    }
  }, [roost, t, channelId, messageId, place, isReady, items, scroll]);

  useLayoutEffect(() => {
    if (done.current === place || items.length === 0) return;
    if (!isReady) {
      if (!atEnd.current) scroll.toBottom();
      atEnd.current = true;
      return;
    }
    // Leaving the address of a message, as by closing its thread, moves nothing.
    const isLeft = done.current !== null && !messageId;
    const target = messageId
      ? items.findIndex((item) => item.message?.id === messageId)
      : hasLine
        ? items.findIndex((item) => item.isNew)
        : -1;
    if (messageId && target < 0) return;
    done.current = place;
    asked.current = null;
    if (isLeft || (target < 0 && atEnd.current)) return;
    if (target < 0) return isMeasured ? scroll.pin() : scroll.toBottom();
    scroll.toRow(target, messageId ? 'center' : 'start');
    if (messageId) setFlash(messageId);
  }, [place, isReady, items, messageId, hasLine, isMeasured, scroll]);

  useEffect(() => {
    if (flash === null) return;
    const timer = setTimeout(() => setFlash(null), flashMs);
    return () => clearTimeout(timer);
  }, [flash]);
  return flash;
}
