import type { Reached } from './entities.ts';
import type { Mentioned } from './mentioned.ts';

/**
 * Message text is stored with ids: `<@U…>`, `<@H…>`, `<#C…>`, `<!channel>`, `<!here>`. Who is mentioned follows from the message alone, by
 * the same rule on the server (in SQL), in the client and in bots: the token stands somewhere in the text, or, where the text names
 * nobody (`<!here>`, a group), the message says whom it meant.
 */

/** How `user` is written into a text. */
export const mentionOf = (user: string): string => `<@${user}>`;

/** The people whom `text` mentions by id, each once. */
export function mentionedPeople(text: string): string[] {
  return named(text, /<@(U[0-9A-HJKMNP-TV-Z]{16})>/g);
}

/** How a group is written into a text. */
export const groupMentionOf = (group: string): string => `<@${group}>`;

/** The groups that `text` mentions, each once. */
export function mentionedGroups(text: string): string[] {
  return named(text, /<@(H[0-9A-HJKMNP-TV-Z]{16})>/g);
}

/** The ids that the pattern finds, each once. Most texts name nobody. */
function named(text: string, pattern: RegExp): string[] {
  return text.includes('<@') ? [...new Set([...text.matchAll(pattern)].map((match) => match[1]!))] : [];
}

/** The token that mentions every member of the channel. */
export const channelMention = '<!channel>';

/** The token that mentions those members of the channel who are there at that moment. */
export const hereMention = '<!here>';

/** What of a message decides whom it mentions. */
export interface Mentioning {
  text: string;
  reached?: readonly Reached[];
}

/** By whom a message is found that mentions them: those whom it names, and its channel where it means people without naming them. */
export function addressees({ text, reached = [] }: Mentioning, channel: string): string[] {
  const meansOthers = text.includes(channelMention) || reached.some(({ users }) => users.length > 0);
  return [...mentionedPeople(text), ...(meansOthers ? [channel] : [])];
}

/** Whether a message mentions `user`: by id, with the whole channel, or because they were there or in a group. */
export function mentions({ text, reached = [] }: Mentioning, user: string): boolean {
  return (
    text.includes(mentionOf(user)) || text.includes(channelMention) || reached.some(({ users }) => users.includes(user))
  );
}

/** The instant from which on a message mentions somebody whom it mentions: its own, or that of the edit that brought them. */
export function mentionedSince(
  { createdAt, mentioned }: { createdAt: string; mentioned?: Mentioned },
  user: string,
): string {
  return mentioned?.find(({ users, channel }) => channel || users.includes(user))?.at ?? createdAt;
}
