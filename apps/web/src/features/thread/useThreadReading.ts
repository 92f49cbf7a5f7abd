import type { ThreadWindow } from '@roost/client/types';
import { useEffect, useState, type RefObject } from 'react';
import type { ArticleRow } from '../../message/MessageArticle.tsx';
import { useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { useNewestUnread, useThreadReadAt } from '../../sync/threads.ts';

const restMs = 300;
const nearEnd = 8;

interface Reading {
  workspaceId: string;
  rootId: string;
  thread: ThreadWindow | undefined;
  rows: readonly ArticleRow[];
  scroller: RefObject<HTMLDivElement | null>;
}

/**
 * Whoever sees the end of a thread has read it: looked at when scrolling rests and the page has the focus. Answers with the key of the
 * first row that was new when it was opened; its line stays until one leaves.
 */
export function useThreadReading({ workspaceId, rootId, thread, rows, scroller }: Reading): string | undefined {
  const roost = useRoost();
  const self = useSelf(workspaceId)?.id;
  const readAt = useThreadReadAt(rootId);
  const newest = useNewestUnread(rootId);
  const [openedAt, setOpenedAt] = useState(readAt);
  // One follows it only since it was opened, or that was not known then.
  if (openedAt === undefined && readAt !== undefined) setOpenedAt(readAt);
  const isReady = thread?.status === 'ready' && !thread.hasMoreAfter;
  const last = isReady ? thread.messages.at(-1) : undefined;
  useEffect(() => {
    const list = scroller.current;
    if (!last || !list) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < nearEnd;
        if (isAtEnd && document.hasFocus() && document.visibilityState === 'visible')
          roost.markThreadRead(rootId, last.id);
      }, restMs);
    };
    look();
    list.addEventListener('scroll', look, { passive: true });
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      list.removeEventListener('scroll', look);
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
    // Also when one begins to follow it, and when an edit calls one.
  }, [roost, rootId, last, scroller, readAt, newest]);
  if (openedAt === undefined) return undefined;
  return rows.find(
    (row) =>
      row.type === 'message' &&
      row.message.id !== rootId &&
      row.message.author !== self &&
      row.message.createdAt > openedAt,
  )?.key;
}
