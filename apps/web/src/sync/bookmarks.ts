import { intendedBookmarks } from '@roost/client/intendedBookmarks';
import { workspaceOfChannel } from '@roost/client/selectors';
import type { Bookmark } from '@roost/protocol/bookmark';
import { useRoostState } from './roost.ts';

const none: readonly Bookmark[] = [];

/** The links under a channel's name, as one has left them oneself. */
export const useBookmarks = (channelId: string): readonly Bookmark[] =>
  useRoostState((state) => {
    const workspace = workspaceOfChannel(state, channelId);
    return (workspace && intendedBookmarks(workspace, state.outbox, channelId)?.list) ?? none;
  });
