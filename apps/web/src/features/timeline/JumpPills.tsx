import { ArrowDown, ArrowUp } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { useDayName } from '../../message/Dividers.tsx';
import { useMessageLayers } from '../../message/messageLayers.ts';
import { timeOfDay } from '../../message/times.ts';
import styles from './Timeline.module.css';

interface JumpPillsProps {
  channelId: string;
  /** The day that is on top while one scrolls. */
  day: string | null;
  isFar: boolean;
  /** Messages of others that came while one was further up. */
  arrived: number;
  /** Unread messages that begin above what is visible. */
  unread: { count: number; since: string } | null;
  onPresent: () => void;
  onLine: () => void;
  onMarkRead: () => void;
}

/** Ways back: to where the unread ones begin, and to the present. They lie over the list and move nothing. */
export function JumpPills({ channelId, day, isFar, arrived, unread, onPresent, onLine, onMarkRead }: JumpPillsProps) {
  const t = useTranslations('timeline');
  const locale = useLocale();
  const nameOf = useDayName();
  const { jumpToDate } = useMessageLayers();
  return (
    <>
      {unread && (
        <div className={styles.pill} data-at="top">
          <button type="button" onClick={onLine}>
            <ArrowUp aria-hidden />
            {t('newSince', { count: unread.count, time: timeOfDay(locale, unread.since) })}
          </button>
          <button type="button" onClick={onMarkRead}>
            {t('markRead')}
          </button>
        </div>
      )}
      {day !== null && !unread && (
        // The dividers are the same for the keyboard.
        <button
          type="button"
          className={styles.dayPill}
          tabIndex={-1}
          aria-hidden
          onClick={() => jumpToDate(channelId, day)}
        >
          {nameOf(day)}
        </button>
      )}
      {(isFar || arrived > 0) && (
        <button type="button" className={styles.pill} data-at="bottom" onClick={onPresent}>
          <ArrowDown aria-hidden />
          {arrived > 0 ? t('newBelow', { count: arrived }) : t('jumpToPresent')}
        </button>
      )}
    </>
  );
}
