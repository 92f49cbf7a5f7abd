import type { Group } from '@roost/protocol/entities';
import { useMemo } from 'react';
import { useRoostState } from './roost.ts';
import type { RoostState } from './state.ts';

const none: ReadonlyMap<string, Group> = new Map();

/** Whether an id that stands where people's do is a group's. */
export const isGroupId = (id: string): boolean => id.startsWith('H');

/** A user group, if known. */
export const useGroup = (workspaceId: string, groupId: string): Group | undefined =>
  useRoostState((state) => state.replica.workspaces.get(workspaceId)?.groups.get(groupId));

/** The groups of a workspace by name, the disabled ones last. */
export function useGroups(workspaceId: string): readonly Group[] {
  const groups = useRoostState((state) => state.replica.workspaces.get(workspaceId)?.groups ?? none);
  return useMemo(
    () =>
      [...groups.values()].sort(
        (a, b) => Number(a.disabled ?? false) - Number(b.disabled ?? false) || a.name.localeCompare(b.name),
      ),
    [groups],
  );
}

/** How what stands behind an `@` is called: a person by name, a group by handle. */
export function mentionedName({ replica }: RoostState, workspaceId: string, id: string): string | undefined {
  const workspace = replica.workspaces.get(workspaceId);
  return isGroupId(id) ? workspace?.groups.get(id)?.handle : workspace?.users.get(id)?.name;
}
