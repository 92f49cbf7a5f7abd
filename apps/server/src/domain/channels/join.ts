import { actingOnChannel } from '../acting.ts';
import { systemNote } from '../messages/systemNote.ts';
import { memberJoined } from '../users/joining.ts';
import { plans } from '../verb.ts';
import { presentChannel } from './find.ts';

/** Joins a public channel. Who is in it already stays. */
export const channelJoin = plans('channel.join', async (world, call, args) => {
  const { workspace, actor, channel, checked } = await actingOnChannel(world, call, args.channel, 'joinPublicChannel');
  const entity = await presentChannel(world, channel.id);
  const joins = !channel.members.has(actor.id);
  return {
    item: joins
      ? {
          events: [
            memberJoined(workspace, channel.id, actor.id),
            systemNote({ workspace, channel: channel.id, author: actor.id }, { type: 'joined' }),
          ],
          checked,
          guards: [],
          touches: [`member:${channel.id}|${actor.id}`],
        }
      : null,
    answer: () => ({ channel: entity }),
  };
});
