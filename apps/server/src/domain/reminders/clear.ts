import type { NewEvent } from '../../log/item.ts';
import { plans } from '../verb.ts';
import { findOwnReminder } from './find.ts';
import { around } from './keep.ts';

/** Takes a reminder away. */
export const reminderClear = plans('reminder.clear', async (world, call, { message }) => {
  const { acting, channel, reminder } = await findOwnReminder(world, call, message);
  const user = acting.actor.id;
  const event: NewEvent<'reminder.cleared'> = {
    stream: user,
    type: 'reminder.cleared',
    actor: user,
    audience: '*',
    data: () => ({ message, ...(channel !== null && { channel }) }),
  };
  return {
    item: reminder && { events: [event], checked: acting.checked, ...around(user, message, reminder) },
    answer: () => ({}),
  };
});
