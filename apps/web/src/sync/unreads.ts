import { useRef } from 'react';
import { noticeIn } from './channels.ts';
import { useRoostState } from './roost.ts';
import { sectionsIn } from './sidebarSections.ts';
import type { RoostState } from './state.ts';

const none: readonly string[] = [];

/** The channels in which something calls for attention, in the order of the sidebar. */
function unreadChannels(state: RoostState, workspaceId: string): readonly string[] {
  const all = sectionsIn(state, workspaceId).flatMap(({ channels }) => channels);
  return all.filter((channel) => noticeIn(state, channel).any);
}

/** The same, for a list that one is reading: what comes later stands at the end, so that nothing moves. */
export function useUnreadChannels(workspaceId: string): readonly string[] {
  const last = useRef(none);
  const now = useRoostState((state) => {
    const found = unreadChannels(state, workspaceId);
    const kept = last.current.filter((channel) => found.includes(channel));
    const next = [...kept, ...found.filter((channel) => !kept.includes(channel))];
    const isSame = next.length === last.current.length && next.every((channel, i) => channel === last.current[i]);
    if (!isSame) last.current = next;
    return last.current;
  });
  return now;
}

/** How many channels there are in which something calls for attention. */
export const useUnreadChannelCount = (workspaceId: string): number =>
  useRoostState((state) => unreadChannels(state, workspaceId).length);

/** Whether something calls for attention in one of these channels. */
export const useIsSomeUnread = (channels: readonly string[]): boolean =>
  useRoostState((state) => channels.some((channel) => noticeIn(state, channel).any));
