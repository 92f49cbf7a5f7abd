import { toIso } from '@roost/protocol/time';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { allow } from '../acting.ts';
import { canEditMessage } from '../permissions.ts';
import { reachedBy } from '../mentions/reach.ts';
import { plans } from '../verb.ts';
import { toMessageEdit, type MessageRow } from './entity.ts';
import { findLiveMessage, present } from './find.ts';
import { messageText } from './text.ts';

/** Changes the text of one's own message. */
export const messageEdit = plans(
  'message.edit',
  async (world, call, args) => {
    const { message, acting } = await findLiveMessage(world, call, args.message);
    allow('post', acting);
    if (!canEditMessage(acting.actor, message)) throw new Reject('forbidden', 'Only its author may edit a message.');
    if (message.system) throw new Reject('forbidden', 'What the channel tells by itself cannot be edited.');
    const text = messageText(args.text);
    const before = { text: message.text, ...(message.reached && { reached: message.reached }) };
    const reached = reachedBy(world, acting, text, before);
    const said = { ...message, text, reached: reached.length > 0 ? reached : null };
    const event = messageEdited(acting.workspace, acting.actor.id, said);
    return {
      item:
        text === message.text
          ? null
          : {
              events: [event],
              checked: acting.checked,
              guards: [{ kind: 'message', id: message.id, is: 'live' }],
              touches: [`message:${message.id}`],
            },
      answer: () => present(world, message.id),
      keep: 'event',
    };
  },
  (world, _call, event) => present(world, (event as LoggedEvent<'message.edited'>).data.message.id),
);

function messageEdited(workspace: string, actor: string, message: MessageRow): NewEvent<'message.edited'> {
  return {
    stream: workspace,
    type: 'message.edited',
    actor,
    audience: message.channel,
    data: ({ seq, at }) => ({ message: { ...toMessageEdit(message), rev: seq, editedAt: toIso(at) } }),
  };
}
