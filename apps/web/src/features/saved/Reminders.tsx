import type { Event } from '@roost/protocol/events';
import type { Value } from '@roost/protocol/registry';
import { AlarmClock, Check } from 'lucide-react';
import { useCallback } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MessageCard } from '../../message/MessageCard.tsx';
import { useMessageLayers } from '../../message/messageLayers.ts';
import { messagePath } from '../../message/messageLink.ts';
import { ago } from '../../message/times.ts';
import { leaveCard, useCardKeys } from '../../message/useCardKeys.ts';
import { useWhenText } from '../../message/useWhenText.ts';
import { useReminders } from '../../sync/reminders.ts';
import { useRoost } from '../../sync/roost.ts';
import { useAnswer } from '../../sync/useAnswer.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Saved.module.css';

type Entry = Value<'reminder.list'>['entries'][number];

/** Of what one wants to be reminded; nothing where there is none. */
export function Reminders({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations('reminders');
  const roost = useRoost();
  const read = useCallback(() => roost.query('reminder.list', { workspace: workspaceId }), [roost, workspaceId]);
  const [answer] = useAnswer(read, isNews);
  const present = useReminders(workspaceId);
  const keys = useCardKeys();
  const messages = new Map(
    answer.state === 'loaded' ? answer.value.entries.map(({ reminder, message }) => [reminder.message, message]) : [],
  );
  // What a note says is known here; what a message says the server tells.
  const entries = [...present.values()]
    .filter((reminder) => reminder.text !== undefined || messages.has(reminder.message))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map((reminder) => ({ reminder, message: messages.get(reminder.message) ?? null }));
  if (entries.length === 0) return null;
  return (
    <section aria-label={t('heading')}>
      <h2 className={styles.heading}>{t('heading')}</h2>
      <ul className={styles.list} aria-label={t('list')} onKeyDown={keys}>
        {entries.map((entry) => (
          <li key={entry.reminder.message}>
            <ReminderCard workspaceId={workspaceId} entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReminderCard({ workspaceId, entry: { reminder, message } }: { workspaceId: string; entry: Entry }) {
  const t = useTranslations('reminders');
  const locale = useLocale();
  const toText = useWhenText();
  const when = reminder.due ? t('due', { ago: ago(locale, reminder.at) }) : t('at', { when: toText(reminder.at) });
  const acts = <Acts messageId={reminder.message} />;
  if (reminder.text !== undefined)
    return (
      <article className={styles.note} aria-label={`${when}: ${reminder.text}`} tabIndex={-1} data-card-link>
        <p className={styles.when}>{when}</p>
        <p dir="auto">{reminder.text}</p>
        <div>{acts}</div>
      </article>
    );
  if (!message)
    return (
      <article className={styles.gone} aria-label={when}>
        <p>{t('gone')}</p>
        <div>{acts}</div>
      </article>
    );
  return (
    <MessageCard
      workspaceId={workspaceId}
      message={message}
      href={messagePath(workspaceId, message)}
      above={when}
      actions={acts}
    />
  );
}

function Acts({ messageId }: { messageId: string }) {
  const t = useTranslations('reminders');
  const roost = useRoost();
  const { remind } = useMessageLayers();
  return (
    <>
      <Button
        size="sm"
        icon={<Check />}
        onClick={(event) => {
          leaveCard(event.currentTarget);
          roost.send({ name: 'reminder.clear', args: { message: messageId } });
        }}
      >
        {t('done')}
      </Button>
      <Button size="sm" variant="ghost" icon={<AlarmClock />} onClick={() => remind({ id: messageId })}>
        {t('snooze')}
      </Button>
    </>
  );
}

function isNews({ type }: Event): boolean {
  return ['reminder.set', 'reminder.cleared', 'message.edited', 'message.deleted', 'member.left'].includes(type);
}
