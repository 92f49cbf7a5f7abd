import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useReadingActs } from '../sync/reading.ts';
import { announce } from '../ui/Announcer.tsx';
import { toasts } from '../ui/toastStore.ts';

/** Marks whole channels as read, says so, and offers to take it back: each read position then stands where it stood. */
export function useMarkRead() {
  const t = useTranslations('app');
  const acts = useReadingActs();
  const markRead = useCallback(
    (channels: readonly string[]) => {
      const steps = acts.markRead(channels);
      if (steps.length === 0) return announce(t('nothingUnread'));
      toasts.show({
        id: 'marked-read',
        text: t('markedRead', { count: steps.length }),
        action: { label: t('undo'), onAction: () => acts.putBack(steps) },
      });
    },
    [acts, t],
  );
  const markAllRead = useCallback((workspace: string) => markRead(acts.unreadIn(workspace)), [acts, markRead]);
  return { markRead, markAllRead };
}
