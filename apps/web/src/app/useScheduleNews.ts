import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useGo } from '../navigation/usePlace.ts';
import { channelNameOf } from '../sync/channels.ts';
import { useCore } from '../sync/roost.ts';
import { toasts } from '../ui/toastStore.ts';

/** Says when a message went out after its time, or was refused at it. */
export function useScheduleNews(workspaceId: string): void {
  const t = useTranslations('tidings');
  const go = useGo();
  const { roost, store } = useCore();
  useEffect(
    () =>
      roost.onEvent((event, workspace) => {
        if (workspace !== workspaceId) return;
        const nameOf = (channel: string) => channelNameOf(store.getState(), channel);
        if (event.type === 'schedule.ended' && event.data.late)
          toasts.show({ id: event.data.scheduled, text: t('sentLate', { name: nameOf(event.data.channel) }) });
        if (event.type !== 'message.scheduled' || !event.data.scheduled.failed) return;
        const { id, channel, failed } = event.data.scheduled;
        const text = t('notSentLater', { name: nameOf(channel), reason: failed.detail });
        const onAction = () => go({ at: 'drafts', workspace: workspaceId });
        toasts.show({ id, text, tone: 'danger', durationMs: null, action: { label: t('show'), onAction } });
      }),
    [roost, store, workspaceId, go, t],
  );
}
