import { actingInChannel, allow } from '../acting.ts';
import { memberLeft } from '../members/leaving.ts';
import { systemNote } from '../messages/systemNote.ts';
import { plans } from '../verb.ts';

/** Leaves a channel. The leaving comes before its note, so that it is the last that one hears of the channel [W3]. */
export const channelLeave = plans('channel.leave', async (world, call, args) => {
  const acting = await actingInChannel(world, call, args.channel);
  const { workspace, actor, channel, checked } = acting;
  if (!channel.members.has(actor.id)) return { item: null, answer: () => ({}) };
  allow('leaveChannel', acting);
  return {
    item: {
      events: [
        memberLeft(workspace, channel.id, actor.id),
        systemNote({ workspace, channel: channel.id, author: actor.id }, { type: 'left' }),
      ],
      checked,
      guards: [],
      touches: [`member:${channel.id}|${actor.id}`],
    },
    answer: () => ({}),
  };
});
