import { toIso } from '@roost/protocol/time';
import type { NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { canDeleteMessage, stoppedByArchive } from '../permissions.ts';
import { plans } from '../verb.ts';
import type { MessageRow } from './entity.ts';
import { findMessage } from './find.ts';

/** Deletes a message. Deleting it twice changes nothing. */
export const messageDelete = plans('message.delete', async (world, call, args) => {
  const { message, acting } = await findMessage(world, call, args.message);
  const { actor, channel } = acting;
  if (!canDeleteMessage(actor, channel, message)) {
    throw new Reject('forbidden', 'Only its author or an admin may delete a message.');
  }
  if (message.system) throw new Reject('forbidden', 'What the channel tells by itself cannot be deleted.');
  if (stoppedByArchive('post', channel)) throw new Reject('archived', 'This channel is archived.');
  return {
    item:
      message.deletedAt !== null
        ? null
        : {
            events: [messageDeleted(acting.workspace, actor.id, message)],
            checked: acting.checked,
            guards: [{ kind: 'message', id: message.id, is: 'live' }],
            touches: [`message:${message.id}`, `thread:${message.threadRoot ?? message.id}`],
          },
    answer: () => ({}),
  };
});

function messageDeleted(workspace: string, actor: string, message: MessageRow): NewEvent<'message.deleted'> {
  return {
    stream: workspace,
    type: 'message.deleted',
    actor,
    audience: message.channel,
    data: ({ at }) => ({
      message: message.id,
      channel: message.channel,
      author: message.author,
      createdAt: toIso(message.createdAt),
      deletedAt: toIso(at),
      ...(message.threadRoot !== null && { threadRoot: message.threadRoot }),
    }),
  };
}
