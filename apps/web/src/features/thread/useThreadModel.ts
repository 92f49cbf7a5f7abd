import type { Message } from '@roost/protocol/entities';
import { useCallback, useMemo } from 'react';
import { fromIds } from '../../message/mentionText.ts';
import { useEntityRenderers } from '../../message/Mentions.tsx';
import { toPending } from '../../message/toPending.ts';
import { useMessageActions } from '../../message/useMessageActions.ts';
import { useNameOf } from '../../message/useNameOf.ts';
import { useNames } from '../../message/useNames.ts';
import { useReasonText } from '../../message/useReasonText.ts';
import { useChannelRights } from '../../sync/channels.ts';
import { useDraft } from '../../sync/drafts.ts';
import { useThread } from '../../sync/messages.ts';
import { useOutbox } from '../../sync/outbox.ts';
import { useIsAdmin, useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import type { ThreadPaneProps } from './ThreadPane.tsx';
import { threadRows } from './threadRows.ts';

const none: readonly Message[] = [];

/** Everything about a thread but its looks: rows, and what one may do with them. */
export function useThreadModel({ workspaceId, channelId, rootId }: Omit<ThreadPaneProps, 'composer'>) {
  const roost = useRoost();
  const thread = useThread(rootId);
  const self = useSelf(workspaceId)?.id ?? '';
  const isAdmin = useIsAdmin(workspaceId);
  const canPost = useChannelRights(channelId).post;
  const names = useNames(workspaceId);
  const [, setDraft] = useDraft(`${channelId}/${rootId}`);
  const reasonText = useReasonText();
  const outbox = useOutbox(channelId, rootId);
  const replies = thread?.messages ?? none;
  const root = thread?.root ?? null;
  const rows = useMemo(
    () => threadRows(root, replies, toPending(outbox, reasonText)),
    [root, replies, outbox, reasonText],
  );
  const all = useMemo(() => (root ? [root, ...replies] : replies), [root, replies]);
  const acts = useMessageActions({ workspaceId, canPost, threads: false });
  const nameOf = useNameOf(
    workspaceId,
    useMemo(() => all.map((message) => message.author), [all]),
  );
  const renderers = useEntityRenderers(workspaceId, self);
  const rightsOf = useCallback(
    (message: Message) => ({
      edit: canPost && message.author === self,
      remove: canPost && (message.author === self || isAdmin),
    }),
    [canPost, self, isAdmin],
  );
  const messageOf = useCallback((key: string) => all.find((message) => message.clientId === key), [all]);
  const onEditPending = (key: string, text: string) => {
    if (roost.remove(key)) setDraft(fromIds(text, names));
  };
  return {
    thread,
    root,
    rows,
    acts,
    messageOf,
    textOf: (message: Message) => fromIds(message.text, names),
    shared: { workspaceId, self, actions: acts.actions, rightsOf, nameOf, renderers, onEditPending },
  };
}
