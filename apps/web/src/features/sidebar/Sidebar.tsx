import { ArrowDown, ArrowUp, SquarePen } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { useWorkspace, useIsGuest } from '../../sync/people.ts';
import { useSidebarSections, type SectionView } from '../../sync/sidebarSections.ts';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { useContextMenu } from '../../ui/useContextMenu.ts';
import { RowMenu, type RowMenuProps } from './RowMenu.tsx';
import { SidebarSection, type SidebarSectionProps } from './SidebarSection.tsx';
import { useHiddenUnreads } from './useHiddenUnreads.ts';
import { TabStopContext, useRovingRows } from './useRovingRows.ts';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';
import styles from './Sidebar.module.css';

/** What the sidebar can ask for; who composes the page decides how it looks. */
export type SidebarWish =
  | 'invite'
  | 'createChannel'
  | 'browseChannels'
  | 'newDirect'
  | 'groups'
  | 'newSection'
  | 'newWorkspace'
  | 'signOut';
export type SidebarProps = {
  workspaceId: string;
  activeChannelId: string | null;
  onWish: (wish: SidebarWish) => void;
  menu: RowMenuProps['render'];
  children?: ReactNode;
};

/** Conversations and headings; the rows above them have no menu. */
const rowsWithMenu = '[data-row^="C"], [data-row^="D"], [data-row^="section:"]';

/** The workspace's name and menu, and every conversation one is in. `children` stand above the lists. */
export function Sidebar(props: SidebarProps) {
  const words = useTranslations('words');
  const isKnown = useWorkspace(props.workspaceId) !== undefined;
  return isKnown ? <KnownSidebar {...props} /> : <SkeletonRows label={words('loading')} look="line" />;
}

function KnownSidebar({ workspaceId, activeChannelId, onWish, menu, children }: SidebarProps) {
  const t = useTranslations('sidebar');
  const sections = useSidebarSections(workspaceId);
  const list = useRef<HTMLDivElement>(null);
  const roving = useRovingRows(list);
  const rowMenu = useContextMenu(rowsWithMenu);
  const hidden = useHiddenUnreads(list);
  useOpenInSight(list, activeChannelId);
  const describe = useSectionLooks(workspaceId, onWish);
  const onKeyDown = (event: KeyboardEvent) => {
    rowMenu.triggerProps.onKeyDown(event);
    if (!event.defaultPrevented) roving.onKeyDown(event);
  };
  return (
    <>
      <div className={styles.head}>
        <WorkspaceMenu workspaceId={workspaceId} onWish={onWish} />
        <IconButton variant="raised" label={t('newMessage')} icon={<SquarePen />} onClick={() => onWish('newDirect')} />
      </div>
      <div className={styles.listBox}>
        <div
          ref={list}
          className={styles.list}
          data-scrolls
          {...rowMenu.triggerProps}
          onKeyDown={onKeyDown}
          onFocus={roving.onFocus}
        >
          <TabStopContext value={roving.tabStop}>{children}</TabStopContext>
          {sections.map(
            (section) =>
              !isIdle(section) && (
                <SidebarSection
                  key={section.id}
                  {...{ workspaceId, activeChannelId, section, tabStop: roving.tabStop, onMenu: rowMenu.open }}
                  {...describe(section)}
                />
              ),
          )}
        </div>
        <RowMenu at={rowMenu.at} onClose={rowMenu.close} render={menu} />
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

/** Whoever comes to a channel from elsewhere, as by the switcher, sees it in the list. */
function useOpenInSight(list: RefObject<HTMLElement | null>, activeChannelId: string | null): void {
  useEffect(() => {
    if (!activeChannelId) return;
    // When the channel has been painted: where the row stands is asked of a page that is laid out.
    const frame = requestAnimationFrame(() =>
      list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [list, activeChannelId]);
}

/** Nothing is starred. */
const isIdle = ({ id, channels }: SectionView) => id === 'starred' && channels.length === 0;

type Looks = Pick<SidebarSectionProps, 'label' | 'empty' | 'add'>;

/** What a section is called and what can be added to it. */
function useSectionLooks(workspaceId: string, onWish: SidebarProps['onWish']): (section: SectionView) => Looks {
  const t = useTranslations('sidebar');
  const isGuest = useIsGuest(workspaceId);
  const wish = (label: 'browseChannels' | 'createChannel' | 'newDirect' | 'newSection') => ({
    label: t(label),
    onSelect: () => onWish(label),
  });
  return ({ id, name }) => {
    switch (id) {
      case 'starred':
        return { label: t('starred'), empty: '' };
      case 'channels': {
        const finding = isGuest ? [] : [wish('browseChannels'), wish('createChannel')];
        const items = [...finding, wish('newSection')];
        return { label: t('channels'), empty: t('noChannels'), add: { label: t('addChannel'), items } };
      }
      case 'directs':
        return {
          label: t('directs'),
          empty: t('noDirects'),
          add: { label: t('newDirect'), items: [wish('newDirect')] },
        };
      default:
        return { label: name ?? '', empty: t('emptySection') };
    }
  };
}
