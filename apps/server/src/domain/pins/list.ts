import { limits } from '@roost/protocol/limits';
import { fromIso } from '@roost/protocol/time';
import { withPosition } from '../../log/snapshot.ts';
import { actingInChannel } from '../acting.ts';
import { fitting } from '../messages/page.ts';
import { pinnedBefore, withReactions } from '../messages/sql.ts';
import { runs } from '../verb.ts';

/** The pinned messages of a channel, as many as an answer can carry. Whoever may read the channel may read them. */
export const channelPins = runs('channel.pins', async (world, call, { channel, before, limit = limits.pins }) => {
  const { workspace } = await actingInChannel(world, call, channel);
  const end = (before === undefined ? null : fromIso(before)) ?? Number.MAX_SAFE_INTEGER;
  return withPosition(world.database.sql, [workspace], async (tx) => {
    const rows = await pinnedBefore(tx, channel, end, limit + 1);
    const kept = Math.min(limit, fitting(rows));
    return { messages: await withReactions(tx, rows.slice(0, kept)), hasMore: rows.length > kept };
  });
});
