import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import { fromFields, sendChoices, toFields } from './whenChoices.ts';
import styles from './WhenDialog.module.css';

interface WhenDialogProps {
  title: string;
  confirmLabel: string;
  /** What is set now. */
  at?: Date;
  onPick: (at: Date) => void;
  onClose: () => void;
}

/** A day and a time of one's own choice, where one is. */
export function WhenDialog({ title, confirmLabel, at, onPick, onClose }: WhenDialogProps) {
  const t = useTranslations('when');
  const words = useTranslations('words');
  const form = useId();
  const [opened] = useState(() => new Date());
  const [fields, setFields] = useState(() => toFields(at ?? sendChoices(opened)[0]!.at));
  const chosen = fromFields(fields.date, fields.time);
  const isPast = chosen !== null && chosen <= opened;
  const change = (to: Partial<typeof fields>) => setFields((now) => ({ ...now, ...to }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" form={form} variant="primary" disabled={!chosen || isPast}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!chosen || isPast) return;
          onPick(chosen);
          onClose();
        }}
      >
        <TextField
          type="date"
          label={t('date')}
          value={fields.date}
          min={toFields(opened).date}
          required
          data-autofocus
          onChange={(event) => change({ date: event.target.value })}
        />
        <TextField
          type="time"
          label={t('time')}
          value={fields.time}
          required
          error={isPast ? t('past') : undefined}
          onChange={(event) => change({ time: event.target.value })}
        />
        <p className={styles.zone}>{t('zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</p>
      </form>
    </Dialog>
  );
}
