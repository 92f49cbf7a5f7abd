import { isId } from '@roost/protocol/ids';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ContextMenu, type MenuPoint } from '../../ui/Menu.tsx';

/** What the menu of a row or a heading is about. */
export type MenuTarget = { kind: 'channel'; channel: string } | { kind: 'section'; section: string };

export type RowMenuProps = {
  at: MenuPoint | null;
  onClose: () => void;
  /** The items; whoever composes the page brings them. */
  render: (target: MenuTarget) => ReactNode;
};

/** One menu for all rows of a list: a right click, a long press or Shift+F10 says which row is meant. */
export function RowMenu({ at, onClose, render }: RowMenuProps) {
  const t = useTranslations('sidebar');
  // While it fades away, it goes on speaking of the same row.
  const [last, setLast] = useState(at);
  if (at && at !== last) setLast(at);
  const row = (at ?? last)?.opener?.closest('section, li')?.querySelector<HTMLElement>('[data-row]');
  const target = row && targetOf(row.dataset['row'] ?? '');
  return (
    <ContextMenu at={at} onClose={onClose} label={t('menuOf', { name: row?.dataset['name'] ?? '' })}>
      {target && render(target)}
    </ContextMenu>
  );
}

function targetOf(row: string): MenuTarget | null {
  if (isId(row, 'channel', 'direct')) return { kind: 'channel', channel: row };
  const [kind, section] = row.split(':');
  return kind === 'section' && section ? { kind, section } : null;
}
