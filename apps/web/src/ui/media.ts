import { useCallback, useSyncExternalStore } from 'react';

/** The widths at which the layout changes (ux §3). */
export const breakpoints = { phone: 768, tablet: 900, desktop: 1200 } as const;
export type Breakpoint = 'phone' | 'drawer' | 'overlay' | 'wide';

const lists = new Map<string, MediaQueryList>();

/** One for each query: asking the browser anew in every render costs more than all else in a hook. */
function listOf(query: string): MediaQueryList {
  let list = lists.get(query);
  if (!list) lists.set(query, (list = window.matchMedia(query)));
  return list;
}

/** Whether a media query matches, kept up to date. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = listOf(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => listOf(query).matches);
}

/** `phone` <768: one-screen stack; `drawer` <900; `overlay` <1200: the thread covers; `wide`: four columns. */
export function useBreakpoint(): Breakpoint {
  const phone = useMediaQuery(`(max-width: ${breakpoints.phone - 1}px)`);
  const drawer = useMediaQuery(`(max-width: ${breakpoints.tablet - 1}px)`);
  const overlay = useMediaQuery(`(max-width: ${breakpoints.desktop - 1}px)`);
  return phone ? 'phone' : drawer ? 'drawer' : overlay ? 'overlay' : 'wide';
}

/** Narrow enough for bottom sheets. */
export const useIsPhone = (): boolean => useMediaQuery(`(max-width: ${breakpoints.phone - 1}px)`);
/** A finger rather than a mouse: larger targets, no autofocus, no hover toolbar. */
export const useIsCoarse = (): boolean => useMediaQuery('(pointer: coarse)');
