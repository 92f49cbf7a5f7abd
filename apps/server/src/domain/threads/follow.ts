import { toIso } from '@roost/protocol/time';
import { plans } from '../verb.ts';
import { findOwnThread, followed, mustBeThere, placeGuards, placeTouches, readFrom } from './following.ts';

/** Follows a thread because one wants to. */
export const threadFollow = plans('thread.follow', async (world, call, args) => {
  const { root, acting, place } = await findOwnThread(world, call, args.message);
  mustBeThere(root);
  const user = acting.actor.id;
  if (place?.reason) {
    const present = { follow: place.reason, readAt: toIso(place.readAt) };
    return { item: null, answer: () => present };
  }
  const what = { reason: 'followed' as const, readAt: readFrom(root, place) };
  return {
    item: {
      events: [followed(user, user, root, what)],
      checked: acting.checked,
      guards: [{ kind: 'thread', id: root.id, is: 'open' }, ...placeGuards(user, root, place)],
      touches: placeTouches(user, root),
    },
    answer: () => ({ follow: what.reason, readAt: toIso(what.readAt) }),
  };
});
