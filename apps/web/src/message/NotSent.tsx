import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/Button.tsx';
import styles from './MessageRow.module.css';

/** Under a text that the server did not take: why, and what one may do about it. */
export function NotSent({
  reason,
  onRetry,
  onEdit,
  discardLabel,
  onDiscard,
}: {
  reason: string;
  onRetry: () => void;
  /** Absent where one may not write (any more). */
  onEdit?: (() => void) | undefined;
  discardLabel: string;
  onDiscard: () => void;
}) {
  const t = useTranslations('timeline');
  return (
    <div className={styles.status}>
      <CircleAlert aria-hidden />
      <span>{reason}</span>
      <Button size="sm" onClick={onRetry}>
        {t('retry')}
      </Button>
      {onEdit && (
        <Button size="sm" onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
      <Button size="sm" onClick={onDiscard}>
        {discardLabel}
      </Button>
    </div>
  );
}
