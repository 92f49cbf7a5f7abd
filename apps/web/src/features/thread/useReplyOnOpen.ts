import type { ThreadWindow } from '@roost/client/types';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { useRepeats } from '../../navigation/location.ts';
import { useRoost } from '../../sync/roost.ts';
import { toasts } from '../../ui/toastStore.ts';

const flashMs = 2_600;

interface PlaceOptions {
  rootId: string;
  replyId: string | undefined;
  thread: ThreadWindow | undefined;
  scroller: RefObject<HTMLDivElement | null>;
}

/**
 * Brings the reply of the address into sight, earlier replies as far as that takes; that it is not there is said. Answers with the
 * message to flash.
 */
export function useReplyOnOpen({ rootId, replyId, thread, scroller }: PlaceOptions): string | null {
  const roost = useRoost();
  const t = useTranslations('timeline');
  const [flash, setFlash] = useState<string | null>(null);
  const repeats = useRepeats();
  const place = `${replyId}/${repeats}`;
  /** The place that has been gone to, so that later rows do not pull one back. */
  const done = useRef<string | null>(null);
  useEffect(() => {
    if (!replyId || done.current === place || thread?.status !== 'ready' || thread.extending) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(replyId)}"]`);
    if (!row && thread.hasMoreBefore) return roost.loadThreadOlder(rootId);
    done.current = place;
    if (!row) return void toasts.show({ id: 'message-gone', text: t('notThere') });
    row.scrollIntoView({ block: 'center' });
    setFlash(replyId);
  }, [roost, t, rootId, replyId, place, thread, scroller]);
  useEffect(() => {
    if (flash === null) return;
    const timer = setTimeout(() => setFlash(null), flashMs);
    return () => clearTimeout(timer);
  }, [flash]);
  return flash;
}
