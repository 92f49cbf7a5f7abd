import type { MessageVersion } from '@roost/protocol/entities';
import { toIso } from '@roost/protocol/time';
import type { LoggedEvent } from '../../log/item.ts';
import { runs } from '../verb.ts';
import type { MessageRow } from './entity.ts';
import { findLiveMessage } from './find.ts';
import { fittingTexts } from './page.ts';
import { eventsOfText } from './sql.ts';

const PAGE = 50;

/**
 * What a message has said, from the events that said it. Whoever may read the message may read this; of a deleted one the events are
 * empty, so there is nothing [M4].
 */
export const messageVersions = runs('message.versions', async (world, call, { message: id, before }) => {
  const { message } = await findLiveMessage(world, call, id);
  const events = await eventsOfText(world.database.sql, message, before ?? Number.MAX_SAFE_INTEGER, PAGE + 1);
  const kept = Math.min(PAGE, fittingTexts(events.map(({ data }) => data.message.text)));
  const versions = events.filter(isKnown).filter(({ seq }) => seq >= (events[kept - 1]?.seq ?? 0));
  return { versions: versions.map((event) => toVersion(event, message)), hasMore: events.length > kept };
});

type TextEvent = LoggedEvent<'message.posted' | 'message.edited'>;

/** An import knows only the last text: that of the time before its edit was another, which nobody knows. */
function isKnown(event: TextEvent, index: number, newestFirst: readonly TextEvent[]): boolean {
  return !(event.backfill && newestFirst[index - 1]?.backfill);
}

/** As everybody who may read it sees it. */
export function toVersion({ seq, at, data }: TextEvent, { author }: MessageRow): MessageVersion {
  return { rev: seq, author, at: toIso(at), text: data.message.text };
}
