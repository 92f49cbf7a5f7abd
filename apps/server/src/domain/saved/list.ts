import { limits } from '@roost/protocol/limits';
import { withPosition } from '../../log/snapshot.ts';
import type { TransactionSql } from '../../storage/sql.ts';
import { actingIn, type Acting } from '../acting.ts';
import { fitting } from '../messages/page.ts';
import { messagesOf, withReactions } from '../messages/sql.ts';
import { canSee } from '../permissions.ts';
import { runs } from '../verb.ts';
import { toSaved, type SavedRow } from './entity.ts';
import { savedBefore } from './sql.ts';

/** A page of what one has saved, each with its message as far as one may read it now. */
export const savedList = runs('saved.list', async (world, call, args) => {
  const { workspace, done = false, before = Number.MAX_SAFE_INTEGER, limit = limits.historyPageDefault } = args;
  const acting = await actingIn(world, call, workspace);
  return withPosition(world.database.sql, [workspace], async (tx) => {
    const rows = await savedBefore(tx, { user: acting.actor.id, done }, before, limit + 1);
    const { entries, isCut } = await withMessages(tx, acting, rows.slice(0, limit));
    return { entries, hasMore: isCut || rows.length > limit };
  });
});

/** As many as an answer can carry. */
async function withMessages(tx: TransactionSql, { actor, rules }: Acting, rows: readonly SavedRow[]) {
  const isVisible = (id: string) => {
    const channel = rules.channels.get(id);
    return channel !== undefined && canSee(actor, channel);
  };
  const visible = rows.filter(({ channel }) => isVisible(channel)).map(({ message }) => message);
  const found = new Map((await messagesOf(tx, visible)).map((row) => [row.id, row]));
  const inOrder = rows.flatMap(({ message }) => found.get(message) ?? []);
  const kept = inOrder.slice(0, fitting(inOrder));
  const messages = new Map((await withReactions(tx, kept)).map((message) => [message.id, message]));
  const firstLeftOut = inOrder[kept.length];
  const end = firstLeftOut ? rows.findIndex(({ message }) => message === firstLeftOut.id) : rows.length;
  const entries = rows
    .slice(0, end)
    .map((row) => ({ saved: toSaved(row), message: messages.get(row.message) ?? null }));
  return { entries, isCut: firstLeftOut !== undefined };
}
