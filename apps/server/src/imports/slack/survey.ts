import type { SlackExport, SlackMessage } from './slackExport.ts';
import { ImportRefused } from './refused.ts';

/** Somebody who wrote but is not in users.json: a bot known by its name, or a person whom only messages mention. */
export interface Stranger {
  /** Key under which the person is remembered between imports. */
  externalId: string;
  name: string;
  kind: 'person' | 'bot';
}

/** What is in an export, found by reading all of it once before anything is written. */
export interface Survey {
  users: number;
  channels: number;
  messages: number;
  reactions: number;
  replies: number;
  files: number;
  strangers: Stranger[];
}

/**
 * Reads every file of the export. Throws `ImportRefused` at the first that is not right; with `placeholders`, people whom
 * users.json does not know become placeholders instead of a refusal.
 */
export async function survey(slack: SlackExport, placeholders: boolean, onDay: (done: number, of: number) => void): Promise<Survey> {
  const known = new Set(slack.users.map((user) => user.id));
  const strangers = new Map<string, Stranger>();
  const found: Survey = { users: slack.users.length, channels: slack.channels.length, messages: 0, reactions: 0, replies: 0, files: 0, strangers: [] };
  const days = slack.channels.flatMap((one) => one.days);
  for (const [index, day] of days.entries()) {
    for (const message of await slack.messages(day)) {
      found.messages += 1;
      found.reactions += (message.reactions ?? []).reduce((sum, reaction) => sum + reaction.users.length, 0);
      found.files += filesOf(message).length;
      if (message.thread_ts && message.thread_ts !== message.ts) found.replies += 1;
      const author = authorOf(message);
      if (known.has(author.externalId)) continue;
      const described = author.kind === 'bot' || message.user_profile || author.externalId === 'USLACKBOT';
      if (!described && !placeholders) {
        throw new ImportRefused(
          `${day} has a message of ${author.externalId}, who is not in users.json. Nothing was imported. ` +
            'With --placeholders such people are imported under their id.',
        );
      }
      strangers.set(author.externalId, author);
    }
    onDay(index + 1, days.length);
  }
  found.strangers = [...strangers.values()];
  return found;
}

/** Who wrote a message, also where Slack names only a bot, a user name or the author of a comment. */
export function authorOf(message: SlackMessage): Stranger {
  const user = message.user || message.comment?.user;
  if (user) {
    const profile = message.user_profile;
    const name = user === 'USLACKBOT' ? 'Slackbot' : profile?.display_name || profile?.real_name || profile?.name || user;
    return { externalId: user, name, kind: user === 'USLACKBOT' ? 'bot' : 'person' };
  }
  const name = message.username || message.bot_profile?.name || 'Bot';
  return { externalId: `bot:${message.bot_id || name}`.slice(0, 80), name: name.slice(0, 80), kind: 'bot' };
}

/** The files of a message, in old exports one, in new ones several. */
export function filesOf(message: SlackMessage) {
  return [...(message.file ? [message.file] : []), ...(message.files ?? [])];
}
