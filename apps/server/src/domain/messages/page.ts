import type { Message } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { fromIso } from '@roost/protocol/time';
import { withPosition } from '../../log/snapshot.ts';
import { Reject } from '../../reject.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import type { MessageRow } from './entity.ts';
import { findMessageRow, messagesBefore, messagesFrom, withReactions, type Run } from './sql.ts';

/** Which page of a run: the newest, or one next to a message (by id) or an instant. */
export interface Window {
  before?: string;
  after?: string;
  around?: string;
  limit?: number;
}

export interface Page {
  messages: Message[];
  seq: number;
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}

type Place = { type: 'newest' } | { type: 'before' | 'after' | 'around'; at: number };
type Cut = Omit<Page, 'messages' | 'seq'> & { rows: MessageRow[] };

const END_OF_TIME = Number.MAX_SAFE_INTEGER;
/** Characters of text in one page. Results wait for readers however slow, and 32 of them may wait for each session. */
const LARGEST = 262_144;

/**
 * A page of a channel's timeline or of a thread, with the position of the stream at which it was read: page and position come from
 * one transaction, position first, so folding later events onto the page is exact [C9].
 */
export async function readPage(sql: Sql, workspace: string, run: Run, window: Window): Promise<Page> {
  const place = await placeOf(sql, run, window);
  const limit = window.limit ?? limits.historyPageDefault;
  return withPosition(sql, [workspace], async (tx, heads) => {
    const { rows, ...more } = await cutPage(tx, run, place, limit);
    return { messages: await withReactions(tx, rows), seq: heads.get(workspace)?.seq ?? 0, ...more };
  });
}

async function placeOf(sql: Sql, run: Run, window: Window): Promise<Place> {
  const given = (['before', 'after', 'around'] as const).filter((type) => window[type] !== undefined);
  const [type, another] = given;
  if (another) {
    throw new Reject('invalid', `args.${another} cannot go with args.${type}.`, { field: `args.${another}` });
  }
  if (!type) return { type: 'newest' };
  return { type, at: await instantOf(sql, run, window[type]!, `args.${type}`) };
}

async function instantOf(sql: Sql, run: Run, place: string, field: string): Promise<number> {
  if (!place.startsWith('M')) {
    const at = fromIso(place);
    if (at === null) throw new Reject('invalid', `${field} is not an instant.`, { field });
    return at;
  }
  const message = await findMessageRow(sql, place);
  const inRun =
    message && ('root' in run ? [message.threadRoot, message.id].includes(run.root) : message.channel === run.channel);
  if (!inRun) throw new Reject('not_found', 'There is no such message here.', { field });
  return message.createdAt;
}

async function cutPage(tx: TransactionSql, run: Run, place: Place, limit: number): Promise<Cut> {
  switch (place.type) {
    case 'newest':
      return cutBefore(tx, run, END_OF_TIME, limit);
    case 'before':
      return cutBefore(tx, run, place.at, limit);
    case 'after':
      return cutAfter(tx, run, place.at, limit);
    case 'around':
      return cutAround(tx, run, place.at, limit);
  }
}

// One row more than the page holds tells whether there is more on that side.
async function cutBefore(tx: TransactionSql, run: Run, at: number, limit: number): Promise<Cut> {
  const [older, rest] = await Promise.all([messagesBefore(tx, run, at, limit + 1), messagesFrom(tx, run, at, 1)]);
  const kept = Math.min(limit, fitting(older));
  return { rows: older.slice(0, kept).reverse(), hasMoreBefore: older.length > kept, hasMoreAfter: rest.length > 0 };
}

async function cutAfter(tx: TransactionSql, run: Run, at: number, limit: number): Promise<Cut> {
  const [rest, newer] = await Promise.all([
    messagesBefore(tx, run, at + 1, 1),
    messagesFrom(tx, run, at + 1, limit + 1),
  ]);
  const kept = Math.min(limit, fitting(newer));
  return { rows: newer.slice(0, kept), hasMoreBefore: rest.length > 0, hasMoreAfter: newer.length > kept };
}

// The place stands in the middle; what one side lacks, the other gives.
async function cutAround(tx: TransactionSql, run: Run, at: number, limit: number): Promise<Cut> {
  const [older, newer] = await Promise.all([
    messagesBefore(tx, run, at, limit + 1),
    messagesFrom(tx, run, at, limit + 1),
  ]);
  const wanted = Math.min(older.length, Math.max(Math.floor(limit / 2), limit - newer.length));
  const before = Math.min(wanted, fitting(older, LARGEST / 2));
  const after = Math.min(newer.length, limit - wanted, fitting(newer, LARGEST / 2));
  return {
    rows: [...older.slice(0, before).reverse(), ...newer.slice(0, after)],
    hasMoreBefore: older.length > before,
    hasMoreAfter: newer.length > after,
  };
}

/** How many of the rows, from the first, make no page too large; at least one, so that every page leads on. */
export function fitting(rows: readonly MessageRow[], largest: number = LARGEST): number {
  return fittingSizes(rows.map(sizeOf), largest);
}

/** The same of texts. */
export function fittingTexts(texts: readonly string[]): number {
  return fittingSizes(
    texts.map(({ length }) => length),
    LARGEST,
  );
}

/** The text and all that grows with the people around it. */
function sizeOf({ text, files, reached, mentioned, ballots, acknowledged }: MessageRow): number {
  let size = text.length;
  for (const part of [files, reached, mentioned, ballots, acknowledged]) if (part) size += JSON.stringify(part).length;
  return size;
}

function fittingSizes(sizes: readonly number[], largest: number): number {
  let total = 0;
  const over = sizes.findIndex((size, i) => (total += size) > largest && i > 0);
  return over < 0 ? sizes.length : over;
}
