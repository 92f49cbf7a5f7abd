import type { GuardReader, Projection } from '../../log/item.ts';
import { deleteScheduled, fullOfScheduled, scheduledRevs, writeScheduled } from './sql.ts';

export const messageScheduled: Projection<'message.scheduled'> = {
  type: 'message.scheduled',
  order: 140,
  apply: (tx, events) =>
    writeScheduled(
      tx,
      events.map(({ stream, data: { scheduled } }) => ({ user: stream, scheduled })),
    ),
};

export const scheduleEnded: Projection<'schedule.ended'> = {
  type: 'schedule.ended',
  order: 141,
  apply: (tx, events) =>
    deleteScheduled(
      tx,
      events.map(({ data }) => data.scheduled),
    ),
};

/** The rev of a message that waits; the empty text where there is none. */
export const scheduledState: GuardReader = { kind: 'scheduled', read: scheduledRevs };

/** Whether somebody's list is `full`; the empty text while there is room. */
export const scheduledRoom: GuardReader = { kind: 'scheduledRoom', read: fullOfScheduled };
