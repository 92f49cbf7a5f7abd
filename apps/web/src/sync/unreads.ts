import { intendedPlaces, intendedPreferences } from '@roost/client/intended';
import { useRef } from 'react';
import { noticeIn, unreadOf } from './channels.ts';
import { useRoostState } from './roost.ts';
import { sectionsIn } from './sidebarSections.ts';
import type { RoostState } from './state.ts';

const none: readonly string[] = [];

const found = new WeakMap<object, { ground: readonly unknown[]; channels: readonly string[] }>();

/** The channels in which something calls for attention, in the order of the sidebar. Found once, however many components ask. */
function unreadChannels(state: RoostState, workspaceId: string): readonly string[] {
  const workspace = state.replica.workspaces.get(workspaceId);
  if (!workspace) return none;
  const places = intendedPlaces(workspace, state.outbox);
  const preferences = intendedPreferences(workspace, state.outbox);
  const sections = sectionsIn(state, workspaceId);
  const known = found.get(places);
  if (known?.ground[0] === sections && known.ground[1] === preferences) return known.channels;
  const all = sections.flatMap((section) => section.channels);
  const channels = all.filter((channel) => unreadOf(places.get(channel), preferences.get(channel)).any);
  found.set(places, { ground: [sections, preferences], channels });
  return channels;
}

/** The same, for a list that one is reading: what comes later stands at the end, so that nothing moves. */
export function useUnreadChannels(workspaceId: string): readonly string[] {
  const last = useRef(none);
  const now = useRoostState((state) => {
    const unread = unreadChannels(state, workspaceId);
    const kept = last.current.filter((channel) => unread.includes(channel));
    const next = [...kept, ...unread.filter((channel) => !kept.includes(channel))];
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
