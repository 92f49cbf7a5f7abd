import { useCallback } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { intentsFor } from './outbox.ts';
import { useCore, useRoostState } from './roost.ts';
import type { RoostState } from './state.ts';

/** Whether one keeps a message to be done, also as far as the server has not confirmed it. */
export const useIsSaved = (workspaceId: string, messageId: string): boolean =>
  useRoostState((state) => isSavedIn(state, workspaceId, messageId));

/** The same when called, without following it. */
export function useReadSaved(workspaceId: string): (message: { id: string }) => boolean {
  const { store } = useCore();
  return useCallback(({ id }) => isSavedIn(store.getState(), workspaceId, id), [store, workspaceId]);
}

function isSavedIn(state: RoostState, workspaceId: string, messageId: string): boolean {
  const last = intentsFor(state, messageId).findLast(
    ({ name, state: { type } }) => (name === 'message.save' || name === 'message.unsave') && type !== 'failed',
  );
  if (last) return last.name === 'message.save' && !last.args.done;
  return state.replica.workspaces.get(workspaceId)?.saved.has(messageId) ?? false;
}

/** How many one keeps to be done. */
export const useSavedCount = (workspaceId: string): number =>
  useRoostState((state) => state.replica.workspaces.get(workspaceId)?.saved.size ?? 0);

/** What one has just done to saved messages and the server has not confirmed: `todo`, `done` or `gone` by message. */
export function useSavedIntents(): Readonly<Record<string, 'todo' | 'done' | 'gone'>> {
  return useRoostState(
    useShallow(({ outbox }) => {
      const intents: Record<string, 'todo' | 'done' | 'gone'> = {};
      for (const { name, args, state } of outbox) {
        if (state.type === 'failed') continue;
        if (name === 'message.save') intents[args.message] = args.done ? 'done' : 'todo';
        if (name === 'message.unsave') intents[args.message] = 'gone';
      }
      return intents;
    }),
  );
}
