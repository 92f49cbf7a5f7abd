import type { Args } from '@roost/protocol/registry';
import { fromIso, toIso } from '@roost/protocol/time';
import type { NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import type { MessageRow } from '../messages/entity.ts';
import { noMessage } from '../messages/find.ts';
import { findMessageRow } from '../messages/sql.ts';
import { plans, type World } from '../verb.ts';
import { findOwnThread, placeGuards, placeTouches } from './following.ts';
import { lastCallIn } from './sql.ts';

/** Moves one's read position in a followed thread: forward, or back when that is what is meant [N4]. */
export const threadRead = plans('thread.read', async (world, call, args) => {
  const { root, acting, place } = await findOwnThread(world, call, args.message);
  const user = acting.actor.id;
  const readAt = await instantOf(world, root, args);
  const present = place?.readAt ?? root.createdAt;
  const moves = place?.reason && (args.back === true ? readAt !== present : readAt > present);
  const follow = place?.reason ?? null;
  if (!moves) return { item: null, answer: () => ({ follow, readAt: toIso(present) }) };
  const data = { channel: root.channel, root: root.id, message: args.upTo, readAt: toIso(readAt) };
  const marked: NewEvent<'thread.marked'> = {
    stream: user,
    type: 'thread.marked',
    actor: user,
    audience: '*',
    data: () => data,
  };
  return {
    item: {
      events: [marked],
      checked: acting.checked,
      guards: placeGuards(user, root, place),
      touches: placeTouches(user, root),
    },
    answer: () => ({ follow, readAt: data.readAt }),
  };
});

async function instantOf(world: World, root: MessageRow, { upTo, at }: Args<'thread.read'>): Promise<number> {
  const message = await findMessageRow(world.database.sql, upTo);
  if (!message || (message.id !== root.id && message.threadRoot !== root.id)) throw noMessage();
  if (at === undefined) return message.createdAt;
  const instant = fromIso(at);
  if (instant === null) throw new Reject('invalid', 'args.at is not an instant.', { field: 'args.at' });
  // What is not written yet cannot have been read.
  return Math.max(message.createdAt, Math.min(instant, await lastCallIn(world.database.sql, root)));
}
