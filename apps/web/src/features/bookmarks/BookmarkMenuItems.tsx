import type { Bookmark } from '@roost/protocol/bookmark';
import { ArrowLeft, ArrowRight, Copy, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { copyText } from '../../ui/copyText.ts';
import { MenuItem, MenuSeparator } from '../../ui/MenuLayer.tsx';
import { toasts } from '../../ui/toastStore.ts';
import type { useArranging } from './useArranging.ts';

/** What one does with one link; without `arranging` only what everybody may. */
export function BookmarkMenuItems({
  bookmark: { id, address },
  list,
  arranging,
  onEdit,
}: {
  bookmark: Bookmark;
  list: readonly Bookmark[];
  arranging: ReturnType<typeof useArranging> | null;
  onEdit: () => void;
}) {
  const t = useTranslations('bookmarks');
  const at = list.findIndex((bookmark) => bookmark.id === id);
  const copy = () => void copyText(address).then(() => toasts.show({ text: t('copied'), tone: 'ok' }));
  return (
    <>
      <MenuItem icon={<Copy />} onSelect={copy}>
        {t('copy')}
      </MenuItem>
      {arranging && (
        <>
          <MenuItem icon={<Pencil />} onSelect={onEdit}>
            {t('edit')}
          </MenuItem>
          {at > 0 && (
            <MenuItem icon={<ArrowLeft />} onSelect={() => arranging.move(id, -1)}>
              {t('moveLeft')}
            </MenuItem>
          )}
          {at < list.length - 1 && (
            <MenuItem icon={<ArrowRight />} onSelect={() => arranging.move(id, 1)}>
              {t('moveRight')}
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem icon={<Trash2 />} danger onSelect={() => arranging.remove(id)}>
            {t('remove')}
          </MenuItem>
        </>
      )}
    </>
  );
}
