import type { Reached } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { groupMentionOf, hereMention, mentionedGroups, type Mentioning } from '@roost/protocol/text';
import { Reject } from '../../reject.ts';
import type { ActingInChannel } from '../acting.ts';
import type { World } from '../verb.ts';

/**
 * Whom a text means besides those whom it names, at this moment: it goes into the message, so that who is mentioned does not change when
 * people come and go. What `before` said already keeps the meaning that it had.
 */
export function reachedBy(world: World, acting: ActingInChannel, text: string, before?: Mentioning): Reached[] {
  const meant = [...(text.includes(hereMention) ? ['here' as const] : []), ...mentionedGroups(text)];
  const reached = meant.flatMap((by) => {
    if (before?.text.includes(by === 'here' ? hereMention : groupMentionOf(by)))
      return before.reached?.find((one) => one.by === by) ?? [];
    return by === 'here' || isInUse(acting, by) ? { by, users: meantBy(world, acting, by) } : [];
  });
  const people = reached.reduce((sum, { users }) => sum + users.length, 0);
  if (people <= limits.reached) return reached;
  throw new Reject('invalid', `This reaches more than ${limits.reached} people: @channel means them all.`, {
    field: 'args.text',
  });
}

/** Whether somebody counts where people are counted: a person who has not left. */
export function isPersonHere({ rules }: Pick<ActingInChannel, 'rules'>, id: string): boolean {
  const user = rules.users.get(id);
  return user?.kind === 'person' && !user.left;
}

function isInUse({ rules }: ActingInChannel, group: string): boolean {
  return rules.groups.get(group)?.disabled === false;
}

/** Others in the channel. */
function meantBy(world: World, acting: ActingInChannel, by: string): string[] {
  const { actor, rules, channel } = acting;
  const isOther = (id: string) => id !== actor.id && isPersonHere(acting, id);
  if (by !== 'here') return rules.groups.get(by)?.users.filter((id) => channel.members.has(id) && isOther(id)) ?? [];
  const isHere = (id: string) => !rules.users.get(id)?.away && world.isHere?.(id) === true;
  return [...channel.members.keys()].filter((id) => isOther(id) && isHere(id));
}
