import { useEffect } from 'react';
import type { Place } from '../navigation/places.ts';
import { orderOf } from './sidebarOrder.ts';
import { useRoostState } from './roost.ts';
import type { RoostState } from './state.ts';

const workspaceKey = 'roost.lastWorkspace';
const channelKey = (workspaceId: string) => `roost.lastChannel.${workspaceId}`;

/** Notes where one is, so that coming back leads there. */
export function useRememberChannel(place: Place): void {
  const workspace = 'workspace' in place ? place.workspace : null;
  const channel = place.at === 'channel' ? place.channel : null;
  useEffect(() => {
    if (workspace) rememberWorkspace(workspace);
    if (workspace && channel) localStorage.setItem(channelKey(workspace), channel);
  }, [workspace, channel]);
}

export function rememberWorkspace(workspaceId: string): void {
  localStorage.setItem(workspaceKey, workspaceId);
}

/** The workspace to open: the last one, else the first. Null = there is none; undefined = not known yet. */
export const useLastWorkspace = (): string | null | undefined => useRoostState(lastWorkspaceOf);

function lastWorkspaceOf({ replica }: RoostState): string | null | undefined {
  const last = localStorage.getItem(workspaceKey);
  if (last && (replica.workspaces.has(last) || !replica.known)) return last;
  const [first] = replica.workspaces.keys();
  return first ?? (replica.known ? null : undefined);
}

/** The conversation to open: the last one, else #general, else the first. Null = none; undefined = not known yet. */
export const useLastChannel = (workspaceId: string): string | null | undefined =>
  useRoostState((state) => {
    const workspace = state.replica.workspaces.get(workspaceId);
    if (!workspace) return undefined;
    const last = localStorage.getItem(channelKey(workspaceId));
    if (last && workspace.memberships.has(last)) return last;
    for (const channel of workspace.channels.values())
      if (channel.general && workspace.memberships.has(channel.id)) return channel.id;
    const { channels, directs } = orderOf(workspace);
    return channels[0] ?? directs[0] ?? (workspace.freshness === 'stale' ? undefined : null);
  });
