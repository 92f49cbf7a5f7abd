import type { WorkspaceState } from '@roost/client/types';
import type { OtherDraft, Quote } from '@roost/protocol/entities';
import { useMemo, useSyncExternalStore } from 'react';
import type { Drafts } from '../../sync/draftBook.ts';
import { keysOf } from '../../sync/drafts.ts';
import { useCore, useRoostState } from '../../sync/roost.ts';

const none: readonly OtherDraft[] = [];

export interface DraftView {
  key: string;
  channel: string;
  threadRoot: string | undefined;
  text: string;
  quote: Quote | null;
  others: readonly OtherDraft[];
  /** When it was written last; undefined while only this device has it. */
  at: string | undefined;
}

/** Everything that one is about to write in a workspace, the newest first. */
export function useAllDrafts(workspaceId: string): readonly DraftView[] {
  const { drafts } = useCore();
  const workspace = useRoostState((state) => state.replica.workspaces.get(workspaceId));
  const texts = useSyncExternalStore(drafts.subscribe, () => textsOf(drafts, workspace));
  return useMemo(() => viewsOf(texts, workspace), [texts, workspace]);
}

/** As one value, which stays the same while nothing changes. */
const textsOf = (drafts: Drafts, workspace: WorkspaceState | undefined): string =>
  JSON.stringify(keysOf(drafts, workspace).map((key) => [key, drafts.get(key), drafts.quoteOf(key)]));

function viewsOf(texts: string, workspace: WorkspaceState | undefined): DraftView[] {
  const views = (JSON.parse(texts) as [string, string, Quote | null][]).map(([key, text, quote]): DraftView => {
    const [channel = '', threadRoot] = key.split('/');
    const known = workspace?.drafts.get(key);
    const at = known?.text === text && known.quote?.message === quote?.message ? known.at : undefined;
    return { key, channel, threadRoot, text, quote, others: known?.others ?? none, at };
  });
  return views.sort((a, b) => ((a.at ?? '~') < (b.at ?? '~') ? 1 : -1));
}
