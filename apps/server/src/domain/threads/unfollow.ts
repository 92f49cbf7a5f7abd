import { toIso } from '@roost/protocol/time';
import type { NewEvent } from '../../log/item.ts';
import { plans } from '../verb.ts';
import { findOwnThread, placeGuards, placeTouches } from './following.ts';

/** Follows a thread no longer. It is remembered, so that replies of others do not bring it back. */
export const threadUnfollow = plans('thread.unfollow', async (world, call, args) => {
  const { root, acting, place } = await findOwnThread(world, call, args.message);
  const user = acting.actor.id;
  const answer = () => ({ follow: null, readAt: toIso(place?.readAt ?? root.createdAt) });
  if (!place?.reason) return { item: null, answer };
  const unfollowed: NewEvent<'thread.unfollowed'> = {
    stream: user,
    type: 'thread.unfollowed',
    actor: user,
    audience: '*',
    data: () => ({ channel: root.channel, root: root.id }),
  };
  return {
    item: {
      events: [unfollowed],
      checked: acting.checked,
      guards: placeGuards(user, root, place),
      touches: placeTouches(user, root),
    },
    answer,
  };
});
