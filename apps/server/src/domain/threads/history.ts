import { findMessage, noMessage, present } from '../messages/find.ts';
import { readPage } from '../messages/page.ts';
import { runs } from '../verb.ts';

/** A page of the replies to a message, and the message itself, which may be a tombstone. */
export const threadHistory = runs('thread.history', async (world, call, { message: id, ...window }) => {
  const { message, acting } = await findMessage(world, call, id);
  if (message.threadRoot !== null || (message.deletedAt !== null && message.replyCount === 0)) throw noMessage();
  const page = await readPage(world.database.sql, acting.workspace, { root: id }, window);
  // Read after the page, so it is never older than `seq`: its own `rev` says what it holds.
  const { message: root } = await present(world, id);
  return { root, ...page };
});
