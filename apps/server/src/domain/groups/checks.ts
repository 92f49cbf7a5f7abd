import { limits } from '@roost/protocol/limits';
import { Reject } from '../../reject.ts';
import type { Acting } from '../acting.ts';
import { canInWorkspace } from '../permissions.ts';
import { takenHandles, typedHandle } from '../users/handles.ts';

/** Refuses who may not make and change groups. */
export function allowGroups({ actor }: Acting): void {
  if (!canInWorkspace('manageGroups', actor)) throw new Reject('forbidden', 'Only admins make and change groups.');
}

/** The handle as it is kept; refuses one that means, or looks as if it meant, somebody or something else. */
export function freeHandle({ rules }: Acting, typed: string, except?: string): string {
  const handle = typedHandle(typed);
  if (!takenHandles(rules, except)(handle)) return handle;
  throw new Reject('conflict', `@${handle} means somebody or something else already.`, { field: 'args.handle' });
}

/** People who can be mentioned: of this workspace, no bots. Each once, sorted. */
export function checkedPeople({ rules }: Acting, users: readonly string[], field: string): string[] {
  users.forEach((id, i) => {
    const user = rules.users.get(id);
    if (!user || user.left || user.kind !== 'person')
      throw new Reject('not_found', 'There is no such person in this workspace.', { field: `args.${field}.${i}` });
  });
  return [...new Set(users)].sort();
}

/** A group holds so many, and no more. */
export function checkSize(users: readonly string[]): void {
  if (users.length <= limits.groupUsers) return;
  throw new Reject('invalid', `A group has ${limits.groupUsers} people at most.`, { field: 'args.add' });
}

/**
 * Channels that everybody may know of: a group tells all who are in the workspace which ones it brings. What it brings already may have
 * become private or archived; what is gone goes out of the list.
 */
export function checkedChannels(
  { rules }: Acting,
  channels: readonly string[],
  before: readonly string[] = [],
): string[] {
  channels.forEach((id, i) => {
    if (before.includes(id)) return;
    const channel = rules.channels.get(id);
    const field = { field: `args.channels.${i}` };
    if (!channel || channel.kind !== 'public') throw new Reject('not_found', 'There is no such public channel.', field);
    if (channel.archived) throw new Reject('archived', 'This channel is archived.', field);
  });
  return [...new Set(channels)].filter((id) => rules.channels.has(id)).sort();
}
