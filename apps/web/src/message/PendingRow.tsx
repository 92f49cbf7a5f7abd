import { CircleAlert, Clock } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MessageText, type EntityRenderers } from '../markdown/MessageText.tsx';
import { useUser } from '../sync/people.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import type { PendingMessage } from './pending.ts';
import { timeOfDay } from './times.ts';
import { useCodeLabels } from './useCodeLabels.ts';
import styles from './MessageRow.module.css';

/** A message looks sent for this long before it looks waiting: most are confirmed sooner. */
const quietForMs = 800;

export interface PendingRowProps {
  workspace: string;
  self: string;
  pending: PendingMessage;
  grouped: boolean;
  renderers: EntityRenderers;
  onRetry: () => void;
  onEdit: () => void;
  onDelete: () => void;
}

/** A message of one's own that the server has not confirmed. It takes the same space as the confirmed one will. */
export function PendingRow(props: PendingRowProps) {
  const { workspace, self, pending, grouped, renderers } = props;
  const t = useTranslations('timeline');
  const labels = useCodeLabels();
  const slow = useSlow(pending);
  const failed = pending.state === 'failed';
  const clock = slow && !failed && (
    <span className={styles.waiting} role="img" aria-label={t('waiting')}>
      <Clock aria-hidden />
    </span>
  );
  return (
    <div className={styles.row} data-grouped={grouped || undefined} data-pending={pending.state}>
      <Lead workspace={workspace} self={self} pending={pending} grouped={grouped} />
      <div className={styles.body}>
        {!grouped && <Head workspace={workspace} self={self} pending={pending} clock={clock} />}
        <MessageText
          text={pending.text}
          className={cx(styles.text, (slow || failed) && styles.dim)}
          labels={labels}
          suffix={grouped ? clock || undefined : undefined}
          {...renderers}
        />
        {failed && <Failure {...props} />}
      </div>
    </div>
  );
}

type LeadProps = Pick<PendingRowProps, 'workspace' | 'self' | 'pending' | 'grouped'>;

function Lead({ workspace, self, pending, grouped }: LeadProps) {
  const author = useUser(workspace, self);
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

function Head({ workspace, self, pending, clock }: Omit<LeadProps, 'grouped'> & { clock: ReactNode }) {
  const author = useUser(workspace, self);
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

function Failure({ pending, onRetry, onEdit, onDelete }: PendingRowProps) {
  const t = useTranslations('timeline');
  return (
    <div className={styles.status}>
      <CircleAlert aria-hidden />
      <span>{pending.reason ? t('notSent', { reason: pending.reason }) : t('notSentPlain')}</span>
      <Button size="sm" onClick={onRetry}>
        {t('retry')}
      </Button>
      <Button size="sm" onClick={onEdit}>
        {t('edit')}
      </Button>
      <Button size="sm" onClick={onDelete}>
        {t('delete')}
      </Button>
    </div>
  );
}

function useSlow({ queuedAt, state }: PendingMessage): boolean {
  const [slow, setSlow] = useState(() => Date.now() - queuedAt > quietForMs);
  useEffect(() => {
    if (slow || state === 'failed') return;
    const timer = setTimeout(() => setSlow(true), Math.max(0, quietForMs - (Date.now() - queuedAt)));
    return () => clearTimeout(timer);
  }, [slow, state, queuedAt]);
  return slow;
}
