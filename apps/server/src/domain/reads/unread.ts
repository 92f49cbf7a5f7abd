import { toIso } from '@roost/protocol/time';
import { withPosition } from '../../log/snapshot.ts';
import { actingOnChannel } from '../acting.ts';
import { toUnread } from '../members/entity.ts';
import { readMemberships } from '../members/sql.ts';
import { noMembership } from '../members/noMembership.ts';
import { runs } from '../verb.ts';

/** How many members there are is not asked here. */
const NOT_COUNTED = new Map<string, number>();

/** What one has not read in a channel, with the position at which that was so. */
export const readUnread = runs('read.unread', async (world, call, { channel }) => {
  const { workspace, actor } = await actingOnChannel(world, call, channel, 'markRead');
  return withPosition(world.database.sql, [workspace], async (tx, heads) => {
    const [row] = await readMemberships(tx, { workspace, user: actor.id, channel }, NOT_COUNTED);
    if (!row) throw noMembership();
    return { unread: toUnread(row.unread), readAt: toIso(row.readAt), seq: heads.get(workspace)?.seq ?? 0 };
  });
});
