import { useCallback, useEffect, useState } from 'react';
import { isNewActivity, mayChangeActivity, useLookedAt } from '../../sync/activity.ts';
import { useIsLive } from '../../sync/connection.ts';
import { useCore } from '../../sync/roost.ts';
import { answered, countOf, heard, noNews } from './news.ts';

const leastMs = 500;
const spreadMs = 2_500;

/**
 * How much is new in one's activity. The server is asked when it is first shown and when something may have gone; what comes is counted
 * here: when everybody is mentioned at once, not everybody shall ask at once.
 */
export function useNews(workspaceId: string): number {
  const { roost, store } = useCore();
  const isLive = useIsLive();
  const lookedAt = useLookedAt(workspaceId);
  const isKnown = lookedAt !== undefined;
  const [news, setNews] = useState(noNews);
  const ask = useCallback(() => {
    roost.query('activity.news', { workspace: workspaceId }).then(
      (answer) => setNews((now) => answered(now, answer)),
      () => {},
    );
  }, [roost, workspaceId]);
  useEffect(() => {
    if (isLive && isKnown) ask();
  }, [ask, isLive, isKnown]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, leastMs + Math.random() * spreadMs);
    };
    const stop = roost.onEvent((event, workspace) => {
      const state = workspace === workspaceId && store.getState().replica.workspaces.get(workspaceId);
      if (!state) return;
      // A thread that one begins to follow may hold something already.
      if (event.type === 'activity.looked' || event.type === 'thread.followed') soon();
      else if (isNewActivity(state, event)) setNews((now) => heard(now, event));
      else if (mayChangeActivity(state, event)) setNews((now) => (now.count + now.since.length > 0 && soon(), now));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [roost, store, workspaceId, ask]);
  return countOf(news, lookedAt ?? '');
}
