import { Reject } from '../../reject.ts';
import { actingOnChannel } from '../acting.ts';
import { onlyReads } from '../messages/post.ts';
import { quoteOf } from '../messages/quote.ts';
import { messageText } from '../messages/text.ts';
import { canSpeak } from '../permissions.ts';
import { plans } from '../verb.ts';
import { around, checkInstant, keeping, roomFor } from './keep.ts';
import { findScheduled } from './sql.ts';

/** Has a message sent later. Whether its author may still write there counts at its time. */
export const scheduledCreate = plans('scheduled.create', async (world, call, args) => {
  const { scheduled: id, channel, threadRoot, alsoToChannel = false, at } = args;
  const { workspace, actor, checked, channel: where } = await actingOnChannel(world, call, channel, 'post');
  if (!canSpeak(actor, where, { isReply: threadRoot !== undefined, alsoToChannel })) throw onlyReads();
  const text = messageText(args.text, { orNothing: args.quote !== undefined });
  const quote = args.quote && (await quoteOf(world, call, workspace, args.quote));
  checkInstant(world, at);
  if (alsoToChannel && threadRoot === undefined)
    throw new Reject('invalid', 'Only a reply is sent to the channel, too.', { field: 'args.alsoToChannel' });
  if (await findScheduled(world.database.sql, id)) throw new Reject('conflict', 'This id is taken.');
  const { guards, touches } = around(id, null);
  const room = await roomFor(world, actor.id);
  const asReply = threadRoot !== undefined && { threadRoot, ...(alsoToChannel && { alsoToChannel: true as const }) };
  return keeping(
    actor.id,
    { id, channel, ...asReply, text, ...(quote && { quote }), at },
    { checked, guards: [...guards, ...room], touches: [...touches, `scheduledRoom:${actor.id}`] },
  );
});
