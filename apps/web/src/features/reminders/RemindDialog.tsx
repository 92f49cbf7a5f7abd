import { toIso } from '@roost/protocol/time';
import { BellOff, CalendarClock, Clock } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useWhenText } from '../../message/useWhenText.ts';
import { remindChoices } from '../../message/whenChoices.ts';
import { WhenDialog } from '../../message/WhenDialog.tsx';
import { useReminders } from '../../sync/reminders.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { toasts } from '../../ui/toastStore.ts';
import styles from './RemindDialog.module.css';

interface RemindDialogProps {
  workspaceId: string;
  messageId: string;
  onClose: () => void;
}

/** When one wants to be reminded of a message. */
export function RemindDialog({ workspaceId, messageId, onClose }: RemindDialogProps) {
  const t = useTranslations('reminders');
  const whens = useTranslations('when');
  const words = useTranslations('words');
  const format = useFormatter();
  const toText = useWhenText();
  const roost = useRoost();
  const present = useReminders(workspaceId).get(messageId);
  const [choices] = useState(() => remindChoices(new Date()));
  const [isPicking, setPicking] = useState(false);
  const set = (at: Date) => {
    roost.send({ name: 'reminder.set', args: { message: messageId, at: toIso(at.getTime() * 1_000) } });
    toasts.show({ text: t('set', { when: toText(at) }), tone: 'ok' });
    onClose();
  };
  const clear = () => {
    roost.send({ name: 'reminder.clear', args: { message: messageId } });
    onClose();
  };
  if (isPicking) return <WhenDialog title={t('title')} confirmLabel={t('remind')} onPick={set} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title={t('title')} closeLabel={words('close')} size="sm">
      <ul className={styles.choices}>
        {choices.map(({ name, at }) => (
          <li key={name}>
            <Button block variant="ghost" icon={<Clock />} onClick={() => set(at)}>
              {whens(name, { time: format.dateTime(at, { hour: 'numeric', minute: '2-digit' }) })}
            </Button>
          </li>
        ))}
        <li>
          <Button block variant="ghost" icon={<CalendarClock />} onClick={() => setPicking(true)}>
            {whens('custom')}
          </Button>
        </li>
        {present && (
          <li>
            <Button block variant="ghost" icon={<BellOff />} onClick={clear}>
              {t('clear')}
            </Button>
          </li>
        )}
      </ul>
    </Dialog>
  );
}
