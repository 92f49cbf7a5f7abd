import type { GuardReader, Projection } from '../../log/item.ts';
import { deleteReminders, fullOfReminders, reminderRevs, writeReminders } from './sql.ts';

export const reminderWasSet: Projection<'reminder.set'> = {
  type: 'reminder.set',
  order: 142,
  apply: (tx, events) =>
    writeReminders(
      tx,
      events.map(({ stream, data: { reminder } }) => ({ ...reminder, user: stream })),
    ),
};

export const reminderCleared: Projection<'reminder.cleared'> = {
  type: 'reminder.cleared',
  order: 143,
  apply: (tx, events) =>
    deleteReminders(
      tx,
      events.map(({ stream, data: { message } }) => ({ user: stream, message })),
    ),
};

/** The rev of a reminder; the empty text where there is none. */
export const reminderState: GuardReader = { kind: 'reminder', read: reminderRevs };

/** Whether somebody's list is `full`; the empty text while there is room. */
export const remindersRoom: GuardReader = { kind: 'remindersRoom', read: fullOfReminders };
