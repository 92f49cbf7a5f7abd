import { runs } from '../verb.ts';
import { findMessage, noMessage, present } from './find.ts';

/** One message. Of a deleted one only the tombstone of a thread is left. */
export const messageGet = runs('message.get', async (world, call, args) => {
  const { message } = await findMessage(world, call, args.message);
  if (message.deletedAt !== null && message.replyCount === 0) throw noMessage();
  return present(world, message.id);
});
