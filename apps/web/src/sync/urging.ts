import type { Priority } from '@roost/protocol/priority';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** What a message that one is writing is to want of those who read it. */
export interface Urging {
  priority?: Priority | undefined;
  /** Asks for an acknowledgement. */
  asks?: boolean | undefined;
}

// It belongs to a half-written text and is kept on this device as long as that: a reload and a crash lose neither. Other devices, which
// show the text, do not know of it.

const levels: readonly Priority[] = ['important', 'urgent'];
const listeners = new Set<() => void>();
const keyOf = (place: string) => `roost.urging.${place}`;

/** Says it of what is being written at a place (as drafts name it). */
export function setUrging(place: string, { priority, asks }: Urging): void {
  if (priority || asks) localStorage.setItem(keyOf(place), `${priority ?? ''}.${asks ? 'asks' : ''}`);
  else localStorage.removeItem(keyOf(place));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is said of what is being written at a place. Null: nothing. */
export function useUrging(place: string): [urging: Urging | null, set: (urging: Urging) => void] {
  const kept = useSyncExternalStore(subscribe, () => localStorage.getItem(keyOf(place)));
  const urging = useMemo(() => {
    const [priority, asks] = kept?.split('.') ?? [];
    const known = levels.find((level) => level === priority);
    return known || asks ? { priority: known, asks: Boolean(asks) } : null;
  }, [kept]);
  return [urging, useCallback((next) => setUrging(place, next), [place])];
}
