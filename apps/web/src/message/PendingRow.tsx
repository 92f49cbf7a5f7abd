import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MessageText } from '../markdown/MessageText.tsx';
import { useUser } from '../sync/people.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { cx } from '../ui/cx.ts';
import { PriorityLabel } from './PriorityLabel.tsx';
import { NotSent } from './NotSent.tsx';
import { AcknowledgingRoom } from './Acknowledging.tsx';
import { PollAnswers } from './PollAnswers.tsx';
import type { PendingMessage } from './pending.ts';
import { Quotes } from './Quotes.tsx';
import { timeOfDay } from './times.ts';
import { useCodeLabels } from './useCodeLabels.ts';
import type { MessageList } from './useMessageList.ts';
import { useSlow } from './useSlow.ts';
import styles from './MessageRow.module.css';

export interface PendingRowProps {
  list: MessageList;
  pending: PendingMessage;
  grouped: boolean;
}

/** A message of one's own that the server has not confirmed. It takes the same space as the confirmed one will. */
export function PendingRow(props: PendingRowProps) {
  const { list, pending, grouped } = props;
  const t = useTranslations('timeline');
  const labels = useCodeLabels();
  const slow = useSlow(pending);
  const failed = pending.state === 'failed';
  const clock = slow && <Waiting />;
  return (
    <div className={styles.row} data-grouped={grouped || undefined} data-pending={pending.state}>
      <Lead {...props} />
      <div className={styles.body}>
        {!grouped && !pending.thirdPerson && <Head {...props} clock={clock} />}
        {pending.priority && <PriorityLabel priority={pending.priority} />}
        <MessageText
          text={pending.text}
          className={cx(styles.text, (slow || failed) && styles.dim, pending.thirdPerson && styles.third)}
          labels={labels}
          lead={pending.thirdPerson && <span className={styles.author}>{list.nameOf(list.self)}</span>}
          suffix={
            pending.thirdPerson ? (
              <span className={styles.saidAt}>
                {clock} <QueuedAt pending={pending} />
              </span>
            ) : (
              grouped && clock
            )
          }
          {...list.renderers}
        />
        <Quotes workspaceId={list.workspaceId} text={pending.text} quote={pending.quote} />
        {pending.poll && <PollAnswers list={list} poll={pending.poll} />}
        {pending.asks && <AcknowledgingRoom />}
        {failed && (
          <NotSent
            reason={pending.reason ? t('notSent', { reason: pending.reason }) : t('notSentPlain')}
            onRetry={() => list.pending.retry(pending)}
            onEdit={pending.poll ? undefined : list.pending.rewrite && (() => list.pending.rewrite?.(pending))}
            discardLabel={t('delete')}
            onDiscard={() => list.pending.discard(pending)}
          />
        )}
      </div>
    </div>
  );
}

/** The mark of what has not reached the server for a while. */
export function Waiting() {
  const t = useTranslations('timeline');
  return (
    <span className={styles.waiting} role="img" aria-label={t('waiting')}>
      <Clock aria-hidden />
    </span>
  );
}

function Lead({ list: { workspaceId, self }, pending, grouped }: PendingRowProps) {
  const author = useUser(workspaceId, self);
  if (grouped) {
    return (
      <span className={styles.gutterTime}>
        <QueuedAt pending={pending} />
      </span>
    );
  }
  return (
    <div className={styles.lead}>
      <Avatar id={self} name={author?.name ?? '?'} />
    </div>
  );
}

function Head({ list: { workspaceId, self }, pending, clock }: PendingRowProps & { clock: ReactNode }) {
  const author = useUser(workspaceId, self);
  return (
    <div className={styles.head}>
      <span className={styles.author}>{author?.name}</span>
      <QueuedAt pending={pending} />
      {clock}
    </div>
  );
}

function QueuedAt({ pending }: { pending: PendingMessage }) {
  const locale = useLocale();
  const at = new Date(pending.queuedAt).toISOString();
  return <time dateTime={at}>{timeOfDay(locale, at)}</time>;
}
