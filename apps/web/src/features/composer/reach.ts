import { limits } from '@roost/protocol/limits';
import { channelMention, hereMention, mentionedGroups } from '@roost/protocol/text';
import { homeOf, membershipOf } from '../../sync/channels.ts';
import type { RoostState } from '../../sync/state.ts';

/** How many people a text as it is sent can mention at most, if these are so many that one should be asked; else null. */
export function reachToAskFor(state: RoostState, channelId: string, text: string): number | null {
  const others = (membershipOf(state, channelId)?.memberCount ?? 1) - 1;
  const isAll = text.includes(channelMention) || text.includes(hereMention);
  const groups = homeOf(state, channelId)?.groups;
  const grouped = mentionedGroups(text).reduce((sum, id) => sum + (groups?.get(id)?.users.length ?? 0), 0);
  const atMost = isAll ? others : Math.min(others, grouped);
  return atMost > limits.manyReached ? atMost : null;
}

/** Whether it names somebody, who may be elsewhere. */
export const namesSomebody = (text: string): boolean => text.includes('<@');
