import { useLocale, useTranslations } from 'use-intl';
import { useMessageLayers } from './messageLayers.ts';
import { daysAgo, longDay } from './times.ts';
import styles from './MessageRow.module.css';

/** What a local day is called. */
export function useDayName(): (day: string) => string {
  const t = useTranslations('timeline');
  const locale = useLocale();
  return (day) => {
    const ago = daysAgo(day);
    return ago === 0 ? t('today') : ago === 1 ? t('yesterday') : longDay(locale, day);
  };
}

/** The dividers above a row. They live inside its article: between articles they would break the feed. */
export function Dividers({
  channelId,
  day,
  isNew,
}: {
  /** Of the conversation in which one can jump to another day. */
  channelId?: string | undefined;
  day?: string | undefined;
  isNew?: boolean | undefined;
}) {
  const t = useTranslations('timeline');
  const nameOf = useDayName();
  const { jumpToDate } = useMessageLayers();
  if (day) {
    return (
      <div className={styles.day} data-new={isNew ? t('new') : undefined} data-new-line={isNew || undefined}>
        {channelId ? (
          <button
            type="button"
            aria-haspopup="dialog"
            title={t('jumpToDate')}
            onClick={() => jumpToDate(channelId, day)}
          >
            {nameOf(day)}
          </button>
        ) : (
          <span>{nameOf(day)}</span>
        )}
      </div>
    );
  }
  return isNew ? (
    <div className={styles.new} data-new-line>
      <span>{t('new')}</span>
    </div>
  ) : null;
}
