import { ArrowUp, MessagesSquare } from 'lucide-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useUnreadThreads } from '../../sync/threads.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { ThreadItem } from './ThreadItem.tsx';
import { useThreadList, type ThreadList } from './useThreadList.ts';
import styles from './ThreadsPage.module.css';

export interface ThreadsPageProps {
  workspaceId: string;
  start?: ReactNode;
  /** Where a reply is written. */
  composer: (thread: { channelId: string; rootId: string; onSent: () => void }) => ReactNode;
}

/** The threads that one follows, newest reply first. */
export function ThreadsPage({ workspaceId, start, composer }: ThreadsPageProps) {
  const t = useTranslations('threads');
  const words = useTranslations('words');
  const list = useThreadList(workspaceId);
  const { threads, status, next, more, again } = list;
  const body = useRef<HTMLDivElement>(null);
  const unlisted = useUnlisted(workspaceId, list);
  const isEmpty = threads.length === 0;
  const toTop = () => {
    again();
    body.current?.scrollTo({ top: 0 });
  };
  return (
    <>
      <PaneHeader level={1} title={t('title')} start={start} />
      <div className={styles.box}>
        <PaneBody ref={body} className={styles.body}>
          {isEmpty && <Empty status={status} onRetry={again} />}
          <ul className={styles.list}>
            {threads.map((thread) => (
              <li key={thread.root.id}>
                <ThreadItem workspaceId={workspaceId} thread={thread} composer={composer} />
              </li>
            ))}
          </ul>
          {!isEmpty && (next !== null || status === 'failed') && (
            <div className={styles.more}>
              <Button busy={status === 'loading'} onClick={more}>
                {status === 'failed' ? words('retry') : words('showMore')}
              </Button>
            </div>
          )}
        </PaneBody>
        {unlisted > 0 && (
          <button type="button" className={styles.pill} onClick={toTop}>
            <ArrowUp aria-hidden /> {t('newer', { count: unlisted })}
          </button>
        )}
      </div>
    </>
  );
}

/** What stands there while there is no thread to show. */
function Empty({ status, onRetry }: { status: ThreadList['status']; onRetry: () => void }) {
  const t = useTranslations('threads');
  const words = useTranslations('words');
  switch (status) {
    case 'loading':
      return <SkeletonRows label={words('loading')} rows={5} />;
    case 'failed':
      return <EmptyState title={t('failed')} action={<Button onClick={onRetry}>{words('retry')}</Button>} />;
    case 'ready':
      return (
        <EmptyState icon={<MessagesSquare />} title={t('emptyTitle')}>
          {t('emptyText')}
        </EmptyState>
      );
  }
}

/** How many threads have news since the list was fetched and are not in it. */
function useUnlisted(workspaceId: string, { threads, status }: ThreadList): number {
  const unread = useUnreadThreads(workspaceId, threads[0]?.root.lastReplyAt ?? '');
  const listed = useMemo(() => new Set(threads.map(({ root }) => root.id)), [threads]);
  return status === 'ready' ? unread.filter((root) => !listed.has(root)).length : 0;
}
