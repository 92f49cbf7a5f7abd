import type { Item, LoggedEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { allow } from '../acting.ts';
import type { MessageRow } from '../messages/entity.ts';
import { findLiveMessage, present, presentAgain } from '../messages/find.ts';
import type { Call, Plan, World } from '../verb.ts';
import type { Value } from '@roost/protocol/registry';
import { emojiOf } from './emoji.ts';
import { emojiOn, hasReaction, reactionId } from './sql.ts';

type Change = 'reaction.added' | 'reaction.removed';
type Answer = Value<'reaction.add'>;

/** Different emoji on one message. */
const MOST_EMOJI = 50;

/** One's own reaction, there or not: what is so already changes nothing. */
export async function react(
  world: World,
  call: Call,
  args: { message: string; emoji: string },
  type: Change,
): Promise<Plan<Answer>> {
  const { message, acting } = await findLiveMessage(world, call, args.message);
  allow('react', acting);
  const reaction = { message: message.id, user: acting.actor.id, emoji: emojiOf(args.emoji) };
  const is = await hasReaction(world.database.sql, reaction);
  const changes = is === (type === 'reaction.removed');
  if (changes && type === 'reaction.added') await checkRoom(world, reaction);
  const guards = [
    { kind: 'message', id: message.id, is: 'live' },
    { kind: 'reaction', id: reactionId(reaction), is: is ? 'present' : '' },
  ];
  // Changes of one emoji on one message keep their order: the place where it stands follows from it.
  const touches = [`reaction:${reactionId(reaction)}`, `emoji:${message.id}|${reaction.emoji}`];
  const item: Plan<Answer>['item'] = {
    events: [reactionEvent(type, acting.workspace, message, reaction)],
    checked: acting.checked,
    guards,
    touches,
  };
  return { item: changes ? item : null, answer: () => present(world, message.id), keep: 'event' };
}

/** A message goes over the wire with all its reactions. Two that come at the same moment may take it a little over. */
async function checkRoom(world: World, { message, emoji }: { message: string; emoji: string }): Promise<void> {
  const kinds = await emojiOn(world.database.sql, message, MOST_EMOJI);
  if (kinds.length < MOST_EMOJI || kinds.includes(emoji)) return;
  throw new Reject('conflict', 'This message has as many different reactions as it can hold.', { field: 'args.emoji' });
}

/** The answer of a repeated reaction. */
export function reactedAgain(world: World, call: Call, event: LoggedEvent): Promise<Answer> {
  return presentAgain(world, call, (event as LoggedEvent<Change>).data.message);
}

function reactionEvent(
  type: Change,
  workspace: string,
  { channel, author }: MessageRow,
  reaction: { message: string; user: string; emoji: string },
): Item['events'][number] {
  const data = { message: reaction.message, channel, user: reaction.user, emoji: reaction.emoji };
  return {
    stream: workspace,
    type,
    actor: reaction.user,
    audience: channel,
    data: () => (type === 'reaction.added' ? { ...data, author } : data),
  };
}
