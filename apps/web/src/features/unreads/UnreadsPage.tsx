import { CheckCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useUnreadChannels } from '../../sync/unreads.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { UnreadGroup } from './UnreadGroup.tsx';
import styles from './Unreads.module.css';

const shownAtFirst = 12;

export interface UnreadsPageProps {
  workspaceId: string;
  onRead: (channels: readonly string[]) => void;
  onAllRead: () => void;
  start?: ReactNode;
}

/** Everything that one has not read, channel by channel. */
export function UnreadsPage({ workspaceId, onRead, onAllRead, start }: UnreadsPageProps) {
  const t = useTranslations('unreads');
  const [shown, setShown] = useState(shownAtFirst);
  const channels = useUnreadChannels(workspaceId);
  const count = channels.length;
  return (
    <div className={styles.page}>
      <PaneHeader
        level={1}
        title={t('title')}
        subtitle={count > 0 ? t('count', { count }) : undefined}
        start={start}
        end={
          count > 0 && (
            <Button size="sm" icon={<CheckCheck />} onClick={onAllRead}>
              {t('markAll')}
            </Button>
          )
        }
      />
      <PaneBody className={styles.body}>
        {count === 0 && (
          <EmptyState icon={<CheckCheck />} title={t('doneTitle')}>
            {t('doneText')}
          </EmptyState>
        )}
        {channels.slice(0, shown).map((channelId) => (
          <UnreadGroup
            key={channelId}
            workspaceId={workspaceId}
            channelId={channelId}
            onRead={() => onRead([channelId])}
          />
        ))}
        {count > shown && (
          <div className={styles.more}>
            <Button onClick={() => setShown(shown + shownAtFirst)}>{t('more')}</Button>
          </div>
        )}
      </PaneBody>
    </div>
  );
}
