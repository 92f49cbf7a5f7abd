import { useSyncExternalStore } from 'react';

// The browser's address as a store. Only what follows it renders when it changes: a page has hundreds of links.

const listeners = new Set<() => void>();

function tell(): void {
  passedOver = isEcho() ? address() : null;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', onPop);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', onPop);
  };
}

const address = () => window.location.pathname + window.location.search;

export const usePathname = (): string => useSyncExternalStore(subscribe, () => window.location.pathname);
/** The query without what says which layer is open. */
export const useSearch = (): string => useSyncExternalStore(subscribe, () => bare(window.location.search));

/** Counts how often one went to where one was already: whoever presses a link twice wants to be brought there again. */
export const useRepeats = (): number => useSyncExternalStore(subscribe, () => repeats);
let repeats = 0;

/** Goes to an address of our own; Back leads to the present one, unless that is replaced or the same. */
export function navigate(path: string, options?: { replace?: boolean }): void {
  if (path === address()) repeats++;
  else window.history[options?.replace || isEcho() ? 'replaceState' : 'pushState'](null, '', path);
  tell();
}

/*
 * A layer (a dialog) lies over a place: `?open=` names it, so that a reload or a link opens it again, and Back closes it. Closed
 * otherwise, it leaves an entry that is an echo of the one before: going on takes its place, Back passes over it.
 */

const layer = /[?&]open=([\w.]*)/;
const OPENED = 'opened';
const CLOSED = 'closed';
const isEcho = () => window.history.state === CLOSED;
/** The echo at which one is. */
let passedOver: string | null = null;

const bare = (search: string) => search.replace(layer, '').replace(/^&/, '?');
const layerNow = () => layer.exec(window.location.search)?.[1] ?? null;

/** Which layer is open, as the address names it. */
export const useLayer = (): string | null => useSyncExternalStore(subscribe, layerNow);

/** Opens a layer over the place where one is, or closes it. */
export function openLayer(name: string | null): void {
  const { history, location } = window;
  const place = location.pathname + bare(location.search);
  const isOpen = layerNow() !== null;
  if (name === null) {
    if (!isOpen) return;
    history.replaceState(history.state === OPENED ? CLOSED : null, '', place);
  } else if (isOpen) history.replaceState(history.state, '', over(place, name));
  else history[isEcho() ? 'replaceState' : 'pushState'](OPENED, '', over(place, name));
  tell();
}

const over = (path: string, name: string) => `${path}${path.includes('?') ? '&' : '?'}open=${name}`;

/** An address to which one is led on, with the layer that was asked for. */
export function withLayer(path: string): string {
  const name = layerNow();
  return name === null ? path : over(path, name);
}

function onPop(): void {
  const left = passedOver;
  passedOver = isEcho() ? address() : null;
  if (left !== null && !isEcho() && left === address()) window.history.back();
  else tell();
}
