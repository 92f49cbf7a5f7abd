import { intendedLook } from '@roost/client/intended';
import type { WorkspaceState } from '@roost/client/types';
import type { Event } from '@roost/protocol/events';
import type { MessageEdit } from '@roost/protocol/entities';
import { mentionedSince, mentions } from '@roost/protocol/text';
import { useRoostState } from './roost.ts';

/** One's last look at one's activity, as one has left it oneself. Undefined as long as the workspace is not known. */
export const useLookedAt = (workspaceId: string): string | null | undefined =>
  useRoostState((state) => {
    const workspace = state.replica.workspaces.get(workspaceId);
    return workspace && intendedLook(workspace, state.outbox);
  });

/** Whether an event is something new in one's activity, as far as one can tell without asking. */
export function isNewActivity(workspace: WorkspaceState, event: Event): boolean {
  const { self, threadPlaces } = workspace;
  if (event.type === 'reaction.added') return event.data.author === self.id && event.data.user !== self.id;
  if (event.type === 'message.edited') return mentionsAnew(event.data.message, self.id);
  if (event.type !== 'message.posted') return false;
  const { message } = event.data;
  if (message.author === self.id || message.system || !workspace.memberships.has(message.channel)) return false;
  const follow = message.threadRoot && threadPlaces.get(message.threadRoot)?.place.follow;
  return Boolean(follow) || mentions(message, self.id);
}

/** Whether this very edit has brought a mention: its instant is the one since which one is mentioned. */
export function mentionsAnew(edited: MessageEdit, self: string): boolean {
  const isOne = edited.author !== self && mentions(edited, self);
  return isOne && edited.mentioned !== undefined && mentionedSince(edited, self) === edited.editedAt;
}

/** Whether an event may take something out of it, or bring something in that is not new. */
export function mayChangeActivity({ self }: WorkspaceState, event: Event): boolean {
  switch (event.type) {
    case 'message.edited':
    case 'message.deleted':
    case 'reaction.removed':
    case 'thread.followed':
    case 'thread.unfollowed':
      return true;
    case 'member.joined':
    case 'member.left':
      return event.data.user === self.id;
    default:
      return false;
  }
}
