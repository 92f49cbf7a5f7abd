import type { Priority } from '@roost/protocol/priority';
import { useTranslations } from 'use-intl';
import styles from './MessageRow.module.css';

/** Above a message that asks to be read: told by its words, and its sign, not by its colour alone. */
export function PriorityLabel({ priority }: { priority: Priority }) {
  const t = useTranslations('timeline');
  return (
    <p className={styles.priority} data-level={priority}>
      {t(priority, { text: '' })}
    </p>
  );
}
