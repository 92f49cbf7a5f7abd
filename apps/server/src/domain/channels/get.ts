import { withPosition } from '../../log/snapshot.ts';
import { Reject } from '../../reject.ts';
import { actingInChannel } from '../acting.ts';
import { toMembership } from '../members/entity.ts';
import { readMemberships } from '../members/sql.ts';
import { runs } from '../verb.ts';
import { readChannel } from './sql.ts';

/** One channel and, for its members, one's place in it: all of one instant. */
export const channelGet = runs('channel.get', async (world, call, { channel: id }) => {
  const { workspace, actor } = await actingInChannel(world, call, id);
  return withPosition(world.database.sql, [workspace], async (tx, heads) => {
    const [channel, [row]] = await Promise.all([
      readChannel(tx, id),
      readMemberships(tx, { workspace, user: actor.id, channel: id }),
    ]);
    if (!channel || (channel.kind !== 'public' && !row)) throw new Reject('not_found', 'There is no such channel.');
    return { channel, membership: row ? toMembership(row) : null, seq: heads.get(workspace)?.seq ?? 0 };
  });
});
