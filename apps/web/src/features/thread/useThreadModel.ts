import type { Message } from '@roost/protocol/entities';
import { useMemo } from 'react';
import { toPending } from '../../message/toPending.ts';
import { useMessageList } from '../../message/useMessageList.ts';
import { useReasonText } from '../../message/useReasonText.ts';
import { withoutDeleted } from '../../message/withIntents.ts';
import { useThread } from '../../sync/messages.ts';
import { useDeleted, useOutbox } from '../../sync/outbox.ts';
import type { ThreadPaneProps } from './ThreadPane.tsx';
import { threadRows } from './threadRows.ts';

const none: readonly Message[] = [];

/** Everything about a thread but its looks: rows, and what one may do with them. */
export function useThreadModel({
  workspaceId,
  channelId,
  rootId,
}: Pick<ThreadPaneProps, 'workspaceId' | 'channelId' | 'rootId'>) {
  const thread = useThread(rootId);
  const outbox = useOutbox(channelId, rootId);
  const reasonText = useReasonText();
  const deleted = useDeleted();
  const known = thread?.messages ?? none;
  const replies = useMemo(() => withoutDeleted(known, deleted), [known, deleted]);
  const root = thread?.root ?? null;
  const rows = useMemo(
    () => threadRows(root, replies, toPending(outbox, reasonText)),
    [root, replies, outbox, reasonText],
  );
  const messages = useMemo(() => (root ? [root, ...replies] : replies), [root, replies]);
  return { thread, root, rows, ...useMessageList({ workspaceId, channelId, threadRoot: rootId, messages }) };
}
