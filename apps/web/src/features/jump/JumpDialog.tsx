import { ArrowDownToLine, ArrowUpToLine, CalendarDays } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { LATEST } from '../../navigation/places.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './JumpDialog.module.css';

export interface JumpDialogProps {
  workspaceId: string;
  channelId: string;
  /** The day that is looked at, as `2026-11-21`. */
  day: string;
  onClose: () => void;
}

/** Before any message of anybody. */
const START = '1970-01-01T00:00Z';
const weekMs = 7 * 86_400_000;

/** To another time of a conversation: the latest, a week ago, its start, or any date. */
export function JumpDialog({ workspaceId, channelId, day, onClose }: JumpDialogProps) {
  const t = useTranslations('jump');
  const words = useTranslations('words');
  const go = useGo();
  const [now] = useState(() => Date.now());
  const [date, setDate] = useState(day);
  const [time, setTime] = useState('');
  const jump = (moment: string) => {
    onClose();
    go({ at: 'channel', workspace: workspaceId, channel: channelId, moment });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (date) jump(time ? `${date}T${time}` : date);
  };
  return (
    <Dialog open onClose={onClose} title={t('title')} closeLabel={words('close')}>
      <div className={styles.quick}>
        <Button icon={<ArrowDownToLine />} onClick={() => jump(LATEST)}>
          {t('latest')}
        </Button>
        <Button icon={<CalendarDays />} onClick={() => jump(toDay(now - weekMs))}>
          {t('lastWeek')}
        </Button>
        <Button icon={<ArrowUpToLine />} onClick={() => jump(START)}>
          {t('start')}
        </Button>
      </div>
      <form className={styles.form} onSubmit={onSubmit}>
        <TextField
          label={t('date')}
          type="date"
          required
          max={toDay(now)}
          value={date}
          onChange={(event) => setDate(event.target.value)}
          data-autofocus
        />
        <TextField label={t('time')} type="time" value={time} onChange={(event) => setTime(event.target.value)} />
        <Button variant="primary" type="submit" disabled={!date}>
          {t('go')}
        </Button>
      </form>
    </Dialog>
  );
}

/** The day of an instant on this device's calendar. */
function toDay(millis: number): string {
  const date = new Date(millis);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
