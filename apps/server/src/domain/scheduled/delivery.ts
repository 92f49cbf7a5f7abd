import { timings } from '@roost/protocol/limits';
import { fromIso } from '@roost/protocol/time';
import { planPost, type PostPlan } from '../messages/post.ts';
import type { Call, World } from '../verb.ts';
import { around, ended } from './keep.ts';
import type { Waiting } from './sql.ts';

/**
 * What sending it intends: the message and the end of its waiting, both or neither. So however often this is tried, and by however many
 * at once, one message comes of it [E2].
 */
export async function planDelivery(world: World, call: Call, { user, scheduled }: Waiting): Promise<PostPlan> {
  const { id, rev, channel, threadRoot, alsoToChannel, text, quote } = scheduled;
  const asReply = { ...(threadRoot !== undefined && { threadRoot }), ...(alsoToChannel && { alsoToChannel }) };
  const post = await planPost(world, call, { channel, text, clientId: id, ...asReply, ...(quote && { quote }) });
  const late = world.now() * 1_000 - (fromIso(scheduled.at) ?? 0) > timings.lateAfter * 1_000;
  const { guards, touches } = around(id, rev);
  return {
    ...post,
    item: {
      ...post.item,
      events: [...post.item.events, ended(user, scheduled, post.message, late)],
      guards: [...post.item.guards, ...guards],
      touches: [...post.item.touches, ...touches],
    },
  };
}
