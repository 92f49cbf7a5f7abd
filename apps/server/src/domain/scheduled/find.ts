import { Reject } from '../../reject.ts';
import type { Acting } from '../acting.ts';
import { actingAround } from '../actingAround.ts';
import type { Call, World } from '../verb.ts';
import { findScheduled, type Waiting } from './sql.ts';

/** One's own message that waits: it stays one's own to change when one may not see its channel any more. Others have none. */
export async function findOwnScheduled(world: World, call: Call, id: string): Promise<Waiting & { acting: Acting }> {
  const waiting = await findScheduled(world.database.sql, id);
  const acting = waiting && (await actingAround(world, call, waiting.scheduled.channel));
  if (!acting || acting.actor.id !== waiting.user) throw noneSuch();
  return { ...waiting, acting };
}

function noneSuch(): Reject {
  return new Reject('not_found', 'There is no such message to be sent later. It may have been sent.');
}
