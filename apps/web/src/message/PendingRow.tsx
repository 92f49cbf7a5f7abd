import { CircleAlert, Clock } from 'lucide-react';
import { useEffect, useState } from 'react';
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
export function PendingRow({
  workspace,
  self,
  pending,
  grouped,
  renderers,
  onRetry,
  onEdit,
  onDelete,
}: PendingRowProps) {
  const t = useTranslations('timeline');
  const locale = useLocale();
  const labels = useCodeLabels();
  const author = useUser(workspace, self);
  const slow = useSlow(pending);
  const failed = pending.state === 'failed';
  const at = new Date(pending.queuedAt).toISOString();
  const clock = slow && !failed && (
    <span className={styles.waiting} role="img" aria-label={t('waiting')}>
      <Clock aria-hidden />
    </span>
  );
  return (
    <div className={styles.row} data-grouped={grouped || undefined} data-pending={pending.state}>
      {grouped ? (
        <span className={styles.gutterTime}>
          <time dateTime={at}>{timeOfDay(locale, at)}</time>
        </span>
      ) : (
        <div className={styles.lead}>
          <Avatar id={self} name={author?.name ?? '?'} />
        </div>
      )}
      <div className={styles.body}>
        {!grouped && (
          <div className={styles.head}>
            <span className={styles.author}>{author?.name}</span>
            <time dateTime={at}>{timeOfDay(locale, at)}</time>
            {clock}
          </div>
        )}
        <MessageText
          text={pending.text}
          className={cx(styles.text, (slow || failed) && styles.dim)}
          labels={labels}
          suffix={grouped ? clock || undefined : undefined}
          {...renderers}
        />
        {failed && (
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
        )}
      </div>
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
