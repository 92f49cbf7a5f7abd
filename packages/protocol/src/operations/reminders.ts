import Type from 'typebox';
import { Message } from '../entities.ts';
import { Reminder } from '../reminder.ts';
import { command, query } from '../operation.ts';
import { Exact, Id, Instant, Nullable } from '../schema.ts';

const message = { message: Id('message') };

/** Of which messages one wants to be reminded: one's own alone, in one's own stream. */
export const reminderOperations = {
  'reminder.set': command(
    'Asks to be reminded of a message at an instant; of one of which one is reminded already, at another one.',
    Exact({ ...message, at: Instant }),
    Exact({ reminder: Reminder }),
  ),
  'reminder.clear': command('Takes a reminder away: done, or not wanted.', Exact(message), Exact({})),
  'reminder.list': query(
    'One’s reminders, the next one first, each with its message as far as one may read it now.',
    Exact({ workspace: Id('workspace') }),
    Exact({ entries: Type.Array(Exact({ reminder: Reminder, message: Nullable(Message) })) }),
  ),
};
