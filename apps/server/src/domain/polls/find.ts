import { Reject } from '../../reject.ts';
import type { ActingInChannel } from '../acting.ts';
import type { MessageRow } from '../messages/entity.ts';
import { findLiveMessage } from '../messages/find.ts';
import type { Call, World } from '../verb.ts';
import type { Asked } from './entity.ts';

/** A message that asks something, what it asks, and who the caller is around it. */
export async function findPoll(
  world: World,
  call: Call,
  id: string,
): Promise<{ message: MessageRow; asked: Asked; acting: ActingInChannel }> {
  const { message, acting } = await findLiveMessage(world, call, id);
  if (!message.poll) throw new Reject('invalid', 'This message is no poll.', { field: 'args.message' });
  return { message, asked: message.poll, acting };
}
