import { isId } from '@roost/protocol/ids';
import type { Reminder } from '@roost/protocol/reminder';
import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import { actingAround } from '../actingAround.ts';
import { findLiveMessage, noMessage } from '../messages/find.ts';
import { findMessageRow } from '../messages/sql.ts';
import type { Call, World } from '../verb.ts';
import { channelOfReminded, findReminder, workspacesOfNote } from './sql.ts';

export interface ReminderBefore {
  acting: Acting;
  /** Where the message is; null of a note. */
  channel: string | null;
  reminder: Reminder | null;
}

/**
 * A reminder stays one's own to move and to take away, also when the message is gone or one may not see it any more. Of others the rule
 * is that of reading.
 */
export async function findOwnReminder(world: World, call: Call, id: string): Promise<ReminderBefore> {
  if (isId(id, 'note')) return findOwnNote(world, call, id);
  const message = await findMessageRow(world.database.sql, id);
  // With its channel a message may be erased; the reminder is not.
  const channel = message?.channel ?? (await channelOfReminded(world.database.sql, id));
  const acting = channel === null ? null : await actingAround(world, call, channel);
  if (!acting || channel === null) throw noMessage();
  const reminder = await findReminder(world.database.sql, acting.actor.id, id);
  if (!reminder) await findLiveMessage(world, call, id);
  return { acting, channel, reminder };
}

/** Ids of notes are made by whoever asks: others may have one that is called so. */
async function findOwnNote(world: World, call: Call, id: string): Promise<ReminderBefore> {
  for (const workspace of await workspacesOfNote(world.database.sql, id)) {
    const acting = await actingIn(world, call, workspace).catch(() => null);
    const reminder = acting && (await findReminder(world.database.sql, acting.actor.id, id));
    if (acting && reminder) return { acting, channel: null, reminder };
  }
  throw new Reject('not_found', 'There is no such reminder.');
}
