import { Bookmark } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useCardKeys } from '../../message/useCardKeys.ts';
import { useReminders } from '../../sync/reminders.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Reminders } from './Reminders.tsx';
import { SavedCard } from './SavedCard.tsx';
import { useSaved } from './useSaved.ts';
import styles from './Saved.module.css';

export interface SavedPageProps {
  workspaceId: string;
  start?: ReactNode;
}

/** What one keeps for later: to do, and done. */
export function SavedPage({ workspaceId, start }: SavedPageProps) {
  const t = useTranslations('saved');
  const [shown, setShown] = useState<'toDo' | 'done'>('toDo');
  const items = [
    { id: 'toDo' as const, label: t('toDo') },
    { id: 'done' as const, label: t('done') },
  ];
  return (
    <div className={styles.page}>
      <PaneHeader level={1} title={t('title')} start={start} />
      <div className={styles.tabs}>
        <Tabs
          className={styles.tabList}
          label={t('tabs')}
          value={shown}
          onChange={(id) => setShown(id as 'toDo' | 'done')}
          items={items}
        >
          <PaneBody className={styles.body}>
            {shown === 'toDo' && <Reminders workspaceId={workspaceId} />}
            <SavedList key={shown} workspaceId={workspaceId} done={shown === 'done'} />
          </PaneBody>
        </Tabs>
      </div>
    </div>
  );
}

function SavedList({ workspaceId, done }: { workspaceId: string; done: boolean }) {
  const t = useTranslations('saved');
  const words = useTranslations('words');
  const toText = useRejectText();
  const { saved, reload, loadMore } = useSaved(workspaceId, done);
  const keys = useCardKeys();
  const isBesideReminders = useReminders(workspaceId).size > 0 && !done;
  if (saved.state === 'loading') return <SkeletonRows label={words('loading')} rows={4} />;
  if (saved.state === 'failed')
    return <EmptyState title={toText(saved.error)} action={<Button onClick={reload}>{words('retry')}</Button>} />;
  const { entries, hasMore } = saved.value;
  if (entries.length === 0 && !hasMore) {
    // Where reminders stand above, not nothing is waiting.
    if (isBesideReminders) return null;
    return (
      <EmptyState icon={<Bookmark />} title={t(done ? 'noneDone' : 'noneToDo')}>
        {!done && t('noneToDoText')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={styles.list} aria-label={t(done ? 'listDone' : 'listToDo')} onKeyDown={keys}>
        {entries.map((entry) => (
          <li key={entry.saved.message}>
            <SavedCard workspaceId={workspaceId} entry={entry} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <div className={styles.more}>
          <Button onClick={loadMore}>{words('showMore')}</Button>
        </div>
      )}
    </>
  );
}
