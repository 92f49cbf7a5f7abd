import { toIso } from '@roost/protocol/time';
import { withPosition } from '../../log/snapshot.ts';
import { runs } from '../verb.ts';
import { findOwnThread } from './following.ts';
import { toPlace } from './places.ts';
import { readFollowed } from './sql.ts';

/** One's own place in a thread, with the positions at which it was so. */
export const threadPlace = runs('thread.place', async (world, call, { message: id }) => {
  const { root, acting, place } = await findOwnThread(world, call, id);
  const { workspace, actor } = acting;
  return withPosition(world.database.sql, [workspace, actor.id], async (tx, heads) => {
    const [row] = await readFollowed(tx, actor.id, { root: id });
    const readAt = toIso(place?.readAt ?? root.createdAt);
    return {
      place: row
        ? toPlace(row)
        : { root: id, channel: root.channel, follow: null, readAt, unread: { entries: [], more: false } },
      seq: heads.get(workspace)?.seq ?? 0,
      ownSeq: heads.get(actor.id)?.seq ?? 0,
    };
  });
});
