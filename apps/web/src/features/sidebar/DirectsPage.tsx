import { SquarePen } from 'lucide-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useSidebarOrder } from '../../sync/channels.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { ChannelRow } from './ChannelRow.tsx';
import { useRovingRows } from './useRovingRows.ts';
import styles from './Sidebar.module.css';

/** Only the direct messages, newest first: a phone's second tab. */
export function DirectsPage({ workspaceId, onNew }: { workspaceId: string; onNew: () => void }) {
  const t = useTranslations('sidebar');
  const { directs } = useSidebarOrder(workspaceId);
  const list = useRef<HTMLDivElement>(null);
  const roving = useRovingRows(list, null);
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.workspace}>
          <span>{t('directs')}</span>
        </h2>
        <IconButton variant="raised" label={t('newMessage')} icon={<SquarePen />} onClick={onNew} />
      </div>
      <div ref={list} className={styles.list} onKeyDown={roving.onKeyDown} onFocus={roving.onFocus}>
        {directs.length === 0 && (
          <EmptyState title={t('noDirects')} action={<Button onClick={onNew}>{t('newDirect')}</Button>} />
        )}
        <ul>
          {directs.map((id) => (
            <ChannelRow
              key={id}
              workspaceId={workspaceId}
              channelId={id}
              isActive={false}
              isTabStop={id === roving.tabStop}
              onlyIfUnread={false}
            />
          ))}
        </ul>
      </div>
    </>
  );
}
