import { useEffect } from 'react';
import { useEverywhereUnread } from '../sync/channels.ts';
import { useWorkspace } from '../sync/people.ts';
import { markIcon, titleOf } from './tabMark.ts';

/** Keeps the tab's title true: `(3) #ops - Harbor`. */
export function useTabTitle(workspaceId: string, placeName: string): void {
  const workspace = useWorkspace(workspaceId);
  const { mentions } = useEverywhereUnread();
  const name = workspace?.name ?? '';
  useEffect(() => {
    document.title = titleOf(placeName, name, mentions);
  }, [placeName, name, mentions]);
}

/** Keeps the tab's icon true. */
export function useTabIcon(): void {
  const { mentions, any } = useEverywhereUnread();
  useEffect(() => {
    markIcon(mentions, any);
    return () => markIcon(0, false);
  }, [mentions, any]);
}
