import type { Message } from '@roost/protocol/entities';
import type { ArticleRow } from '../../message/MessageArticle.tsx';
import type { PendingMessage } from '../../message/pending.ts';

const groupWithinMs = 5 * 60_000;

/** The root, the replies, and what is still being sent. */
export function threadRows(
  root: Message | null,
  replies: readonly Message[],
  pending: readonly PendingMessage[],
): ArticleRow[] {
  if (!root) return [];
  const rows: ArticleRow[] = [{ type: 'message', key: root.clientId, message: root, grouped: false }];
  let before: Message | null = null;
  for (const message of replies) {
    const near =
      before !== null &&
      before.author === message.author &&
      !before.thirdPerson &&
      !message.thirdPerson &&
      Date.parse(message.createdAt) - Date.parse(before.createdAt) < groupWithinMs;
    rows.push({ type: 'message', key: message.clientId, message, grouped: near });
    before = message;
  }
  const confirmed = new Set(rows.map((row) => row.key));
  for (const one of pending)
    if (!confirmed.has(one.clientId)) rows.push({ type: 'pending', key: one.clientId, pending: one, grouped: false });
  return rows;
}
