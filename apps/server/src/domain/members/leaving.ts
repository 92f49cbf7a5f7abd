import type { NewEvent } from '../../log/item.ts';

/** One person's way out of a channel; `by` says who did it when it was somebody else. */
export function memberLeft(workspace: string, channel: string, user: string, by?: string): NewEvent<'member.left'> {
  return {
    stream: workspace,
    type: 'member.left',
    actor: by ?? user,
    audience: channel,
    rules: true,
    data: () => ({ channel, user, ...(by !== undefined && by !== user && { by }) }),
  };
}
