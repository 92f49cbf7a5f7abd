import type { Quote } from '@roost/protocol/entities';
import { useCallback, useSyncExternalStore } from 'react';
import { useCore } from './roost.ts';

/** What is quoted in what is being written at a place: a part of the draft. */
export function useQuoting(place: string): [quoting: Quote | null, set: (quoting: Quote | null) => void] {
  const { drafts } = useCore();
  const quoting = useSyncExternalStore(drafts.subscribe, () => drafts.quoteOf(place));
  return [quoting, useCallback((next) => drafts.set(place, drafts.get(place), next), [drafts, place])];
}
