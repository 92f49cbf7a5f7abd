import { newId } from '@roost/protocol/ids';
import type { Args } from '@roost/protocol/registry';
import { toIso } from '@roost/protocol/time';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useWhenText } from '../../message/useWhenText.ts';
import { useRoost } from '../../sync/roost.ts';
import { toasts } from '../../ui/toastStore.ts';

/** The text of a composer that is to be sent later, and what becomes of the composer. */
export interface Later {
  message: () => Omit<Args<'scheduled.create'>, 'scheduled' | 'at'>;
  /** Goes on, after one has been asked where it mentions many. */
  asked: (act: () => void) => void;
  isTaken: () => void;
  /** It was taken back. */
  isBack: () => void;
}

/** Has a message sent later, says when, and takes it back if wanted. */
export function useSchedule({ message, asked, isTaken, isBack }: Later): (at: Date) => void {
  const t = useTranslations('drafts');
  const composer = useTranslations('composer');
  const app = useTranslations('app');
  const roost = useRoost();
  const toText = useWhenText();
  const schedule = useCallback(
    (at: Date) => {
      const scheduled = newId('scheduled');
      const args = { ...message(), scheduled, at: toIso(at.getTime() * 1_000) };
      if (roost.send({ name: 'scheduled.create', args }) === null)
        return void toasts.show({ id: 'outbox-full', text: composer('full'), tone: 'danger' });
      const undo = () => {
        roost.send({ name: 'scheduled.cancel', args: { scheduled } });
        isBack();
      };
      const action = { label: app('undo'), onAction: undo };
      toasts.show({ id: scheduled, text: t('willBeSent', { when: toText(at) }), tone: 'ok', action });
      isTaken();
    },
    [roost, t, composer, app, toText, message, isTaken, isBack],
  );
  return useCallback((at) => asked(() => schedule(at)), [asked, schedule]);
}
