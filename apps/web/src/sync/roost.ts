import type { ClientApi } from '@roost/client/api';
import { createContext, useContext } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { Drafts } from './draftBook.ts';
import type { PresenceWatch } from './presenceWatch.ts';
import type { Doors } from './session.ts';
import type { RoostState } from './state.ts';

/** The acts of `packages/client` (see its api.ts) that features use. The same object whoever is signed in. */
export type Roost = Omit<
  ClientApi,
  'state' | 'counters' | 'subscribe' | 'start' | 'stop' | 'forget' | 'hint' | 'watchPresence' | 'setAttention' | 'focus'
> & {
  /** The conversation on the screen, or null: brings its newest page and the typing of others. */
  open(channel: string | null): void;
  /** Asks the server about a channel that one is not in. */
  meetChannel(channel: string): void;
};

export interface RoostCore {
  store: StoreApi<RoostState>;
  roost: Roost;
  doors: Doors;
  drafts: Drafts;
  presence: PresenceWatch;
}

const CoreContext = createContext<RoostCore | null>(null);
export const RoostProvider = CoreContext.Provider;

export function useCore(): RoostCore {
  const core = useContext(CoreContext);
  if (!core) throw new Error('There is no Roost around this component.');
  return core;
}

/** The acts: commands, queries, the outbox, windows. Always the same object. */
export const useRoost = (): Roost => useCore().roost;

/** Reads from the store. Answer with something whose identity holds while nothing changed, or use `useShallow`. */
export function useRoostState<T>(select: (state: RoostState) => T): T {
  return useStore(useCore().store, select);
}
