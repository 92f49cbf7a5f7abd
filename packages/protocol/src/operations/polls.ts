import Type from 'typebox';
import { Message } from '../entities.ts';
import { limits } from '../limits.ts';
import { command, query } from '../operation.ts';
import { Choice, Vote } from '../poll.ts';
import { Exact, Id } from '../schema.ts';

const message = { message: Id('message') };

/** Polls are messages (`poll` of `message.post`); this is what one does with them. */
export const pollOperations = {
  'poll.vote': command(
    'Votes, in place of any earlier vote of one’s own; without choices takes it back. `vote`: one’s own, of an anonymous poll.',
    Exact({ ...message, choices: Type.Array(Choice, { maxItems: limits.pollOptions, uniqueItems: true }) }),
    Exact({ message: Message, vote: Type.Optional(Vote) }),
  ),
  'poll.close': command(
    'Ends a poll before its time: one’s own, or anybody’s as an admin of the channel or the workspace.',
    Exact(message),
    Exact({ message: Message }),
  ),
  'poll.mine': query(
    'What one has chosen oneself in anonymous polls; those in which one has not voted are left out.',
    Exact({
      workspace: Id('workspace'),
      messages: Type.Array(Id('message'), { maxItems: limits.idsPerRequest }),
    }),
    Exact({ votes: Type.Array(Vote) }),
  ),
};
