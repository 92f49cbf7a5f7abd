import { isClosed } from '@roost/protocol/polls';
import { toIso } from '@roost/protocol/time';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { present, presentAgain } from '../messages/find.ts';
import { canClosePoll, stoppedByArchive } from '../permissions.ts';
import { plans } from '../verb.ts';
import { findPoll } from './find.ts';

/** Ends a poll before its time. One that is closed already stays as it is. */
export const pollClose = plans(
  'poll.close',
  async (world, call, args) => {
    const { message, asked, acting } = await findPoll(world, call, args.message);
    const { actor, channel } = acting;
    if (!canClosePoll(actor, channel, message))
      throw new Reject('forbidden', 'Only who asked or an admin may close a poll.');
    if (stoppedByArchive('vote', channel)) throw new Reject('archived', 'This channel is archived.');
    const answer = () => present(world, message.id);
    if (isClosed({ ...asked, options: [] }, toIso(world.now() * 1_000))) return { item: null, answer };
    const event: NewEvent<'poll.closed'> = {
      stream: acting.workspace,
      type: 'poll.closed',
      actor: actor.id,
      audience: message.channel,
      data: () => ({ message: message.id, channel: message.channel, user: actor.id }),
    };
    return {
      item: {
        events: [event],
        checked: acting.checked,
        guards: [
          { kind: 'message', id: message.id, is: 'live' },
          { kind: 'poll', id: message.id, is: '' },
        ],
        touches: [`poll:${message.id}`],
      },
      answer,
      keep: 'event',
    };
  },
  (world, call, event) => presentAgain(world, call, (event as LoggedEvent<'poll.closed'>).data.message),
);
