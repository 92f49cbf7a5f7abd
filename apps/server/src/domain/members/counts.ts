import type { WorkspaceRules } from './rules.ts';

/** How many members channels have. */
export type MemberCounts = ReadonlyMap<string, number>;

/**
 * The counts of somebody's channels, out of the index, when that reflects exactly the rules of a position; else null. Counting rows
 * for every channel of a large workspace is most of what a snapshot costs.
 */
export function countsAt(rules: WorkspaceRules | undefined, user: string, rulesRev: number): MemberCounts | null {
  if (!rules || rules.rulesRev !== rulesRev) return null;
  return new Map([...rules.channelsOf(user)].map((id) => [id, rules.channels.get(id)?.members.size ?? 0]));
}
