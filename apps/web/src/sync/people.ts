import { intendedSelf } from '@roost/client/intendedSelf';
import type { PresenceState } from '@roost/protocol/signals';
import type { User, Workspace } from '@roost/protocol/entities';
import { useEffect, useMemo } from 'react';
import { totalsOf } from './channels.ts';
import { useCore, useRoostState } from './roost.ts';
import type { RoostState } from './state.ts';

const nobody: readonly User[] = [];

export const useWorkspace = (workspaceId: string): Workspace | undefined =>
  useRoostState((state) => state.replica.workspaces.get(workspaceId)?.workspace);

/** One's workspaces in the order of joining. */
export function useWorkspaces(): readonly { workspace: Workspace; self: User }[] {
  const all = useRoostState((state) => state.replica.workspaces);
  return useMemo(
    () =>
      [...all.values()]
        .map(({ workspace, self }) => ({ workspace, self }))
        .sort((a, b) => (a.self.createdAt < b.self.createdAt ? -1 : 1)),
    [all],
  );
}

/** Whether one is in the workspace; true as long as that is not known. */
export const useIsMine = (workspaceId: string): boolean =>
  useRoostState((state) => !state.replica.known || state.replica.workspaces.has(workspaceId));

/** Oneself in a workspace, as the server knows one. */
export const useSelf = (workspaceId: string): User | undefined =>
  useRoostState((state) => state.replica.workspaces.get(workspaceId)?.self);

/** The same as one has said last, also where the server does not know it yet: status, being away, a pause. */
export const useIntendedSelf = (workspaceId: string): User | undefined =>
  useRoostState(({ replica, outbox }) => {
    const workspace = replica.workspaces.get(workspaceId);
    return workspace && intendedSelf(workspace, outbox);
  });

export const useIsAdmin = (workspaceId: string): boolean => {
  const role = useSelf(workspaceId)?.role;
  return role === 'owner' || role === 'admin';
};

/** Guests find neither channels nor people beyond those of their channels. */
export const useIsGuest = (workspaceId: string): boolean => useSelf(workspaceId)?.role === 'guest';

export const userOf = (state: RoostState, workspaceId: string, userId: string): User | undefined =>
  state.replica.workspaces.get(workspaceId)?.users.get(userId);

/** A person or bot, if known. `needUsers` of the client fetches unknown ones. */
export const useUser = (workspaceId: string, userId: string | null): User | undefined =>
  useRoostState((state) => (userId ? userOf(state, workspaceId, userId) : undefined));

/** Everybody known in the workspace; everybody at all if `useUsersComplete`. */
export function useUsers(workspaceId: string): readonly User[] {
  const users = useRoostState((state) => state.replica.workspaces.get(workspaceId)?.users);
  return useMemo(() => (users ? [...users.values()] : nobody), [users]);
}

/** Those of them who have not left: whom one can write to, mention and add. */
export function useUsersHere(workspaceId: string): readonly User[] {
  const users = useUsers(workspaceId);
  return useMemo(() => users.filter((user) => !user.left), [users]);
}

export const useUsersComplete = (workspaceId: string): boolean =>
  useRoostState((state) => state.replica.workspaces.get(workspaceId)?.usersComplete ?? false);

/** Whether nobody else owns the workspace, as far as everybody in it is known here. */
export const useIsLastOwner = (workspaceId: string, user: User): boolean =>
  useRoostState(({ replica }) => {
    const workspace = replica.workspaces.get(workspaceId);
    if (!workspace?.usersComplete || user.role !== 'owner' || user.left) return false;
    return [...workspace.users.values()].filter(({ role, left }) => role === 'owner' && !left).length === 1;
  });

/** What the workspace's tile says: mentions and direct messages. */
export const useWorkspaceMentions = (workspaceId: string): number =>
  useRoostState((state) => {
    const workspace = state.replica.workspaces.get(workspaceId);
    if (!workspace) return 0;
    const totals = totalsOf(workspace, state.outbox);
    return totals.mentions + totals.directs;
  });

/** Whether a person is at their device. Followed only while somebody shows it. */
export function usePresence(userId: string): PresenceState {
  const { presence } = useCore();
  useEffect(() => (userId ? presence.watch(userId) : undefined), [presence, userId]);
  return useRoostState((state) => {
    const presence = state.live.presence.get(userId) ?? 'offline';
    return presence === 'active' && saysAway(state, userId) ? 'away' : presence;
  });
}

/** Somebody may say that they are away, wherever they are active. */
function saysAway({ replica }: RoostState, userId: string): boolean {
  for (const { users } of replica.workspaces.values()) if (users.get(userId)?.away) return true;
  return false;
}
