import { limits } from '@roost/protocol/limits';
import { mentionedGroups, mentionedPeople, mentions } from '@roost/protocol/text';
import { actingOnChannel, type ActingInChannel } from '../acting.ts';
import { mayKnow } from '../members/sharing.ts';
import { runs } from '../verb.ts';
import { isPersonHere, reachedBy } from './reach.ts';

/** How many a text would mention, before it is sent, and whom it means who would not read it. */
export const channelReach = runs('channel.reach', async (world, call, { channel, text }) => {
  const acting = await actingOnChannel(world, call, channel, 'post');
  const message = { text, reached: reachedBy(world, acting, text) };
  const isReached = (user: string) => user !== acting.actor.id && isPersonHere(acting, user) && mentions(message, user);
  return {
    people: [...acting.channel.members.keys()].filter(isReached).length,
    outside: outside(acting, text).slice(0, limits.idsPerRequest),
  };
});

/** Nobody can be added to a direct channel. */
function outside(acting: ActingInChannel, text: string): string[] {
  if (acting.channel.kind === 'direct') return [];
  const { rules } = acting;
  const grouped = mentionedGroups(text).flatMap((id) => {
    const group = rules.groups.get(id);
    return group && !group.disabled ? group.users : [];
  });
  return [...new Set([...mentionedPeople(text), ...grouped])].filter(
    (user) => isPersonHere(acting, user) && !acting.channel.members.has(user) && mayKnow(rules, acting.actor.id, user),
  );
}
