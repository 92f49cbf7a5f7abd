import type { Activity, ActivityKind, Message } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { channelMention } from '@roost/protocol/text';
import { fromIso, toIso } from '@roost/protocol/time';
import { withPosition } from '../../log/snapshot.ts';
import { Reject } from '../../reject.ts';
import type { TransactionSql } from '../../storage/sql.ts';
import { actingIn } from '../acting.ts';
import { fitting } from '../messages/page.ts';
import { messagesOf, withReactions } from '../messages/sql.ts';
import { runs } from '../verb.ts';
import { readActivity, readLook, type ActivityRow } from './sql.ts';

const USUAL = 20;
const EVERYTHING: readonly ActivityKind[] = ['mention', 'reply', 'reaction'];
const END = { at: Number.MAX_SAFE_INTEGER, seq: 0 };

/** A page of what concerns one, from one instant. */
export const activityList = runs('activity.list', async (world, call, args) => {
  const { workspace, actor } = await actingIn(world, call, args.workspace);
  const { kinds = EVERYTHING, limit = USUAL } = args;
  const since = args.since === undefined ? 0 : fromIso(args.since);
  if (since === null) throw new Reject('invalid', 'args.since is not an instant.', { field: 'args.since' });
  const before = args.before === undefined ? END : placeOf(args.before);
  const wanted = { user: actor.id, kinds, since, before };
  return withPosition(world.database.sql, [workspace], async (tx) => {
    const rows = await readActivity(tx, { ...wanted, limit: limit + 1 });
    const { entries, last } = await withMessages(tx, actor.id, rows.slice(0, limit));
    const isCut = last !== undefined && last !== rows.at(-1);
    return { entries, next: isCut ? `${last.at}.${last.seq}` : null };
  });
});

/** How much of it is news. */
export const activityNews = runs('activity.news', async (world, call, args) => {
  const { workspace, actor } = await actingIn(world, call, args.workspace);
  return withPosition(world.database.sql, [workspace], async (tx, heads) => {
    const look = await readLook(tx, actor.id);
    const wanted = { user: actor.id, kinds: EVERYTHING, since: look ?? 0, before: END };
    const rows = await readActivity(tx, { ...wanted, limit: limits.activityNews });
    const [newest] = rows;
    return {
      count: rows.length,
      newest: newest ? toIso(newest.at) : null,
      lookedAt: look === null ? null : toIso(look),
      seq: heads.get(workspace)?.seq ?? 0,
    };
  });
});

function placeOf(before: string): { at: number; seq: number } {
  const [at, seq] = before.split('.') as [string, string];
  return { at: Number(at), seq: Number(seq) };
}

/** As many as an answer can carry. */
async function withMessages(
  tx: TransactionSql,
  user: string,
  rows: readonly ActivityRow[],
): Promise<{ entries: Activity[]; last: ActivityRow | undefined }> {
  const found = await messagesOf(
    tx,
    rows.map(({ message }) => message),
  );
  const byId = new Map(found.map((row) => [row.id, row]));
  const inOrder = [...new Set(rows.map(({ message }) => message))].flatMap((id) => byId.get(id) ?? []);
  const kept = inOrder.slice(0, fitting(inOrder));
  const messages = new Map((await withReactions(tx, kept)).map((message) => [message.id, message]));
  const end = rows.findIndex(({ message }) => !messages.has(message));
  const shown = end < 0 ? rows : rows.slice(0, end);
  return { entries: shown.map((row) => toActivity(row, messages.get(row.message)!, user)), last: shown.at(-1) };
}

function toActivity({ kind, at, by, emoji, named, follow }: ActivityRow, message: Message, user: string): Activity {
  const about = { at: toIso(at), by, message };
  switch (kind) {
    case 'mention':
      return { kind, ...about, target: named ? user : meant(message, user) };
    case 'reply':
      return { kind, ...about, follow: follow! };
    case 'reaction':
      return { kind, ...about, emoji: emoji! };
  }
}

function meant({ text, reached = [], channel }: Message, user: string): string {
  const by = reached.find(({ users }) => users.includes(user))?.by;
  return text.includes(channelMention) || by === undefined ? channel : by;
}
