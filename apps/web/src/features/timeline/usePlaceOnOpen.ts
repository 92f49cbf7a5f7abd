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
  /** An instant: the first message from then on is what one wants to see. */
  from: string | undefined;
  window: ChannelWindow | undefined;
  items: readonly OpenItem[];
  scroll: Scroll;
  hasLine: boolean;
  /** The heights of all rows are known already. */
  isMeasured: boolean;
}

interface OpenItem {
  key: string;
  type: string;
  isNew?: boolean;
  message?: Said;
  messages?: readonly Said[];
}

type Said = { id: string; createdAt: string };

const flashMs = 2_600;

/**
 * Where a channel opens: at the message or the moment of the address, else at the New line, else at the newest message; that a message is
 * not there is said. Answers with the message to flash.
 */
export function usePlaceOnOpen({
  channelId,
  messageId,
  from,
  window,
  items,
  scroll,
  ...known
}: PlaceOptions): string | null {
  const { hasLine, isMeasured } = known;
  const roost = useRoost();
  const [flash, setFlash] = useFlash();
  /** The place that has been gone to, so that later rows do not pull one back. */
  const done = useRef<string | null>(null);
  /** The end of rows that are not known to be the newest yet. */
  const atEnd = useRef(false);
  const asked = useRef<{ place: string; isLoading: boolean } | null>(null);
  const t = useTranslations('timeline');
  const isReady = window?.status === 'ready';
  const repeats = useRepeats();
  const goal = messageId ?? from;
  const place = goal ? `${channelId}/${goal}/${repeats}` : channelId;
  const found = messageId
    ? items.findIndex((item) => item.message?.id === messageId)
    : from
      ? firstFrom(items, from, window?.hasMoreBefore ?? true)
      : -1;

  useEffect(() => {
    if (!goal || done.current === place || found >= 0) return;
    if (asked.current?.place !== place) {
      if (!isReady) return;
      asked.current = { place, isLoading: false };
      return roost.loadAround(channelId, goal);
    }
    if (!isReady) asked.current.isLoading = true;
    else if (asked.current.isLoading) {
      done.current = place;
      scroll.toBottom();
      toasts.show({ id: 'message-gone', text: t(messageId ? 'notThere' : 'nothingSince') });
    }
  }, [roost, t, channelId, messageId, goal, found, place, isReady, scroll]);

  useLayoutEffect(() => {
    if (done.current === place || items.length === 0) return;
    if (!isReady) {
      if (!atEnd.current) scroll.toBottom();
      atEnd.current = true;
      return;
    }
    // Leaving the address of a message, as by closing its thread, moves nothing.
    const isLeft = done.current !== null && !goal;
    const target = goal ? found : hasLine ? items.findIndex((item) => item.isNew) : -1;
    if (goal && target < 0) return;
    done.current = place;
    asked.current = null;
    if (isLeft || (target < 0 && atEnd.current)) return;
    if (target < 0) return isMeasured ? scroll.pin() : scroll.toBottom();
    scroll.toRow(target, messageId ? 'center' : 'start');
    if (messageId) setFlash(messageId);
  }, [place, isReady, items, messageId, goal, found, hasLine, isMeasured, scroll, setFlash]);

  return flash;
}

/** The message to flash, for a moment. */
function useFlash() {
  const [flash, setFlash] = useState<string | null>(null);
  useEffect(() => {
    if (flash === null) return;
    const timer = setTimeout(() => setFlash(null), flashMs);
    return () => clearTimeout(timer);
  }, [flash]);
  return [flash, setFlash] as const;
}

/** The first message from an instant on; -1 also where earlier ones that are not here may come before it. */
function firstFrom(items: readonly OpenItem[], from: string, hasMoreBefore: boolean): number {
  const at = (item: OpenItem) => (item.message ?? item.messages?.at(-1))?.createdAt;
  const index = items.findIndex((item) => (at(item) ?? '') >= from);
  const isFirst = !items.slice(0, Math.max(0, index)).some((item) => at(item) !== undefined);
  return isFirst && hasMoreBefore ? -1 : index;
}
