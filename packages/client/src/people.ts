import type { Message } from '@roost/protocol/entities';
import type { WorkspaceState } from './types.ts';

/** Those whose messages, replies and reactions are in the windows that are open. A snapshot that does not tell of everybody says nothing of most. */
export function shownPeople({ windows, threads }: WorkspaceState): ReadonlySet<string> {
  const messages = [...windows.values(), ...threads.values()].flatMap((window) => window.messages);
  return new Set(messages.flatMap(peopleOf));
}

/** Of those who have voted for an answer only the first are shown. */
const VOTERS_SHOWN = 12;

/** Everybody whom a message shows. */
export function peopleOf({ author, replyUsers = [], reactions, poll }: Message): string[] {
  const voters = poll?.options.flatMap(({ users = [] }) => users.slice(0, VOTERS_SHOWN)) ?? [];
  return [author, ...replyUsers, ...reactions.flatMap(({ users }) => users), ...voters];
}
