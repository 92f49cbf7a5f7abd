import { newId } from '@roost/protocol/ids';
import type { Args } from '@roost/protocol/registry';
import { toIso } from '@roost/protocol/time';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useWhenText } from '../../message/useWhenText.ts';
import { useRoost } from '../../sync/roost.ts';
import { toasts } from '../../ui/toastStore.ts';

type ToSend = Omit<Args<'scheduled.create'>, 'scheduled' | 'at'>;

/** Has a message sent later, says when, and takes it back if wanted. False: there is no room for it. */
export function useSchedule(): (message: ToSend, at: Date, onUndo: () => void) => boolean {
  const t = useTranslations('composer');
  const app = useTranslations('app');
  const roost = useRoost();
  const toText = useWhenText();
  return useCallback(
    (message, at, onUndo) => {
      const scheduled = newId('scheduled');
      const args = { ...message, scheduled, at: toIso(at.getTime() * 1_000) };
      if (roost.send({ name: 'scheduled.create', args }) === null) {
        toasts.show({ id: 'outbox-full', text: t('full'), tone: 'danger' });
        return false;
      }
      const undo = () => {
        roost.send({ name: 'scheduled.cancel', args: { scheduled } });
        onUndo();
      };
      const action = { label: app('undo'), onAction: undo };
      toasts.show({ id: scheduled, text: t('scheduledFor', { when: toText(at) }), tone: 'ok', action });
      return true;
    },
    [roost, t, app, toText],
  );
}
