import Type from 'typebox';
import { limits } from '../limits.ts';
import { query } from '../operation.ts';
import { AnyChannel, Exact, Id } from '../schema.ts';

/** Mentions stand in messages; what is asked about them beforehand and afterwards. */
export const mentionOperations = {
  'channel.reach': query(
    'How many others a text would mention in a channel at this moment, and who of those whom it means is not in the channel.',
    Exact({ channel: AnyChannel, text: Type.String({ minLength: 1, maxLength: limits.messageText }) }),
    Exact({
      people: Type.Integer({ minimum: 0 }),
      /** People who could be added; the first `limits.idsPerRequest` of them. */
      outside: Type.Array(Id('user')),
    }),
  ),
};
