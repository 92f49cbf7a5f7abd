import { toIso } from '@roost/protocol/time';
import { BellOff, BellRing, CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useSending } from '../../message/useSending.ts';
import { useWhenText } from '../../message/useWhenText.ts';
import { WhenDialog } from '../../message/WhenDialog.tsx';
import { useIntendedSelf } from '../../sync/people.ts';
import { usePausedUntil } from '../../sync/quiet.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { pauseChoices } from './pauseChoices.ts';
import styles from './PauseDialog.module.css';

/** For how long nothing shall notify one, on all devices. */
export function PauseDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const t = useTranslations('status');
  const words = useTranslations('words');
  const format = useFormatter();
  const toText = useWhenText();
  const paused = usePausedUntil(useIntendedSelf(workspaceId));
  const pause = usePause(workspaceId, onClose);
  const [choices] = useState(() => pauseChoices(new Date()));
  const [isPicking, setPicking] = useState(false);
  if (isPicking)
    return <WhenDialog title={t('pause')} confirmLabel={t('pauseUntil')} onPick={pause} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title={t('pause')} closeLabel={words('close')} size="sm">
      {paused && <p className={styles.now}>{t('pausedUntil', { until: toText(paused) })}</p>}
      <ul>
        {choices.map(({ name, at }) => (
          <li key={name}>
            <Button block variant="ghost" icon={<BellOff />} onClick={() => pause(at)}>
              {t(name, { time: format.dateTime(at, { hour: 'numeric', minute: '2-digit' }) })}
            </Button>
          </li>
        ))}
        <li>
          <Button block variant="ghost" icon={<CalendarClock />} onClick={() => setPicking(true)}>
            {t('pauseOther')}
          </Button>
        </li>
        {paused && (
          <li>
            <Button block variant="ghost" icon={<BellRing />} onClick={() => pause(null)}>
              {t('resume')}
            </Button>
          </li>
        )}
      </ul>
    </Dialog>
  );
}

/** Pauses, or goes on, and says so; offline, too. */
function usePause(workspaceId: string, onDone: () => void): (until: Date | null) => void {
  const t = useTranslations('status');
  const toWhen = useWhenText();
  const send = useSending();
  const self = useIntendedSelf(workspaceId);
  return (until) => {
    if (!self) return;
    const pausedUntil = until && toIso(until.getTime() * 1_000);
    if (send({ name: 'user.update', args: { user: self.id, pausedUntil } }) === null) return;
    onDone();
    toasts.show({ text: until ? t('pausedUntil', { until: toWhen(until) }) : t('resumed'), tone: 'ok' });
  };
}
