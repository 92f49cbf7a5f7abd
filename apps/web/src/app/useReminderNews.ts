import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useGo } from '../navigation/usePlace.ts';
import { useRoost } from '../sync/roost.ts';
import { toasts } from '../ui/toastStore.ts';

/** Says when the time of a reminder has come. */
export function useReminderNews(workspaceId: string): void {
  const t = useTranslations('tidings');
  const go = useGo();
  const roost = useRoost();
  useEffect(
    () =>
      roost.onEvent((event, workspace) => {
        if (workspace !== workspaceId || event.type !== 'reminder.set' || !event.data.reminder.due) return;
        const { message, text } = event.data.reminder;
        const id = `reminder/${message}`;
        const onAction = () => go({ at: 'saved', workspace: workspaceId });
        const said = text === undefined ? t('reminded') : t('remindedOf', { text });
        toasts.show({ id, text: said, durationMs: null, action: { label: t('show'), onAction } });
      }),
    [roost, workspaceId, go, t],
  );
}
