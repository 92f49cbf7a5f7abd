import { limits } from '@roost/protocol/limits';
import { Reject } from '../../reject.ts';
import { actingOnChannel } from '../acting.ts';
import { systemNote } from '../messages/systemNote.ts';
import { plans } from '../verb.ts';
import { channelEvent, channelIn } from './events.ts';
import { checkPeople, presentChannel } from './find.ts';

/** Makes a member one of those who run the channel, or not any more. */
export const channelSetAdmin = plans('channel.setAdmin', async (world, call, args) => {
  const acting = await actingOnChannel(world, call, args.channel, 'setChannelAdmin');
  const { workspace, actor, rules, channel, checked } = acting;
  checkPeople(acting, [args.user], 'args.user');
  if (args.admin && !channel.members.has(args.user))
    throw new Reject('invalid', 'Only members of the channel can run it.', { field: 'args.user' });
  const before = await presentChannel(world, channel.id);
  const admins = before.admins ?? [before.createdBy];
  if (admins.includes(args.user) === args.admin) return { item: null, answer: () => ({ channel: before }) };
  if (args.admin && admins.length >= limits.channelAdmins)
    throw new Reject('conflict', `A channel has at most ${limits.channelAdmins} admins.`);
  const after = {
    ...before,
    admins: args.admin ? [...admins, args.user].sort() : admins.filter((user) => user !== args.user),
  };
  const note = systemNote(
    { workspace, channel: before.id, author: actor.id },
    { type: 'admins', users: [args.user], made: args.admin },
    (user) => rules.users.get(user)?.name,
  );
  return {
    item: {
      events: [channelEvent('channel.updated', actor.id, before, () => after), note],
      checked,
      guards: [],
      touches: [`channel:${before.id}`],
    },
    answer: (events) => channelIn(events),
  };
});
