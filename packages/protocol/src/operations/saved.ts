import Type from 'typebox';
import { Message, Saved } from '../entities.ts';
import { command, query } from '../operation.ts';
import { Exact, Id, Nullable, Rev } from '../schema.ts';

/** What one keeps for later: one's own alone, in one's own stream. */
export const savedOperations = {
  'message.save': command(
    'Saves a message for later, or with `done` marks a saved one as done.',
    Exact({ message: Id('message'), done: Type.Optional(Type.Boolean()) }),
    Exact({ saved: Saved }),
  ),
  'message.unsave': command(
    'Forgets that a message was saved, also one that is gone or that one cannot see any more.',
    Exact({ message: Id('message') }),
    Exact({}),
  ),
  'saved.list': query(
    'What one has saved, the newest first: what is to do, or with `done` what is done. `before` is the `rev` of the last of the page before.',
    Exact({
      workspace: Id('workspace'),
      done: Type.Optional(Type.Boolean()),
      before: Type.Optional(Rev),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    }),
    Exact({
      /** `message` is null where it was deleted or one may not see it any more. */
      entries: Type.Array(Exact({ saved: Saved, message: Nullable(Message) })),
      hasMore: Type.Boolean(),
    }),
  ),
};
