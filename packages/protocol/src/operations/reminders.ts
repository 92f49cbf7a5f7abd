import Type from 'typebox';
import { Message } from '../entities.ts';
import { limits } from '../limits.ts';
import { Reminder } from '../reminder.ts';
import { command, query } from '../operation.ts';
import { Exact, Id, Instant, Nullable } from '../schema.ts';

const message = { message: Id('message', 'note') };

/** Of which messages and of what else one wants to be reminded: one's own alone, in one's own stream. */
export const reminderOperations = {
  'reminder.set': command(
    'Asks to be reminded of a message, or of a text of one’s own, at an instant; of what one is reminded of already, at another one.',
    Exact({
      ...message,
      at: Instant,
      /** A text of one's own. Whoever asks makes its id, `message`. */
      note: Type.Optional(
        Exact({
          workspace: Id('workspace'),
          text: Type.String({ minLength: 1, maxLength: limits.reminderText }),
        }),
      ),
    }),
    Exact({ reminder: Reminder }),
  ),
  'reminder.clear': command('Takes a reminder away: done, or not wanted.', Exact(message), Exact({})),
  'reminder.list': query(
    'One’s reminders, the next one first, each with its message as far as there is one that one may read now.',
    Exact({ workspace: Id('workspace') }),
    Exact({ entries: Type.Array(Exact({ reminder: Reminder, message: Nullable(Message) })) }),
  ),
};
