import type { Event } from '@roost/protocol/events';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useIsLive } from './connection.ts';
import { useRoost, useRoostState } from './roost.ts';

export type Answer<T> = { state: 'loading' } | { state: 'failed'; error: unknown } | { state: 'loaded'; value: T };

/**
 * What the server answers to a question, kept up to date: asked when it is shown, whenever an event comes that changes it, and when
 * events may have been missed. What is on the screen stays there meanwhile. Both functions have to be stable.
 */
export function useAnswer<T>(
  read: () => Promise<T>,
  isNews: (event: Event, workspace: string | null) => boolean,
): [answer: Answer<T>, reload: () => void] {
  const [answer, setAnswer] = useState<Answer<T>>({ state: 'loading' });
  const roost = useRoost();
  const isLive = useIsLive();
  // After a resync nobody tells which events were missed.
  const isFresh = useRoostState(({ replica }) =>
    [...replica.workspaces.values()].every((one) => one.freshness === 'live'),
  );
  const turn = useRef(0);
  const reload = useCallback(() => {
    const mine = ++turn.current;
    read().then(
      (value) => mine === turn.current && setAnswer({ state: 'loaded', value }),
      (error: unknown) =>
        mine === turn.current && setAnswer((now) => (now.state === 'loaded' ? now : { state: 'failed', error })),
    );
  }, [read]);
  useEffect(() => {
    const turns = turn;
    reload();
    return () => void turns.current++;
  }, [reload, isLive, isFresh]);
  useEffect(() => roost.onEvent((event, workspace) => isNews(event, workspace) && reload()), [roost, isNews, reload]);
  return [answer, reload];
}
