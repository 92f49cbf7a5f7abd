import { useEffect } from 'react';
import { useContextMenu } from '../ui/useContextMenu.ts';
import { useOpenDialog } from './dialogs.ts';

/** What a badge outside of the sidebar counts: mentions in channels and threads, direct messages, or both in another workspace. */
export type Counted = 'mentions' | 'directs' | 'workspace';

/** Spread on a list of links: a right click, a long press or Shift+F10 on one with `data-why` says why its badge is there. */
export function useBadgeWhy(workspaceId: string) {
  const openDialog = useOpenDialog();
  const { at, close, triggerProps } = useContextMenu('[data-why]');
  useEffect(() => {
    if (!at) return;
    close();
    const { why, workspace = workspaceId } = at.opener?.dataset ?? {};
    if (why) openDialog({ kind: 'why', of: why as Counted, workspace });
  });
  return triggerProps;
}
