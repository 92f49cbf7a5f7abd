import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useDraftCount } from '../../sync/drafts.ts';
import { useScheduledCount } from '../../sync/scheduled.ts';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { DraftList } from './DraftList.tsx';
import { ScheduledList } from './ScheduledList.tsx';
import styles from './Drafts.module.css';

/** What one is about to write, and what is to be sent later. */
export function DraftsPage({ workspaceId, start }: { workspaceId: string; start?: ReactNode }) {
  const t = useTranslations('drafts');
  const drafts = useDraftCount(workspaceId);
  const scheduled = useScheduledCount(workspaceId);
  const [shown, setShown] = useState<'drafts' | 'scheduled'>(drafts === 0 && scheduled > 0 ? 'scheduled' : 'drafts');
  const items = [
    { id: 'drafts' as const, label: t('drafts') },
    { id: 'scheduled' as const, label: t('scheduled') },
  ];
  return (
    <div className={styles.page}>
      <PaneHeader level={1} title={t('title')} start={start} />
      <div className={styles.tabs}>
        <Tabs
          className={styles.tabList}
          label={t('tabs')}
          value={shown}
          onChange={(id) => setShown(id as 'drafts' | 'scheduled')}
          items={items}
        >
          <PaneBody className={styles.body}>
            {shown === 'drafts' ? <DraftList workspaceId={workspaceId} /> : <ScheduledList workspaceId={workspaceId} />}
          </PaneBody>
        </Tabs>
      </div>
    </div>
  );
}
