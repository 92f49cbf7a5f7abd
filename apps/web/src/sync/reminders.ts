import { intendedReminders } from '@roost/client/intended';
import type { Reminder } from '@roost/protocol/reminder';
import { useRoostState } from './roost.ts';

const none: ReadonlyMap<string, Reminder> = new Map();

/** By message: when one wants to be reminded of it; as one has left it oneself, also while offline. */
export const useReminders = (workspaceId: string): ReadonlyMap<string, Reminder> =>
  useRoostState((state) => {
    const workspace = state.replica.workspaces.get(workspaceId);
    return workspace ? intendedReminders(workspace, state.outbox) : none;
  });

/** How many are due. */
export const useDueCount = (workspaceId: string): number => {
  let due = 0;
  for (const reminder of useReminders(workspaceId).values()) due += Number(reminder.due ?? false);
  return due;
};
