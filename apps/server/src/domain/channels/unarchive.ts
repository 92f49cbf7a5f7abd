import { actingOnChannel } from '../acting.ts';
import { systemNote } from '../messages/systemNote.ts';
import { plans } from '../verb.ts';
import { channelEvent, channelIn } from './events.ts';
import { presentChannel } from './find.ts';

/** Opens an archived channel again. */
export const channelUnarchive = plans('channel.unarchive', async (world, call, args) => {
  const { workspace, actor, checked } = await actingOnChannel(world, call, args.channel, 'archiveChannel');
  const before = await presentChannel(world, args.channel);
  const { archivedAt, ...open } = before;
  if (archivedAt === undefined) return { item: null, answer: () => ({ channel: before }) };
  return {
    item: {
      events: [
        channelEvent('channel.unarchived', actor.id, before, () => open),
        systemNote({ workspace, channel: before.id, author: actor.id }, { type: 'unarchived' }),
      ],
      checked,
      guards: [],
      touches: [`channel:${before.id}`],
    },
    answer: (events) => channelIn(events),
  };
});
