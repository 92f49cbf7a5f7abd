import type { Item, LoggedEvent } from '../../log/item.ts';
import { allow } from '../acting.ts';
import { findLiveMessage, present } from '../messages/find.ts';
import type { Call, Plan, World } from '../verb.ts';
import type { Value } from '@roost/protocol/registry';
import { emojiOf } from './emoji.ts';
import { hasReaction, reactionId } from './sql.ts';

type Change = 'reaction.added' | 'reaction.removed';
type Answer = Value<'reaction.add'>;

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
  const guards = [
    { kind: 'message', id: message.id, is: 'live' },
    { kind: 'reaction', id: reactionId(reaction), is: is ? 'present' : '' },
  ];
  // Changes of one emoji on one message keep their order: the place where it stands follows from it.
  const touches = [`reaction:${reactionId(reaction)}`, `emoji:${message.id}|${reaction.emoji}`];
  const item: Plan<Answer>['item'] = {
    events: [reactionEvent(type, acting.workspace, message.channel, reaction)],
    checked: acting.checked,
    guards,
    touches,
  };
  return { item: changes ? item : null, answer: () => present(world, message.id), keep: 'event' };
}

/** The answer of a repeated reaction. */
export function reactedAgain(world: World, _call: Call, event: LoggedEvent): Promise<Answer> {
  return present(world, (event as LoggedEvent<Change>).data.message);
}

function reactionEvent(
  type: Change,
  workspace: string,
  channel: string,
  reaction: { message: string; user: string; emoji: string },
): Item['events'][number] {
  return {
    stream: workspace,
    type,
    actor: reaction.user,
    audience: channel,
    data: () => ({ message: reaction.message, channel, user: reaction.user, emoji: reaction.emoji }),
  };
}
