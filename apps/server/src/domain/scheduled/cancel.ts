import { plans } from '../verb.ts';
import { findOwnScheduled } from './find.ts';
import { around, ended } from './keep.ts';

/** Takes a message that waits away. */
export const scheduledCancel = plans('scheduled.cancel', async (world, call, { scheduled: id }) => {
  const { acting, user, scheduled } = await findOwnScheduled(world, call, id);
  return {
    item: {
      events: [ended(user, scheduled, null, false)],
      checked: acting.checked,
      ...around(id, scheduled.rev),
    },
    answer: () => ({}),
  };
});
