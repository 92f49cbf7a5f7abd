import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { fromPath, toPath, type Pane, type Place } from './places.ts';

/** Where one is, or null at an address that means nothing. */
export function usePlace(): Place | null {
  const [pathname] = useLocation();
  const search = useSearch();
  return useMemo(() => fromPath(pathname, search), [pathname, search]);
}

export type Go = (place: Place, options?: { replace?: boolean }) => void;

/** Goes somewhere; each step can be taken back with the browser's Back, unless it replaces the present one. */
export function useGo(): Go {
  const [, navigate] = useLocation();
  return useCallback((place, options) => navigate(toPath(place), options), [navigate]);
}

/** Opens and closes the right pane beside the open channel. Does nothing where there is no channel. */
export function usePane(): { pane: Pane | undefined; setPane: (pane: Pane | undefined) => void } {
  const place = usePlace();
  const go = useGo();
  const setPane = useCallback(
    (pane: Pane | undefined) => {
      if (place?.at === 'channel') go({ ...place, pane });
    },
    [place, go],
  );
  return { pane: place?.at === 'channel' ? place.pane : undefined, setPane };
}
