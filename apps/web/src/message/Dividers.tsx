import { useLocale, useTranslations } from 'use-intl';
import { daysAgo, longDay } from './times.ts';
import styles from './MessageRow.module.css';

/** The dividers above a row. They live inside its article: between articles they would break the feed. */
export function Dividers({ day, isNew }: { day?: string | undefined; isNew?: boolean | undefined }) {
  const t = useTranslations('timeline');
  const locale = useLocale();
  if (day) {
    const ago = daysAgo(day);
    const name = ago === 0 ? t('today') : ago === 1 ? t('yesterday') : longDay(locale, day);
    return (
      <div className={styles.day} data-new={isNew ? t('new') : undefined} data-new-line={isNew || undefined}>
        <span>{name}</span>
      </div>
    );
  }
  return isNew ? (
    <div className={styles.new} data-new-line>
      <span>{t('new')}</span>
    </div>
  ) : null;
}
