import type { GuardReader, Projection } from '../../log/item.ts';
import { saveSidebars, sidebarRevs } from './sql.ts';

export const sidebarArranged: Projection<'sidebar.arranged'> = {
  type: 'sidebar.arranged',
  order: 132,
  apply: (tx, events) => [
    saveSidebars(
      tx,
      events.map(({ data }) => data.sidebar),
    ),
  ],
};

/** The rev of somebody's sidebar; the empty text where nothing was arranged. */
export const sidebarState: GuardReader = { kind: 'sidebar', read: sidebarRevs };
