import type { Mentioning } from '@roost/protocol/text';
import { toIso } from '@roost/protocol/time';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { allow, type ActingInChannel } from '../acting.ts';
import { canEditMessage } from '../permissions.ts';
import { isNews, mentionedAnew, withAnew, type Anew } from '../mentions/anew.ts';
import { reachedBy } from '../mentions/reach.ts';
import { followsByMention, noFollows, type Follows } from '../threads/autoFollow.ts';
import { checkQuestion } from '../polls/ask.ts';
import { hasVotes } from '../polls/sql.ts';
import { plans, type World } from '../verb.ts';
import { toMessageEdit, type MessageRow } from './entity.ts';
import { findLiveMessage, present, presentAgain } from './find.ts';
import { findMessageRow } from './sql.ts';
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
    if (message.poll) await checkQuestionMayChange(world, message, text);
    const before = { text: message.text, ...(message.reached && { reached: message.reached }) };
    const reached = reachedBy(world, acting, text, before);
    const said = { ...message, text, reached: reached.length > 0 ? reached : null };
    // What was imported calls nobody [W6].
    const anew = message.backfill
      ? null
      : mentionedAnew(
          { ...before, createdAt: toIso(message.createdAt), mentioned: message.mentioned },
          { text, reached },
          (user) => acting.channel.members.has(user),
        );
    const event = messageEdited(acting, said, anew);
    const follows = anew ? await followsOf(world, acting, message, { text, reached }, anew) : noFollows;
    return {
      item:
        text === message.text
          ? null
          : {
              events: [event, ...follows.events] as NewEvent[],
              checked: acting.checked,
              guards: [
                { kind: 'message', id: message.id, is: 'live' },
                // Whom it mentions anew follows from what it has said before.
                { kind: 'text', id: message.id, is: String(message.textSeq) },
                ...(message.poll ? [{ kind: 'ballots', id: message.id, is: '' }] : []),
                ...follows.guards,
              ],
              touches: [`message:${message.id}`, `text:${message.id}`, ...follows.touches],
            },
      answer: () => present(world, message.id),
      keep: 'event',
    };
  },
  (world, call, event) => presentAgain(world, call, (event as LoggedEvent<'message.edited'>).data.message.id),
);

/** Whom an edit of a reply mentions anew follows the thread, as if the reply were new [N2]. */
async function followsOf(
  world: World,
  acting: ActingInChannel,
  { threadRoot }: MessageRow,
  said: Mentioning,
  { users }: Anew,
): Promise<Follows> {
  const root = threadRoot !== null && users.length > 0 && (await findMessageRow(world.database.sql, threadRoot));
  return root ? followsByMention(world, acting, root, said, users) : noFollows;
}

/** A question to which somebody has answered already stays as they read it. */
async function checkQuestionMayChange(world: World, { id, text: before }: MessageRow, text: string): Promise<void> {
  checkQuestion(text);
  if (text !== before && (await hasVotes(world.database.sql, id)))
    throw new Reject('conflict', 'Somebody has voted: the question stays as it is.', { field: 'args.text' });
}

/** One that calls somebody has its place in the order of what is read: it stands on the channel's clock. */
function messageEdited(
  { workspace, actor }: ActingInChannel,
  message: MessageRow,
  anew: Anew | null,
): NewEvent<'message.edited'> {
  return {
    stream: workspace,
    type: 'message.edited',
    actor: actor.id,
    audience: message.channel,
    ...(anew && isNews(anew) && { clock: message.channel }),
    data({ seq, at }) {
      const mentioned = anew && { mentioned: withAnew(anew, toIso(at)) };
      return { message: { ...toMessageEdit(message), ...mentioned, rev: seq, editedAt: toIso(at) } };
    },
  };
}
