import type { SectionId, SectionSort } from '@roost/protocol/entities';
import { isId } from '@roost/protocol/ids';
import { ArrowDown, ArrowDownUp, ArrowUp, Check, FolderPlus, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useSectionActs } from '../../sync/keeping.ts';
import { useReadingActs } from '../../sync/reading.ts';
import { useSidebarSections, type SectionView } from '../../sync/sidebarSections.ts';
import { MenuItem, MenuRadioItem, MenuSeparator, SubMenu } from '../../ui/MenuLayer.tsx';
import { toasts } from '../../ui/toastStore.ts';

export type SectionMenuItemsProps = {
  workspaceId: string;
  sectionId: string;
  onRead: (channels: readonly string[]) => void;
  onNewSection: () => void;
  onRename: () => void;
};

/** What one does with a section of the sidebar. Those that everybody has are sorted and moved, too. */
export function SectionMenuItems({ workspaceId, sectionId, onRead, onNewSection, onRename }: SectionMenuItemsProps) {
  const t = useTranslations('sidebarMenu');
  const sections = useSidebarSections(workspaceId);
  const section = sections.find(({ id }) => id === sectionId);
  const acts = useSectionActs(workspaceId);
  const { unreadIn } = useReadingActs();
  const remove = useRemove(workspaceId);
  if (!section) return null;
  const { up, down } = waysOf(sections, section);
  const unread = unreadIn(workspaceId).filter((channel) => section.channels.includes(channel));
  return (
    <>
      {unread.length > 0 && (
        <MenuItem icon={<Check />} onSelect={() => onRead(unread)}>
          {t('markRead')}
        </MenuItem>
      )}
      {section.id !== 'directs' && <SortMenu workspaceId={workspaceId} section={section} />}
      <MenuItem
        icon={<ArrowUp />}
        disabled={up === undefined}
        onSelect={() => up !== undefined && acts.change(section.id, { before: up })}
      >
        {t('moveUp')}
      </MenuItem>
      <MenuItem
        icon={<ArrowDown />}
        disabled={down === undefined}
        onSelect={() => down !== undefined && acts.change(section.id, { before: down })}
      >
        {t('moveDown')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<FolderPlus />} onSelect={onNewSection}>
        {t('newSection')}
      </MenuItem>
      {isId(section.id, 'section') && (
        <>
          <MenuItem icon={<Pencil />} onSelect={onRename}>
            {t('rename')}
          </MenuItem>
          <MenuItem icon={<Trash2 />} danger onSelect={() => remove(section, sections)}>
            {t('remove')}
          </MenuItem>
        </>
      )}
    </>
  );
}

function SortMenu({ workspaceId, section }: { workspaceId: string; section: SectionView }) {
  const t = useTranslations('sidebarMenu');
  const acts = useSectionActs(workspaceId);
  const words: Record<SectionSort, string> = {
    name: t('sortName'),
    recent: t('sortRecent'),
    unread: t('sortUnread'),
  };
  return (
    <SubMenu
      icon={<ArrowDownUp />}
      label={t('sort')}
      items={(['name', 'recent', 'unread'] as const).map((sort) => (
        <MenuRadioItem key={sort} checked={section.sort === sort} onSelect={() => acts.change(section.id, { sort })}>
          {words[sort]}
        </MenuRadioItem>
      ))}
    >
      {t('sort')}
    </SubMenu>
  );
}

type Way = SectionId | null | undefined;

/** Before which section one step up or down leads; undefined at an end. A heading that is not shown is no step. */
export function waysOf(sections: readonly SectionView[], section: SectionView): { up: Way; down: Way } {
  const shown = sections.filter((one) => one === section || one.id !== 'starred' || one.channels.length > 0);
  const at = shown.indexOf(section);
  const isLast = at === shown.length - 1;
  return { up: shown[at - 1]?.id, down: isLast ? undefined : (shown[at + 2]?.id ?? null) };
}

/** Takes a section away at once, and offers to bring it back: its channels still know that they were there. */
function useRemove(workspaceId: string) {
  const t = useTranslations('sidebarMenu');
  const acts = useSectionActs(workspaceId);
  return (section: SectionView, sections: readonly SectionView[]) => {
    const name = section.name ?? '';
    const before = sections[sections.indexOf(section) + 1]?.id ?? null;
    acts.remove(section.id);
    const onAction = () => {
      acts.restore(section.id, name);
      acts.change(section.id, { sort: section.sort, before });
    };
    toasts.show({ text: t('removed', { name }), action: { label: t('undo'), onAction } });
  };
}
