import type { Value } from '@roost/protocol/registry';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useIsLive } from '../../sync/connection.ts';
import { useRoost } from '../../sync/roost.ts';

export type ListedThread = Value<'thread.list'>['threads'][number];

export type ThreadList = {
  threads: readonly ListedThread[];
  status: 'loading' | 'ready' | 'failed';
  /** Where the next page begins; null: these are all. */
  next: string | null;
};

const nothing: ThreadList = { threads: [], status: 'loading', next: null };

/** The threads that one follows as they were when the list was fetched: what one reads does not move. */
export function useThreadList(workspaceId: string): ThreadList & { more: () => void; again: () => void } {
  const roost = useRoost();
  const isLive = useIsLive();
  const [list, setList] = useState(nothing);
  /** The newest question; the answers to others are worthless. */
  const asked = useRef(0);
  const ask = useCallback(
    async (after: string | null) => {
      const turn = ++asked.current;
      setList((now) => ({ ...now, status: 'loading' }));
      try {
        const page = await roost.query('thread.list', { workspace: workspaceId, ...(after !== null && { after }) });
        if (turn !== asked.current) return;
        setList((now) => ({
          threads: after === null ? page.threads : [...now.threads, ...page.threads.filter(isNotIn(now.threads))],
          status: 'ready',
          next: page.next,
        }));
      } catch {
        if (turn === asked.current) setList((now) => ({ ...now, status: 'failed' }));
      }
    },
    [roost, workspaceId],
  );
  useEffect(() => {
    const turns = asked;
    setList(nothing);
    void ask(null);
    return () => void turns.current++;
  }, [ask]);
  // What could not be fetched without a connection is fetched with the next one.
  const wasLive = useRef(isLive);
  const isFailed = list.status === 'failed';
  useEffect(() => {
    const isBack = isLive && !wasLive.current;
    wasLive.current = isLive;
    if (isBack && isFailed) void ask(null);
  }, [isLive, isFailed, ask]);
  return { ...list, more: () => void ask(list.next), again: () => void ask(null) };
}

function isNotIn(threads: readonly ListedThread[]): (thread: ListedThread) => boolean {
  const known = new Set(threads.map(({ root }) => root.id));
  return ({ root }) => !known.has(root.id);
}
