import type { Event } from '@roost/protocol/events';
import type { Value } from '@roost/protocol/registry';
import { useCallback, useState } from 'react';
import { useRoost } from '../../sync/roost.ts';
import { useSavedIntents } from '../../sync/saved.ts';
import { useAnswer } from '../../sync/useAnswer.ts';

export type SavedEntry = Value<'saved.list'>['entries'][number];

/** What one has saved in a workspace and is to do, or is done; the newest first, a page at a time. */
export function useSaved(workspace: string, done: boolean) {
  const roost = useRoost();
  const [pages, setPages] = useState(1);
  const read = useCallback(async () => {
    const entries: SavedEntry[] = [];
    for (let page = 1; ; page++) {
      const before = entries.at(-1)?.saved.rev;
      const answer = await roost.query('saved.list', { workspace, done, ...(before !== undefined && { before }) });
      entries.push(...answer.entries);
      if (page >= pages || !answer.hasMore) return { entries, hasMore: answer.hasMore };
    }
  }, [roost, workspace, done, pages]);
  const [answer, reload] = useAnswer(read, isNews);
  const intents = useSavedIntents();
  const here = done ? 'done' : 'todo';
  const stays = ({ saved: { message } }: SavedEntry) => (intents[message] ?? here) === here;
  const saved =
    answer.state === 'loaded'
      ? { ...answer, value: { ...answer.value, entries: answer.value.entries.filter(stays) } }
      : answer;
  return { saved, reload, loadMore: () => setPages(pages + 1) };
}

/** What may change a list of saved messages; that of other people in channels where one is, too. */
function isNews({ type }: Event): boolean {
  switch (type) {
    case 'message.saved':
    case 'message.unsaved':
    case 'message.edited':
    case 'message.deleted':
    case 'member.left':
      return true;
    default:
      return false;
  }
}
