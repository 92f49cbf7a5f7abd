import { actingOnChannel } from '../acting.ts';
import { messageText } from '../messages/text.ts';
import { plans } from '../verb.ts';
import { findOwnScheduled } from './find.ts';
import { around, checkInstant, keeping } from './keep.ts';

/** Changes what waits. Only who may write there now has it tried again. */
export const scheduledUpdate = plans('scheduled.update', async (world, call, { scheduled: id, ...change }) => {
  const { scheduled } = await findOwnScheduled(world, call, id);
  const { actor, checked } = await actingOnChannel(world, call, scheduled.channel, 'post');
  const text =
    change.text === undefined ? scheduled.text : messageText(change.text, { orNothing: scheduled.quote !== undefined });
  const at = change.at ?? scheduled.at;
  checkInstant(world, at);
  const { failed, rev, ...kept } = scheduled;
  if (!failed && text === scheduled.text && at === scheduled.at) return { item: null, answer: () => ({ scheduled }) };
  return keeping(actor.id, { ...kept, text, at }, { checked, ...around(id, rev) });
});
