import { useSyncExternalStore } from 'react';

// The browser's address as a store. Only what follows it renders when it changes: a page has hundreds of links.

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', tell);
  };
}

export const usePathname = (): string => useSyncExternalStore(subscribe, () => window.location.pathname);
export const useSearch = (): string => useSyncExternalStore(subscribe, () => window.location.search);

/** Counts how often one went to where one was already: whoever presses a link twice wants to be brought there again. */
export const useRepeats = (): number => useSyncExternalStore(subscribe, () => repeats);
let repeats = 0;

/** Goes to an address of our own; Back leads to the present one, unless that is replaced or the same. */
export function navigate(path: string, options?: { replace?: boolean }): void {
  const { pathname, search } = window.location;
  const isSame = path === pathname + search;
  if (isSame) repeats++;
  else window.history[options?.replace ? 'replaceState' : 'pushState'](null, '', path);
  tell();
}
