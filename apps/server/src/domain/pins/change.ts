import { limits } from '@roost/protocol/limits';
import type { Value } from '@roost/protocol/registry';
import type { Guard, LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { allow } from '../acting.ts';
import { findLiveMessage, present, presentAgain } from '../messages/find.ts';
import type { Call, Plan, World } from '../verb.ts';
import { countPins } from './sql.ts';

type Change = 'message.pinned' | 'message.unpinned';
type Answer = Value<'message.pin'>;

/** A message pinned to its channel, or no longer: what is so already changes nothing. */
export async function changePin(world: World, call: Call, id: string, type: Change): Promise<Plan<Answer>> {
  const { message, acting } = await findLiveMessage(world, call, id);
  allow('pin', acting);
  if (message.system) throw new Reject('forbidden', 'What the channel tells by itself cannot be pinned.');
  const isPinned = message.pinnedAt !== null;
  const pins = type === 'message.pinned';
  const answer = () => present(world, message.id);
  if (isPinned === pins) return { item: null, answer };
  const room = pins ? await roomFor(world, message.channel) : [];
  return {
    item: {
      events: [pinEvent(type, acting.workspace, acting.actor.id, message)],
      checked: acting.checked,
      guards: [
        { kind: 'message', id: message.id, is: 'live' },
        { kind: 'pin', id: message.id, is: isPinned ? 'pinned' : '' },
        ...room,
      ],
      touches: [`pins:${message.channel}`],
    },
    answer,
    keep: 'event',
  };
}

/** The answer of a repeated one. */
export function pinnedAgain(world: World, call: Call, event: LoggedEvent): Promise<Answer> {
  return presentAgain(world, call, (event as LoggedEvent<Change>).data.message);
}

/** That there is room for one more pin, and that nobody takes it meanwhile. */
async function roomFor(world: World, channel: string): Promise<Guard[]> {
  const pins = await countPins(world.database.sql, channel);
  if (pins >= limits.pins)
    throw new Reject('conflict', `This channel has ${limits.pins} pinned messages. Take one away first.`);
  return [{ kind: 'pins', id: channel, is: '' }];
}

function pinEvent(
  type: Change,
  workspace: string,
  user: string,
  { id, channel }: { id: string; channel: string },
): NewEvent<Change> {
  // On the clock of the channel, so that the pins of a channel have an order and pages of them a place to go on from.
  return {
    stream: workspace,
    type,
    actor: user,
    audience: channel,
    clock: channel,
    data: () => ({ message: id, channel, user }),
  };
}
