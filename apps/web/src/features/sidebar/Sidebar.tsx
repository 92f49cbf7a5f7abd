import { ArrowDown, ArrowUp, SquarePen } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useSidebarOrder } from '../../sync/channels.ts';
import { useWorkspace } from '../../sync/people.ts';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { SidebarSection } from './SidebarSection.tsx';
import { useHiddenUnreads } from './useHiddenUnreads.ts';
import { useRovingRows } from './useRovingRows.ts';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';
import styles from './Sidebar.module.css';

/** What the sidebar can ask for; who composes the page decides how it looks. */
export type SidebarWish = 'invite' | 'createChannel' | 'browseChannels' | 'newDirect' | 'newWorkspace' | 'signOut';
export type SidebarProps = {
  workspaceId: string;
  activeChannelId: string | null;
  onWish: (wish: SidebarWish) => void;
  children?: ReactNode;
};

/** The workspace's name and menu, and every conversation one is in. `children` stand above the lists. */
export function Sidebar({ workspaceId, activeChannelId, onWish, children }: SidebarProps) {
  const t = useTranslations('sidebar');
  const words = useTranslations('words');
  const isKnown = useWorkspace(workspaceId) !== undefined;
  const order = useSidebarOrder(workspaceId);
  const list = useRef<HTMLDivElement>(null);
  const roving = useRovingRows(list, activeChannelId);
  const hidden = useHiddenUnreads(list);
  const section = { workspaceId, activeChannelId, tabStop: roving.tabStop };
  if (!isKnown) return <SkeletonRows label={words('loading')} look="line" />;
  return (
    <>
      <div className={styles.head}>
        <WorkspaceMenu workspaceId={workspaceId} onWish={onWish} />
        <IconButton variant="raised" label={t('newMessage')} icon={<SquarePen />} onClick={() => onWish('newDirect')} />
      </div>
      <div className={styles.listBox}>
        <div ref={list} className={styles.list} onKeyDown={roving.onKeyDown} onFocus={roving.onFocus}>
          {children}
          <SidebarSection
            {...section}
            id="channels"
            label={t('channels')}
            ids={order.channels}
            empty={t('noChannels')}
            addItems={[
              { label: t('browseChannels'), onSelect: () => onWish('browseChannels') },
              { label: t('createChannel'), onSelect: () => onWish('createChannel') },
            ]}
            addLabel={t('addChannel')}
          />
          <SidebarSection
            {...section}
            id="directs"
            label={t('directs')}
            ids={order.directs}
            empty={t('noDirects')}
            addItems={[{ label: t('newDirect'), onSelect: () => onWish('newDirect') }]}
            addLabel={t('newDirect')}
          />
        </div>
        {hidden.above && (
          <button type="button" className={cx(styles.pill, styles.above)} onClick={hidden.showAbove}>
            <ArrowUp aria-hidden /> {t('moreUnreadsAbove')}
          </button>
        )}
        {hidden.below && (
          <button type="button" className={cx(styles.pill, styles.below)} onClick={hidden.showBelow}>
            <ArrowDown aria-hidden /> {t('moreUnreads')}
          </button>
        )}
      </div>
    </>
  );
}
