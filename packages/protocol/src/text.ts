/**
 * Message text is stored with ids: `<@U…>`, `<#C…>`, `<!channel>`. Who is mentioned follows from the text alone, by the same
 * rule on the server (SQL `like`), in the client and in bots: the token stands somewhere in the text.
 */

/** How `user` is written into a text. */
export const mentionOf = (user: string): string => `<@${user}>`;

/** The people whom `text` mentions by id, each once. */
export function mentionedPeople(text: string): string[] {
  return [...new Set([...text.matchAll(/<@(U[0-9A-HJKMNP-TV-Z]{16})>/g)].map((match) => match[1]!))];
}

/** The token that mentions every member of the channel. */
export const channelMention = '<!channel>';

/** Whether `text` mentions `user`, by id or with the whole channel. */
export function mentions(text: string, user: string): boolean {
  return text.includes(mentionOf(user)) || text.includes(channelMention);
}
