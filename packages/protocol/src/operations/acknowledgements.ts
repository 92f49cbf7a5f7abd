import Type from 'typebox';
import { Message, User } from '../entities.ts';
import { limits } from '../limits.ts';
import { command, query } from '../operation.ts';
import { Exact, Id, Nullable } from '../schema.ts';

const message = { message: Id('message') };

export const acknowledgementOperations = {
  'message.acknowledge': command(
    'Says that one has read a message that asks for it. It cannot be taken back.',
    Exact(message),
    Exact({ message: Message }),
  ),
  'acknowledgement.list': query(
    'Who has acknowledged a message, or who has not yet of those whom it mentions, or, where it mentions nobody, of the channel. `after` is the last of the page before.',
    Exact({
      ...message,
      who: Type.Union([Type.Literal('acknowledged'), Type.Literal('missing')]),
      after: Type.Optional(Id('user')),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.idsPerRequest })),
    }),
    Exact({
      users: Type.Array(User),
      next: Nullable(Id('user')),
      /** How many there are altogether, of both. */
      acknowledged: Type.Integer({ minimum: 0 }),
      missing: Type.Integer({ minimum: 0 }),
    }),
  ),
};
