import { draftKey } from '@roost/protocol/drafts';
import { workspaceOfChannel } from './selectors.ts';
import type { ClientState, SentIntent } from './types.ts';

/** What is done to one message is done in order; so is what is done to one sidebar, where a channel may go into a section that is new. */
export function laneOf(state: Pick<ClientState, 'replica'>, intent: SentIntent): string {
  if (intent.name === 'draft.dismiss') return `draft/${draftKey(intent.args)}`;
  const { args } = intent;
  if ('bookmark' in args) return `bookmarks/${args.channel}`;
  if ('scheduled' in args) return `scheduled/${args.scheduled}`;
  if ('user' in args) return `self/${args.user}`;
  if ('message' in args) return `message/${args.message}`;
  const workspace = 'workspace' in args ? args.workspace : workspaceOfChannel(state, args.channel)?.id;
  return `sidebar/${workspace ?? ''}`;
}
