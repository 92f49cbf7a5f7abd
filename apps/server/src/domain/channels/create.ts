import type { Channel } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { toIso } from '@roost/protocol/time';
import type { Place } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { channelName, nameKeyOf, oneLine } from '../names.ts';
import { canInWorkspace } from '../permissions.ts';
import { memberJoined } from '../users/joining.ts';
import { plans } from '../verb.ts';
import { channelEvent, channelIn } from './events.ts';
import { checkName, nameTaken } from './find.ts';
import { checkPosting, keptPosting } from './posting.ts';

/** Creates a channel with the caller as its first member. */
export const channelCreate = plans('channel.create', async (world, call, args) => {
  const acting = await actingIn(world, call, args.workspace);
  const { workspace, actor, checked } = acting;
  if (!canInWorkspace('createChannel', actor)) throw new Reject('forbidden', 'You may not create channels.');
  const name = channelName(args.name);
  const nameKey = nameKeyOf(name);
  if (args.posting) checkPosting(acting, args.posting);
  const posting = args.posting && keptPosting(args.posting);
  await checkName(world, acting, name);
  const of = { id: newId('channel', world.now()), kind: args.kind, workspace };
  const becomes = (place: Place): Omit<Channel, 'rev'> => ({
    ...of,
    name,
    topic: oneLine(args.topic ?? ''),
    ...(posting && { posting }),
    createdBy: actor.id,
    createdAt: toIso(place.at),
  });
  return {
    item: {
      events: [channelEvent('channel.created', actor.id, of, becomes), memberJoined(workspace, of.id, actor.id)],
      checked,
      guards: [],
      touches: [`name:${workspace}:${nameKey}`],
    },
    answer: channelIn,
    taken: nameTaken,
  };
});
