import { useMemo } from 'react';
import { useCore } from '../sync/roost.ts';
import type { Names } from './mentionText.ts';

/** What names mean in a workspace, read when a message is sent: nothing renders because of it. */
export function useNames(workspaceId: string): Names {
  const { store } = useCore();
  return useMemo(() => {
    const workspace = () => store.getState().replica.workspaces.get(workspaceId);
    const find = <T extends { id: string }>(all: Iterable<T> | undefined, fits: (one: T) => boolean) => {
      for (const one of all ?? []) if (fits(one)) return one;
      return undefined;
    };
    return {
      userByHandle: (handle) =>
        find(workspace()?.users.values(), (user) => user.handle.toLowerCase() === handle)?.id ??
        find(workspace()?.groups.values(), (group) => group.handle === handle && !group.disabled)?.id ??
        null,
      channelByName: (name) =>
        find(workspace()?.channels.values(), (channel) => channel.name?.toLowerCase() === name)?.id ?? null,
      handleOf: (id) => (workspace()?.users.get(id) ?? workspace()?.groups.get(id))?.handle ?? null,
      nameOf: (channel) => workspace()?.channels.get(channel)?.name ?? null,
    };
  }, [store, workspaceId]);
}
