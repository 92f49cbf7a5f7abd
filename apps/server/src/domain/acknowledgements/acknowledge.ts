import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { allow } from '../acting.ts';
import { findLiveMessage, present, presentAgain } from '../messages/find.ts';
import { plans } from '../verb.ts';
import { acknowledgementId } from './sql.ts';

/** Says that one has read a message that asks for it. Who has said so already changes nothing. */
export const messageAcknowledge = plans(
  'message.acknowledge',
  async (world, call, args) => {
    const { message, acting } = await findLiveMessage(world, call, args.message);
    allow('acknowledge', acting);
    const user = acting.actor.id;
    if (!message.acknowledged)
      throw new Reject('invalid', 'This message asks for no acknowledgement.', { field: 'args.message' });
    if (message.author === user) throw new Reject('forbidden', 'One’s own message needs no acknowledgement.');
    const answer = () => present(world, message.id);
    if (message.acknowledged.includes(user)) return { item: null, answer };
    const id = acknowledgementId(message.id, user);
    const event: NewEvent<'message.acknowledged'> = {
      stream: acting.workspace,
      type: 'message.acknowledged',
      actor: user,
      audience: message.channel,
      data: () => ({ message: message.id, channel: message.channel, user }),
    };
    return {
      item: {
        events: [event],
        checked: acting.checked,
        guards: [
          { kind: 'message', id: message.id, is: 'live' },
          { kind: 'acknowledgement', id, is: '' },
        ],
        touches: [`acknowledgement:${id}`],
      },
      answer,
      keep: 'event',
    };
  },
  (world, call, event) => presentAgain(world, call, (event as LoggedEvent<'message.acknowledged'>).data.message),
);
