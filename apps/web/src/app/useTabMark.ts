import { useEffect } from 'react';
import { useEverywhereUnread } from '../sync/channels.ts';
import { useWorkspace } from '../sync/people.ts';
import { markIcon, titleOf } from './tabMark.ts';

/** Keeps the tab's title and icon true: `(3) #ops - Harbor`. */
export function useTabMark(workspaceId: string, placeName: string): void {
  const workspace = useWorkspace(workspaceId);
  const { mentions, any } = useEverywhereUnread();
  const name = workspace?.name ?? '';
  useEffect(() => {
    document.title = titleOf(placeName, name, mentions);
  }, [placeName, name, mentions]);
  useEffect(() => {
    markIcon(mentions, any);
    return () => markIcon(0, false);
  }, [mentions, any]);
}
