import { MessageSquareText } from 'lucide-react';
import { useContext } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { useThreadTotals } from '../../sync/threads.ts';
import { Badge } from '../../ui/Badge.tsx';
import { cx } from '../../ui/cx.ts';
import { TabStopContext } from './useRovingRows.ts';
import styles from './Sidebar.module.css';

/** The way to the threads that one follows: ember where one was mentioned, a dot where there is news. */
export function ThreadsRow({ workspaceId, isActive }: { workspaceId: string; isActive: boolean }) {
  const t = useTranslations('sidebar');
  const tabStop = useContext(TabStopContext);
  const { mentions, threads } = useThreadTotals(workspaceId);
  const isUnread = threads > 0;
  const news = mentions > 0 ? t('rowMentions', { count: mentions }) : isUnread && t('rowUnread');
  return (
    <li>
      <Link
        href={toPath({ at: 'threads', workspace: workspaceId })}
        className={cx(styles.row, isUnread && styles.unread, isActive && styles.active)}
        aria-current={isActive ? 'page' : undefined}
        data-row="threads"
        data-name={t('threads')}
        tabIndex={tabStop === 'threads' ? 0 : -1}
        data-unread={isUnread || undefined}
      >
        <MessageSquareText aria-hidden />
        <span className="visually-hidden">{[t('threads'), news].filter(Boolean).join(', ')}</span>
        <span className={styles.name} aria-hidden>
          {t('threads')}
        </span>
        {isUnread && mentions === 0 && <i className={styles.dot} aria-hidden />}
        <Badge count={mentions} />
      </Link>
    </li>
  );
}
