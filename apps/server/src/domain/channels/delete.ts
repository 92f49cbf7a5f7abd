import { Reject } from '../../reject.ts';
import type { NewEvent } from '../../log/item.ts';
import { actingOnChannel } from '../acting.ts';
import { nameKeyOf } from '../names.ts';
import { plans } from '../verb.ts';
import { presentChannel } from './find.ts';

/** Deletes a channel with everything in it. The log keeps that it was deleted, and by whom; what was written is erased there, too. */
export const channelDelete = plans('channel.delete', async (world, call, args) => {
  const { workspace, actor, channel, checked } = await actingOnChannel(world, call, args.channel, 'deleteChannel');
  const { id, kind, name } = await presentChannel(world, channel.id);
  if (kind === 'direct' || name === null) throw new Reject('forbidden', 'A direct channel is not deleted.');
  if (nameKeyOf(args.name.trim().replace(/^#+/, '')) !== nameKeyOf(name))
    throw new Reject('invalid', 'This is not the name of the channel.', { field: 'args.name' });
  const deleted: NewEvent<'channel.deleted'> = {
    stream: workspace,
    type: 'channel.deleted',
    actor: actor.id,
    audience: kind === 'public' ? '*' : id,
    rules: true,
    data: () => ({ channel: id, kind }),
  };
  return {
    item: {
      events: [deleted as NewEvent],
      checked,
      guards: [],
      touches: [`channel:${id}`],
    },
    answer: () => ({}),
  };
});
