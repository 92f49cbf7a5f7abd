import { useCallback, useEffect, useRef, useState } from 'react';
import { useIsLive } from '../../sync/connection.ts';

export type Fetched<T> = { state: 'loading' } | { state: 'failed'; error: unknown } | { state: 'loaded'; value: T };

/**
 * A list that a page of settings shows: read when it opens, when the connection comes back and on `reload`, keeping what is on the
 * screen meanwhile.
 */
export function useFetched<T>(read: () => Promise<T>): [Fetched<T>, reload: () => void] {
  const [fetched, setFetched] = useState<Fetched<T>>({ state: 'loading' });
  const isLive = useIsLive();
  const turn = useRef(0);
  const reload = useCallback(() => {
    const mine = ++turn.current;
    read().then(
      (value) => mine === turn.current && setFetched({ state: 'loaded', value }),
      (error: unknown) =>
        mine === turn.current && setFetched((now) => (now.state === 'loaded' ? now : { state: 'failed', error })),
    );
  }, [read]);
  useEffect(() => {
    const turns = turn;
    reload();
    return () => void turns.current++;
  }, [reload, isLive]);
  return [fetched, reload];
}
