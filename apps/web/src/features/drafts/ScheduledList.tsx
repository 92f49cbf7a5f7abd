import { newId } from '@roost/protocol/ids';
import type { Scheduled } from '@roost/protocol/entities';
import { toIso } from '@roost/protocol/time';
import { CalendarClock, Pencil, SendHorizontal, Trash2 } from 'lucide-react';
import { useState, type MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import { fromIds } from '../../message/mentionText.ts';
import { leaveCard, useCardKeys } from '../../message/useCardKeys.ts';
import { useNames } from '../../message/useNames.ts';
import { useWhenText } from '../../message/useWhenText.ts';
import { sendChoices } from '../../message/whenChoices.ts';
import { WhenDialog } from '../../message/WhenDialog.tsx';
import { WhenItems } from '../../message/WhenItems.tsx';
import { useRoost } from '../../sync/roost.ts';
import { useScheduled } from '../../sync/scheduled.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { EditDialog } from './EditDialog.tsx';
import { PlaceCard } from './PlaceCard.tsx';
import styles from './Drafts.module.css';

/** Everything that waits for its time. */
export function ScheduledList({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations('drafts');
  const all = useScheduled(workspaceId);
  const keys = useCardKeys();
  if (all.length === 0)
    return (
      <EmptyState icon={<CalendarClock />} title={t('noScheduled')}>
        {t('noScheduledText')}
      </EmptyState>
    );
  return (
    <ul className={styles.list} aria-label={t('listScheduled')} onKeyDown={keys}>
      {all.map((scheduled) => (
        <li key={scheduled.id}>
          <ScheduledCard workspaceId={workspaceId} scheduled={scheduled} />
        </li>
      ))}
    </ul>
  );
}

function ScheduledCard({ workspaceId, scheduled }: { workspaceId: string; scheduled: Scheduled }) {
  const t = useTranslations('drafts');
  const names = useNames(workspaceId);
  const toText = useWhenText();
  const acts = useActs(scheduled);
  const [choices] = useState(() => sendChoices(new Date()));
  const [dialog, setDialog] = useState<'edit' | 'when' | null>(null);
  const { channel, threadRoot, at, failed } = scheduled;
  const close = () => setDialog(null);
  return (
    <PlaceCard
      {...{ workspaceId, channel, threadRoot }}
      when={t('sendsAt', { when: toText(at) })}
      text={fromIds(scheduled.text, names)}
      quote={scheduled.quote ?? null}
    >
      {failed && <p className={styles.failed}>{t('notSent', { reason: failed.detail })}</p>}
      <Button size="sm" icon={<SendHorizontal />} onClick={acts.sendNow}>
        {t('sendNow')}
      </Button>
      <Menu
        label={t('reschedule')}
        trigger={
          <Button size="sm" variant="ghost" icon={<CalendarClock />}>
            {t('reschedule')}
          </Button>
        }
      >
        <WhenItems choices={choices} onPick={acts.moveTo} onCustom={() => setDialog('when')} />
      </Menu>
      <Button size="sm" variant="ghost" icon={<Pencil />} onClick={() => setDialog('edit')}>
        {t('edit')}
      </Button>
      <Button size="sm" variant="ghost" icon={<Trash2 />} onClick={acts.remove}>
        {t('remove')}
      </Button>
      {dialog === 'edit' && <EditDialog workspaceId={workspaceId} scheduled={scheduled} onClose={close} />}
      {dialog === 'when' && (
        <WhenDialog
          title={t('whenTitle')}
          confirmLabel={t('schedule')}
          at={new Date(at)}
          onPick={acts.moveTo}
          onClose={close}
        />
      )}
    </PlaceCard>
  );
}

function useActs(scheduled: Scheduled) {
  const t = useTranslations('drafts');
  const app = useTranslations('app');
  const roost = useRoost();
  const { id, rev: _rev, failed: _failed, ...rest } = scheduled;
  return {
    sendNow: (event: MouseEvent<HTMLElement>) => {
      leaveCard(event.currentTarget);
      roost.send({ name: 'scheduled.send', args: { scheduled: id } });
    },
    moveTo: (at: Date) =>
      void roost.send({ name: 'scheduled.update', args: { scheduled: id, at: toIso(at.getTime() * 1_000) } }),
    remove: (event: MouseEvent<HTMLElement>) => {
      leaveCard(event.currentTarget);
      roost.send({ name: 'scheduled.cancel', args: { scheduled: id } });
      // An id is used once.
      const onAction = () =>
        void roost.send({ name: 'scheduled.create', args: { ...rest, scheduled: newId('scheduled') } });
      toasts.show({ id, text: t('scheduleRemoved'), action: { label: app('undo'), onAction } });
    },
  };
}
