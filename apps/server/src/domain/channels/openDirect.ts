import type { Channel } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { toIso } from '@roost/protocol/time';
import type { Item, Place } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import { canInWorkspace } from '../permissions.ts';
import { memberJoined } from '../users/joining.ts';
import { plans } from '../verb.ts';
import { directKeyOf } from './entity.ts';
import { channelEvent, channelIn } from './events.ts';
import { checkPeople } from './find.ts';
import { directChannel } from './sql.ts';

/** The direct channel with these people and oneself. Whoever opens it at the same moment gets the same one [M7]. */
export const directOpen = plans('direct.open', async (world, call, args) => {
  const acting = await actingIn(world, call, args.workspace);
  if (!canInWorkspace('openDirect', acting.actor)) throw new Reject('forbidden', 'You may not write to people here.');
  checkPeople(acting, args.users);
  const users = [...new Set([...args.users, acting.actor.id])].sort();
  const directKey = directKeyOf(users);
  const existing = await directChannel(world.database.sql, acting.workspace, directKey);
  if (existing) return { item: null, answer: () => ({ channel: existing }) };
  return { item: opening(acting, users, newId('direct', world.now())), answer: channelIn, taken: () => 'again' };
});

function opening({ workspace, actor, checked }: Acting, users: string[], id: string): Omit<Item, 'key' | 'keep'> {
  const of = { id, kind: 'direct', workspace } as const;
  const becomes = (place: Place): Omit<Channel, 'rev'> => ({
    ...of,
    name: null,
    topic: '',
    users,
    createdBy: actor.id,
    createdAt: toIso(place.at),
  });
  return {
    events: [
      channelEvent('channel.created', actor.id, of, becomes),
      ...users.map((user) => memberJoined(workspace, id, user, actor.id)),
    ],
    checked,
    guards: [],
    touches: [`direct:${workspace}:${directKeyOf(users)}`],
  };
}
