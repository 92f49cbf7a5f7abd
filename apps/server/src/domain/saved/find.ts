import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import { findLiveMessage, noMessage } from '../messages/find.ts';
import { findMessageRow } from '../messages/sql.ts';
import type { Call, World } from '../verb.ts';
import type { SavedRow } from './entity.ts';
import { findSaved, savedId } from './sql.ts';

/** What the caller has made of a message, and who they are where it is. */
export interface SavedBefore {
  acting: Acting;
  channel: string;
  saved: SavedRow | null;
}

/**
 * What one saved stays one's own to change, also when the message is gone or one may not see it any more. Of others the rule is that of
 * reading: what one may not see does not exist.
 */
export async function findSavedMessage(world: World, call: Call, id: string): Promise<SavedBefore> {
  const message = await findMessageRow(world.database.sql, id);
  if (!message) throw noMessage();
  const acting = await actingIn(world, call, message.workspace).catch((error: unknown) => {
    throw error instanceof Reject && error.code === 'not_found' ? noMessage() : error;
  });
  const saved = await findSaved(world.database.sql, acting.actor.id, id);
  if (!saved) await findLiveMessage(world, call, id);
  return { acting, channel: message.channel, saved };
}

/** What a change of somebody's list relies on and touches. */
export function around(user: string, message: string, saved: SavedRow | null) {
  const id = savedId(user, message);
  const is = saved === null ? '' : saved.doneAt === null ? 'todo' : 'done';
  return { guards: [{ kind: 'saved', id, is }], touches: [`saved:${id}`, `savedRoom:${user}`] };
}
