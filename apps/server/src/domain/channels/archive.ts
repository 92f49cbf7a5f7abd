import { toIso } from '@roost/protocol/time';
import { actingOnChannel } from '../acting.ts';
import { systemNote } from '../messages/systemNote.ts';
import { plans } from '../verb.ts';
import { channelEvent, channelIn } from './events.ts';
import { presentChannel } from './find.ts';

/** Closes a channel for writing. */
export const channelArchive = plans('channel.archive', async (world, call, args) => {
  const { workspace, actor, checked } = await actingOnChannel(world, call, args.channel, 'archiveChannel');
  const before = await presentChannel(world, args.channel);
  if (before.archivedAt !== undefined) return { item: null, answer: () => ({ channel: before }) };
  return {
    item: {
      events: [
        channelEvent('channel.archived', actor.id, before, ({ at }) => ({ ...before, archivedAt: toIso(at) })),
        systemNote({ workspace, channel: before.id, author: actor.id }, { type: 'archived' }),
      ],
      checked,
      guards: [],
      touches: [`channel:${before.id}`],
    },
    answer: (events) => channelIn(events),
  };
});
