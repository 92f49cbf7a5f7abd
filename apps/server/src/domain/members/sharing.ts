import type { WorkspaceRules } from './rules.ts';

/** Whether two people are in some channel together, or are the same. */
export function shareChannel(rules: WorkspaceRules, one: string, other: string): boolean {
  if (one === other) return true;
  for (const channel of rules.channelsOf(one)) if (rules.channels.get(channel)?.members.has(other)) return true;
  return false;
}

/** Whether somebody may know of somebody: guests know those with whom they are in a channel, others everybody [W9]. */
export function mayKnow(rules: WorkspaceRules, who: string, whom: string): boolean {
  return rules.users.get(who)?.role !== 'guest' || shareChannel(rules, who, whom);
}

/** Everybody of whom somebody may know, or null: everybody. */
export function knownTo(rules: WorkspaceRules, who: string): string[] | null {
  if (rules.users.get(who)?.role !== 'guest') return null;
  const known = new Set([who]);
  for (const channel of rules.channelsOf(who))
    for (const user of rules.channels.get(channel)?.members.keys() ?? []) known.add(user);
  return [...known];
}
