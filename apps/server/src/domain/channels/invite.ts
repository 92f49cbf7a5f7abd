import { Reject } from '../../reject.ts';
import { actingOnChannel } from '../acting.ts';
import { canInWorkspace } from '../permissions.ts';
import { plans } from '../verb.ts';
import { checkPeople, presentChannel } from './find.ts';
import { joiningItem } from './joiningItem.ts';

/** Adds people to a channel. Those who are in it already stay. */
export const channelInvite = plans('channel.invite', async (world, call, args) => {
  const acting = await actingOnChannel(world, call, args.channel, 'inviteToChannel');
  const { actor, rules, channel } = acting;
  checkPeople(acting, args.users);
  if (args.users.some((user) => rules.users.get(user)?.role === 'guest') && !canInWorkspace('inviteGuest', actor))
    throw new Reject('forbidden', 'Only admins of the workspace may let guests into a channel.');
  const users = [...new Set(args.users)].filter((user) => !channel.members.has(user));
  const entity = await presentChannel(world, channel.id);
  return {
    item: joiningItem(acting, users),
    answer: () => ({ channel: entity }),
  };
});
