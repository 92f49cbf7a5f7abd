import type { Preview } from '@roost/protocol/entities';
import type { Args } from '@roost/protocol/registry';
import { toIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import { runs, type Call, type World } from '../verb.ts';
import type { MessageRow } from './entity.ts';
import { findMessage, present } from './find.ts';
import { eventsOfText, findMessageRow } from './sql.ts';
import { toVersion } from './versions.ts';

type Item = Args<'message.previews'>['items'][number];

/**
 * What one may see of messages that are quoted or linked to. Whoever may read a message that quotes another may read the text that it
 * quotes, whose it is and when it was written; all else of it only who may see it anyway [Q2].
 */
export const messagePreviews = runs('message.previews', async (world, call, { items }) => ({
  previews: await Promise.all(items.map((item) => previewOf(world, call, item))),
}));

async function previewOf(world: World, call: Call, item: Item): Promise<Preview | null> {
  const quoting = item.by === undefined ? null : await ifSeen(world, call, item.by);
  const quote = quoting?.quote?.message === item.message ? quoting.quote : null;
  const rev = quote?.rev ?? item.rev;
  const original = await ifSeen(world, call, item.message);
  if (original) return original.deletedAt === null ? livePreview(world, original, rev) : { state: 'gone' };
  return quote ? sharedPreview(world, quote.message, quote.rev) : null;
}

async function ifSeen(world: World, call: Call, id: string): Promise<MessageRow | null> {
  try {
    return (await findMessage(world, call, id)).message;
  } catch (error) {
    if (error instanceof Reject && error.code === 'not_found') return null;
    throw error;
  }
}

async function livePreview(world: World, row: MessageRow, rev: number | undefined): Promise<Preview> {
  const { message } = await present(world, row.id);
  if (rev === undefined || row.editedAt === null) return { state: 'live', message };
  const [newest, [said]] = await Promise.all([
    eventsOfText(world.database.sql, row, Number.MAX_SAFE_INTEGER, 1),
    eventsOfText(world.database.sql, row, rev + 1, 1),
  ]);
  const isOther = said !== undefined && said.seq !== newest[0]?.seq;
  return { state: 'live', message, ...(isOther && { quoted: toVersion(said, row) }) };
}

async function sharedPreview(world: World, id: string, rev: number): Promise<Preview> {
  const row = await findMessageRow(world.database.sql, id);
  const isThere = row !== null && (await world.rules.ofChannel(row.channel)) !== null;
  const [said] = isThere ? await eventsOfText(world.database.sql, row, rev + 1, 1) : [];
  if (!isThere || !said) return { state: 'gone' };
  return { state: 'shared', createdAt: toIso(row.createdAt), quoted: toVersion(said, row) };
}
