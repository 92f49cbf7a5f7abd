import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** The message that one is about to quote, as one saw it. */
export interface Quoting {
  message: string;
  rev: number;
}

// Which message is quoted belongs to a half-written text, and lives as long as this tab. Only ids are kept.

const listeners = new Set<() => void>();
const keyOf = (place: string) => `roost.quote.${place}`;

/** Quotes a message in what is being written at a place (as drafts name it), or nothing any more. */
export function setQuoting(place: string, quoting: Quoting | null): void {
  if (quoting) sessionStorage.setItem(keyOf(place), `${quoting.message}.${quoting.rev}`);
  else sessionStorage.removeItem(keyOf(place));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is quoted in what is being written at a place. */
export function useQuoting(place: string): [quoting: Quoting | null, set: (quoting: Quoting | null) => void] {
  const kept = useSyncExternalStore(subscribe, () => sessionStorage.getItem(keyOf(place)));
  const quoting = useMemo(() => {
    const [message, rev] = kept?.split('.') ?? [];
    return message && rev ? { message, rev: Number(rev) } : null;
  }, [kept]);
  return [quoting, useCallback((next) => setQuoting(place, next), [place])];
}
