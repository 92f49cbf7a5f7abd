import { intendedScheduled } from '@roost/client/intended';
import { draftKey } from '@roost/protocol/drafts';
import type { Scheduled } from '@roost/protocol/entities';
import { useShallow } from 'zustand/react/shallow';
import { useRoostState } from './roost.ts';
import type { RoostState } from './state.ts';

const none: readonly Scheduled[] = [];

/** One's messages that wait for their time, the next one first; as one has left them oneself, also while offline. */
export const useScheduled = (workspaceId: string): readonly Scheduled[] =>
  useRoostState(useShallow((state) => waitingIn(state, workspaceId)));

/** How many wait, and how many of them were refused. */
export const useScheduledCount = (workspaceId: string): number =>
  useRoostState((state) => waitingIn(state, workspaceId).length);

/** How many wait in a place; see `draftKey`. */
export const useScheduledHere = (key: string): number =>
  useRoostState((state) =>
    [...state.replica.workspaces.keys()]
      .flatMap((id) => waitingIn(state, id))
      .reduce((sum, one) => sum + Number(draftKey(one) === key), 0),
  );

function waitingIn({ replica, outbox }: RoostState, workspaceId: string): readonly Scheduled[] {
  const state = replica.workspaces.get(workspaceId);
  const all = state && intendedScheduled(state, outbox);
  return all && all.size > 0 ? [...all.values()].sort((a, b) => (a.at < b.at ? -1 : 1)) : none;
}
