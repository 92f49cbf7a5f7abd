import type { NewEvent } from '../../log/item.ts';
import { plans } from '../verb.ts';
import { around, findSavedMessage } from './find.ts';

/** Forgets that a message was saved. */
export const messageUnsave = plans('message.unsave', async (world, call, { message }) => {
  const { acting, channel, saved } = await findSavedMessage(world, call, message);
  const user = acting.actor.id;
  const event: NewEvent<'message.unsaved'> = {
    stream: user,
    type: 'message.unsaved',
    actor: user,
    audience: '*',
    data: () => ({ message, channel }),
  };
  return {
    item: saved && { events: [event], checked: acting.checked, ...around(user, message, saved) },
    answer: () => ({}),
  };
});
