import { Reject } from '../../reject.ts';
import { actingInChannel, type ActingInChannel } from '../acting.ts';
import type { Call, World } from '../verb.ts';
import type { MessageRow } from './entity.ts';
import { findMessageRow, readMessage } from './sql.ts';

/** A message and who the caller is around it. One in a channel that the caller may not see does not exist [O7]. */
export async function findMessage(
  world: World,
  call: Call,
  id: string,
): Promise<{ message: MessageRow; acting: ActingInChannel }> {
  const message = await findMessageRow(world.database.sql, id);
  if (!message) throw noMessage();
  try {
    return { message, acting: await actingInChannel(world, call, message.channel) };
  } catch (error) {
    throw error instanceof Reject && error.code === 'not_found' ? noMessage() : error;
  }
}

/** As `findMessage`, for what can only be done to a message that is still there. */
export async function findLiveMessage(world: World, call: Call, id: string): ReturnType<typeof findMessage> {
  const found = await findMessage(world, call, id);
  if (found.message.deletedAt !== null) throw noMessage();
  return found;
}

/** The message as it stands: what a command on it answers, first and repeated. So no kept answer outlives a deleted text [M4]. */
export async function present(world: World, id: string) {
  const message = await readMessage(world.database.sql, id);
  if (!message) throw noMessage();
  return { message };
}

/** The answer of a command on a message that is repeated: as `present`, and only for who may still see it [O4]. */
export async function presentAgain(world: World, call: Call, id: string): ReturnType<typeof present> {
  const { message } = await findMessage(world, call, id);
  return present(world, message.id);
}

export function noMessage(): Reject {
  return new Reject('not_found', 'There is no such message.');
}
