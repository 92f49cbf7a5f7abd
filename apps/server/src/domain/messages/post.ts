import { newId } from '@roost/protocol/ids';
import type { Message, Quote, Reached } from '@roost/protocol/entities';
import type { Poll } from '@roost/protocol/poll';
import type { Args, Value } from '@roost/protocol/registry';
import { toIso } from '@roost/protocol/time';
import type { LoggedEvent, NewEvent, Place } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingOnChannel } from '../acting.ts';
import { canSpeak } from '../permissions.ts';
import { reachedBy } from '../mentions/reach.ts';
import { followsBy, noFollows } from '../threads/autoFollow.ts';
import { plans, type Call, type Plan, type World } from '../verb.ts';
import { pollOf } from '../polls/ask.ts';
import type { MessageRow } from './entity.ts';
import { findMessageRow } from './sql.ts';
import { quoteOf } from './quote.ts';
import { messageText } from './text.ts';

export type PostPlan = Plan<Value<'message.post'>> & { item: object; message: string };

/** What posting a message intends; also of one that waited for its time. */
export async function planPost(world: World, call: Call, args: Args<'message.post'>): Promise<PostPlan> {
  const found = actingOnChannel(world, call, args.channel, 'post');
  const acting = found instanceof Promise ? await found : found;
  const { workspace, actor, checked } = acting;
  const text = messageText(args.text, { orNothing: args.quote !== undefined });
  const { threadRoot, alsoToChannel = false } = args;
  if (alsoToChannel && threadRoot === undefined) throw noReply();
  if (!canSpeak(actor, acting.channel, { isReply: threadRoot !== undefined, alsoToChannel })) throw onlyReads();
  const root = threadRoot === undefined ? null : await findRoot(world, args.channel, threadRoot);
  const reached = reachedBy(world, acting, text);
  const quote = args.quote && (await quoteOf(world, call, workspace, args.quote));
  const poll = args.poll && pollOf(world, args.poll, text);
  const follows = root ? await followsBy(world, acting, root, { text, reached }) : noFollows;
  const id = newId('message', world.now());
  const event = messagePosted(args, { id, workspace, author: actor.id, text, reached, quote, poll });
  // Replies and deletions in a thread keep their order: the root's summary, and whether it is still there, follow from it.
  const guards = root ? [{ kind: 'thread', id: root.id, is: 'open' }, ...follows.guards] : [];
  const touches = root ? [`thread:${root.id}`, ...follows.touches] : [];
  return {
    item: { events: [event, ...follows.events] as NewEvent[], checked, guards, touches },
    answer: ([posted]) => (posted as LoggedEvent<'message.posted'>).data,
    keep: 'event',
    message: id,
  };
}

/** Posts a message. A repetition under the same `clientId` answers from the event [O4]. */
export const messagePost = plans('message.post', planPost);

/** What of a message its author did not say. */
interface Posting {
  id: string;
  workspace: string;
  author: string;
  text: string;
  reached: Reached[];
  quote: Quote | undefined;
  poll: Poll | undefined;
}

function messagePosted(args: Args<'message.post'>, posting: Posting): NewEvent<'message.posted'> {
  return {
    stream: posting.workspace,
    type: 'message.posted',
    actor: posting.author,
    audience: args.channel,
    clock: args.channel,
    data: (place) => ({ message: messageOf(args, posting, place) }),
  };
}

/** Field by field: a literal that others are spread into takes ten times as long, and this is done for every message. */
function messageOf(args: Args<'message.post'>, posting: Posting, { seq, at }: Place): Message {
  const { channel, clientId } = args;
  const { id, author, text, reached, quote, poll } = posting;
  const message: Message = { id, rev: seq, channel, author, clientId, text, createdAt: toIso(at), reactions: [] };
  if (reached.length > 0) message.reached = reached;
  if (args.threadRoot !== undefined) message.threadRoot = args.threadRoot;
  if (args.alsoToChannel) message.inChannel = true;
  if (args.thirdPerson && !poll) message.thirdPerson = true;
  if (quote) message.quote = quote;
  if (poll) message.poll = poll;
  if (args.priority) message.priority = args.priority;
  if (args.askAcknowledgement) message.acknowledged = [];
  return message;
}

export function onlyReads(): Reject {
  return new Reject('forbidden', 'In this channel only some people write.');
}

function noReply(): Reject {
  return new Reject('invalid', 'Only a reply is sent to the channel, too.', { field: 'args.alsoToChannel' });
}

async function findRoot(world: World, channel: string, id: string): Promise<MessageRow> {
  const root = await findMessageRow(world.database.sql, id);
  const field = { field: 'args.threadRoot' };
  const isGone = root && root.deletedAt !== null && root.replyCount === 0;
  if (!root || isGone || root.channel !== channel)
    throw new Reject('not_found', 'There is no such message in this channel.', field);
  if (root.threadRoot !== null) throw new Reject('invalid', 'A reply has no thread of its own.', field);
  return root;
}
