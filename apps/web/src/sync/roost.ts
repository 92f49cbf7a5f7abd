import type { ClientApi } from '@roost/client/types';
import type { Channel, User } from '@roost/protocol/entities';
import { createContext, useContext } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { Drafts } from './drafts.ts';
import type { Doors } from './session.ts';
import type { RoostState } from './state.ts';
import type { PresenceWatch } from './presenceWatch.ts';

/** What features act through: the client of whoever is signed in now, and what the page learned by asking. */
export type Roost = Omit<ClientApi, 'state' | 'subscribe' | 'start' | 'stop' | 'hint'> & {
  /** Keeps people met in an answer, for the hooks. */
  learn(users: readonly User[]): void;
  learnChannels(channels: readonly Channel[]): void;
  /** The conversation on the screen, or null: brings its newest page and the typing of others. */
  open(channelId: string | null): void;
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
