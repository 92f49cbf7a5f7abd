import { findDraft } from '@roost/client/selectors';
import { draftKey } from '@roost/protocol/drafts';
import type { OtherDraft, Quote } from '@roost/protocol/entities';
import type { WorkspaceState } from '@roost/client/types';
import { useCallback, useSyncExternalStore } from 'react';
import type { Drafts } from './draftBook.ts';
import { useShallow } from 'zustand/react/shallow';
import { useCore, useRoostState } from './roost.ts';

export { editDraft } from './draftBook.ts';

/** A place's draft and how to change it. */
export function useDraft(key: string): [text: string, setText: (text: string) => void] {
  const { drafts } = useCore();
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.get(key));
  return [text, useSetDraft(key)];
}

function useSetDraft(key: string): (text: string) => void {
  const { drafts } = useCore();
  return useCallback((text) => drafts.set(key, text), [drafts, key]);
}

/** Puts a text into a place, before what is being written there, and what it quotes where nothing is quoted there. */
export function usePutBack(key: string): (text: string, quote?: Quote | null) => void {
  const { drafts } = useCore();
  return useCallback(
    (text, quote = null) =>
      drafts.set(key, [text, drafts.get(key)].filter(Boolean).join('\n'), drafts.quoteOf(key) ?? quote),
    [drafts, key],
  );
}

/** How many texts only this device has. */
export function useUnsyncedDrafts(): number {
  const { drafts } = useCore();
  return useSyncExternalStore(drafts.subscribe, drafts.count);
}

/** Whether something is half-written in a channel. */
export function useHasDraft(channelId: string): boolean {
  const { drafts } = useCore();
  return useSyncExternalStore(drafts.subscribe, () => drafts.has(channelId));
}

const none: readonly OtherDraft[] = [];

/** Texts that this or another device wrote over without having seen them, and about which nothing has been decided. */
export const useOtherDrafts = (key: string): readonly OtherDraft[] =>
  useRoostState(
    useShallow((state) => {
      const others = findDraft(state, key)?.others ?? none;
      if (others.length === 0) return none;
      const decided = state.outbox.flatMap((entry) =>
        entry.name === 'draft.dismiss' && entry.state.type !== 'failed' && draftKey(entry.args) === key
          ? [entry.args.at]
          : [],
      );
      return others.filter(({ at }) => !decided.includes(at));
    }),
  );

/** How many there are, without that of the place in which one writes: it would come and go with every message. */
export function useDraftCount(workspaceId: string, except: string | null = null): number {
  const { drafts } = useCore();
  const workspace = useRoostState((state) => state.replica.workspaces.get(workspaceId));
  return useSyncExternalStore(drafts.subscribe, () => keysOf(drafts, workspace).filter((key) => key !== except).length);
}

/** The places of what one is about to write in a workspace. */
export const keysOf = (drafts: Drafts, workspace: WorkspaceState | undefined): string[] =>
  workspace
    ? [...new Set([...workspace.drafts.keys(), ...drafts.keys().filter((key) => isIn(workspace, key))])].filter(
        drafts.has,
      )
    : [];

const isIn = (workspace: WorkspaceState, key: string): boolean => workspace.memberships.has(key.split('/')[0]!);
