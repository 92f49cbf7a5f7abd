import { plans } from '../verb.ts';
import { planDelivery } from './delivery.ts';
import { findOwnScheduled } from './find.ts';

/** Sends a message that waits now. */
export const scheduledSend = plans('scheduled.send', async (world, call, { scheduled }) =>
  planDelivery(world, call, await findOwnScheduled(world, call, scheduled)),
);
