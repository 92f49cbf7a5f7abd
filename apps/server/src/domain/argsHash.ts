import { hash } from 'node:crypto';

/** What a key was used for: equal for equal commands, whatever the order in which the fields were written. */
export function argsHash(name: string, args: unknown): string {
  return hash('sha256', `${name} ${canonical(args)}`, 'base64url');
}

/** The same for a message, whose key stands for its author and `clientId`: one hash per post is what the fast path can afford. */
export function postHash({
  channel,
  threadRoot,
  alsoToChannel,
  text,
  quote,
  poll,
  priority,
  askAcknowledgement,
  thirdPerson,
}: {
  channel: string;
  threadRoot?: string;
  alsoToChannel?: boolean;
  text: string;
  quote?: { message: string; rev?: number };
  poll?: object;
  priority?: string;
  askAcknowledgement?: boolean;
  thirdPerson?: boolean;
}): string {
  // Ids contain no blank, so no two posts yield one text; an answer of a poll that does has its JSON's quotes around it.
  const place = `${threadRoot ?? ''}${alsoToChannel ? '+' : ''}${quote ? `>${quote.message}.${quote.rev ?? ''}` : ''}${poll ? canonical(poll) : ''}${priority ? `!${priority}` : ''}${askAcknowledgement ? '?' : ''}${thirdPerson ? '*' : ''}`;
  return hash('sha256', `message.post ${channel} ${place} ${text}`, 'base64url');
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[name];
    if (field !== undefined) text += `${JSON.stringify(name)}:${canonical(field)},`;
  }
  return `{${text}}`;
}
