import Type from 'typebox';
import { Message, Quote, Scheduled } from '../entities.ts';
import { command } from '../operation.ts';
import { AnyChannel, Exact, Id, Instant } from '../schema.ts';

const id = { scheduled: Id('scheduled') };
const text = Type.String();

/** Messages that wait for their time: one's own alone, in one's own stream. A snapshot has them all. */
export const scheduledOperations = {
  'scheduled.create': command(
    'Has a message sent at an instant; at once when that has passed. The caller makes its id, which is also the message’s `clientId`.',
    Exact({
      ...id,
      channel: AnyChannel,
      threadRoot: Type.Optional(Id('message')),
      alsoToChannel: Type.Optional(Type.Boolean()),
      text,
      /** As of `message.post`. */
      quote: Type.Optional(Quote),
      at: Instant,
    }),
    Exact({ scheduled: Scheduled }),
  ),
  'scheduled.update': command(
    'Changes the text or the instant of a message that waits, or has one that was refused tried again.',
    Exact({ ...id, text: Type.Optional(text), at: Type.Optional(Instant) }),
    Exact({ scheduled: Scheduled }),
  ),
  'scheduled.send': command('Sends a message that waits now.', Exact(id), Exact({ message: Message })),
  'scheduled.cancel': command('Takes a message that waits away.', Exact(id), Exact({})),
};
