import type { Activity } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { useCallback, useRef, useState } from 'react';
import type { ActivityShown } from '../../navigation/places.ts';
import { isNewActivity, mayChangeActivity } from '../../sync/activity.ts';
import { useCore } from '../../sync/roost.ts';
import { useAnswer } from '../../sync/useAnswer.ts';

export interface ActivityFilter {
  show: ActivityShown | undefined;
  /** Only what is newer than this. */
  since: string | undefined;
}

const kinds = { mentions: 'mention', threads: 'reply', reactions: 'reaction' } as const;

/** What concerns one in a workspace, the newest first, a page at a time, kept up to date. */
export function useActivity(workspace: string, { show, since }: ActivityFilter) {
  const { roost, store } = useCore();
  const [pages, setPages] = useState(1);
  const shown = useRef<ReadonlySet<string>>(new Set());
  const read = useCallback(async () => {
    const entries: Activity[] = [];
    let next: string | null = null;
    for (let page = 1; page <= pages; page++) {
      const answer: { entries: Activity[]; next: string | null } = await roost.query('activity.list', {
        workspace,
        ...(show && { kinds: [kinds[show]] }),
        ...(since !== undefined && { since }),
        ...(next !== null && { before: next }),
      });
      entries.push(...answer.entries);
      next = answer.next;
      if (next === null) break;
    }
    shown.current = new Set(entries.map(({ message }) => message.id));
    return { entries, hasMore: next !== null };
  }, [roost, workspace, show, since, pages]);
  const isNews = useCallback(
    (event: Event, of: string | null) => {
      const state = of === workspace && store.getState().replica.workspaces.get(workspace);
      if (!state) return false;
      return isNewActivity(state, event) || (mayChangeActivity(state, event) && concerns(event, shown.current));
    },
    [store, workspace],
  );
  const [activity, reload] = useAnswer(read, isNews);
  return { activity, reload, loadMore: () => setPages(pages + 1) };
}

/** What happens to messages that are not in the list changes nothing in it, unless an edit brings one in: that is no news. */
function concerns(event: Event, shown: ReadonlySet<string>): boolean {
  switch (event.type) {
    case 'message.edited':
      return shown.has(event.data.message.id);
    case 'message.deleted':
    case 'reaction.removed':
      return shown.has(event.data.message);
    default:
      return true;
  }
}
