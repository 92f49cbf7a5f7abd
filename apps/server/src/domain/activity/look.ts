import { fromIso, toIso } from '@roost/protocol/time';
import type { NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { plans } from '../verb.ts';
import { readLook } from './sql.ts';

/** Moves one's last look forward. What comes later than now cannot have been seen. */
export const activityLook = plans('activity.look', async (world, call, args) => {
  const { actor, checked } = await actingIn(world, call, args.workspace);
  const given = fromIso(args.at);
  if (given === null) throw new Reject('invalid', 'args.at is not an instant.', { field: 'args.at' });
  const present = await readLook(world.database.sql, actor.id);
  const at = Math.min(given, world.now() * 1000);
  if (present !== null && at <= present) return { item: null, answer: () => ({ lookedAt: toIso(present) }) };
  const looked: NewEvent<'activity.looked'> = {
    stream: actor.id,
    type: 'activity.looked',
    actor: actor.id,
    audience: '*',
    data: () => ({ lookedAt: toIso(at) }),
  };
  return {
    item: {
      events: [looked],
      checked,
      guards: [{ kind: 'look', id: actor.id, is: present === null ? '' : String(present) }],
      touches: [`look:${actor.id}`],
    },
    answer: () => ({ lookedAt: toIso(at) }),
  };
});
