import type { Channel } from '@roost/protocol/entities';
import type { NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingOnChannel } from '../acting.ts';
import { memberLeft } from '../members/leaving.ts';
import { peopleNote, systemNote } from '../messages/systemNote.ts';
import { plans } from '../verb.ts';
import { channelEvent } from './events.ts';
import { checkPeople, presentChannel } from './find.ts';

/** Removes people from a channel. Those who are not in it stay out. */
export const channelRemove = plans('channel.remove', async (world, call, args) => {
  const acting = await actingOnChannel(world, call, args.channel, 'removeFromChannel');
  const { workspace, actor, rules, channel, checked } = acting;
  checkPeople(acting, args.users);
  if (args.users.includes(actor.id)) throw new Reject('invalid', 'To go yourself, leave.', { field: 'args.users' });
  const users = [...new Set(args.users)].filter((user) => channel.members.has(user));
  const entity = await presentChannel(world, channel.id);
  const note = systemNote(
    { workspace, channel: channel.id, author: actor.id },
    peopleNote('removed', users),
    (user) => rules.users.get(user)?.name,
  );
  return {
    item:
      users.length === 0
        ? null
        : {
            events: [
              ...demoted(entity, users, actor.id),
              ...users.map((user) => memberLeft(workspace, channel.id, user, actor.id)),
              note,
            ],
            checked,
            guards: [],
            touches: [`channel:${channel.id}`, ...users.map((user) => `member:${channel.id}|${user}`)],
          },
    answer: async (events) => ({ channel: events.length > 0 ? await presentChannel(world, channel.id) : entity }),
  };
});

/** Who is taken out does not run the channel when they come back. */
function demoted(channel: Channel, users: readonly string[], actor: string): NewEvent[] {
  const admins = channel.admins ?? [channel.createdBy];
  const stay = admins.filter((user) => !users.includes(user));
  if (stay.length === admins.length) return [];
  return [channelEvent('channel.updated', actor, channel, () => ({ ...channel, admins: stay }))];
}
