import { Reject } from '../../reject.ts';
import { actingOnChannel } from '../acting.ts';
import { systemNote } from '../messages/systemNote.ts';
import { canInWorkspace } from '../permissions.ts';
import { memberJoined } from '../users/joining.ts';
import { plans } from '../verb.ts';
import { checkPeople, presentChannel } from './find.ts';

/** Adds people to a channel. Those who are in it already stay. */
export const channelInvite = plans('channel.invite', async (world, call, args) => {
  const acting = await actingOnChannel(world, call, args.channel, 'inviteToChannel');
  const { workspace, actor, rules, channel, checked } = acting;
  checkPeople(acting, args.users);
  if (args.users.some((user) => rules.users.get(user)?.role === 'guest') && !canInWorkspace('inviteGuest', actor))
    throw new Reject('forbidden', 'Only admins of the workspace may let guests into a channel.');
  const users = [...new Set(args.users)].filter((user) => !channel.members.has(user));
  const entity = await presentChannel(world, channel.id);
  const note = systemNote(
    { workspace, channel: channel.id, author: actor.id },
    { type: 'invited', users },
    (user) => rules.users.get(user)?.name,
  );
  return {
    item:
      users.length === 0
        ? null
        : {
            events: [...users.map((user) => memberJoined(workspace, channel.id, user, actor.id)), note],
            checked,
            guards: [],
            touches: users.map((user) => `member:${channel.id}|${user}`),
          },
    answer: () => ({ channel: entity }),
  };
});
