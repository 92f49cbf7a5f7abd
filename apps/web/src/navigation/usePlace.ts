import { useMemo } from 'react';
import { navigate, usePathname, useSearch, withLayer } from './location.ts';
import { fromPath, toPath, type Pane, type Place } from './places.ts';

/** Where one is, or null at an address that means nothing. */
export function usePlace(): Place | null {
  const pathname = usePathname();
  const search = useSearch();
  return useMemo(() => fromPath(pathname, search), [pathname, search]);
}

/** `on`: one is led on from an address that stands for this one; a layer that was asked for goes along. */
export type Go = (place: Place, options?: { replace?: boolean | 'on' }) => void;

const go: Go = (place, { replace = false } = {}) =>
  navigate(replace === 'on' ? withLayer(toPath(place)) : toPath(place), { replace: replace !== false });

/** Goes somewhere; each step can be taken back with the browser's Back, unless it replaces the present one. Always the same. */
export const useGo = (): Go => go;

export type SetPane = (pane: Pane | undefined) => void;

const setPane: SetPane = (pane) => {
  const place = fromPath(window.location.pathname, window.location.search);
  if (place?.at === 'channel') go({ ...place, pane });
};

/** Opens and closes the right pane beside the open channel, without following which one is open. Always the same. */
export const useSetPane = (): SetPane => setPane;

/** The right pane beside the open channel. */
export function usePane(): { pane: Pane | undefined; setPane: SetPane } {
  const place = usePlace();
  return { pane: place?.at === 'channel' ? place.pane : undefined, setPane };
}
