import type { Channel } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { toIso } from '@roost/protocol/time';
import type { NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingOnChannel, type ActingInChannel } from '../acting.ts';
import { memberLeft } from '../members/leaving.ts';
import { systemNote } from '../messages/systemNote.ts';
import { channelName, nameKeyOf } from '../names.ts';
import { canInWorkspace } from '../permissions.ts';
import { memberJoined } from '../users/joining.ts';
import { plans } from '../verb.ts';
import { directKeyOf } from './entity.ts';
import { channelEvent, channelIn } from './events.ts';
import { checkName, nameTaken, presentChannel } from './find.ts';

/** So many people make a group. */
const GROUP = 3;

/**
 * Makes a private channel of a group's conversation. With its history it is the same channel, which has a name now: nothing moves, and links
 * to what was written hold. Without, it is a new one of the same people, and the conversation stays beside it [M16].
 */
export const directConvert = plans('direct.convert', async (world, call, args) => {
  const acting = await actingOnChannel(world, call, args.channel, 'convertDirect');
  const { workspace, actor, checked } = acting;
  if (!canInWorkspace('createChannel', actor)) throw new Reject('forbidden', 'You may not create channels.');
  const name = channelName(args.name);
  await checkName(world, acting, name);
  const before = await presentChannel(world, args.channel);
  if (!before.users) throw new Reject('forbidden', 'It is a channel already.');
  const { users } = before;
  if (users.length < GROUP)
    throw new Reject('invalid', 'Only of a group a channel is made.', { field: 'args.channel' });
  return {
    item: {
      events: args.history ? named(acting, before, name) : besides(acting, newId('channel', world.now()), name),
      checked,
      guards: [],
      touches: [
        `channel:${before.id}`,
        `name:${workspace}:${nameKeyOf(name)}`,
        `direct:${workspace}:${directKeyOf(users)}`,
      ],
    },
    answer: channelIn,
    taken: nameTaken,
  };
});

/** Who has left the workspace was still one of the conversation's people; of a channel's they are not. */
function named(acting: ActingInChannel, { users: _users, ...before }: Channel, name: string): NewEvent[] {
  const { workspace, actor, rules, channel } = acting;
  const after: Channel = { ...before, kind: 'private', name, admins: [actor.id] };
  const gone = [...channel.members.keys()].filter((user) => rules.users.get(user)?.left);
  return [
    channelEvent('channel.updated', actor.id, after, () => after),
    ...gone.map((user) => memberLeft(workspace, channel.id, user, actor.id)),
    systemNote({ workspace, channel: channel.id, author: actor.id }, { type: 'fromDirect', history: true }),
  ];
}

function besides({ workspace, actor, rules, channel }: ActingInChannel, id: string, name: string): NewEvent[] {
  const of = { id, kind: 'private', workspace } as const;
  const users = [...channel.members.keys()].filter((user) => !rules.users.get(user)?.left).sort();
  return [
    channelEvent('channel.created', actor.id, of, (place) => ({
      ...of,
      ...{ name, topic: '', createdBy: actor.id, createdAt: toIso(place.at) },
    })),
    ...users.map((user) => memberJoined(workspace, id, user, actor.id)),
    systemNote({ workspace, channel: id, author: actor.id }, { type: 'fromDirect', history: false }),
    systemNote({ workspace, channel: channel.id, author: actor.id }, { type: 'toChannel', channel: id, name }),
  ];
}
