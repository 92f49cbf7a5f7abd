import { ImportRefused } from './refused.ts';
import type { SlackExport, SlackMessage } from './slackExport.ts';

/** Somebody who is not in users.json: a bot known by its name, or a person whom only messages and lists mention. */
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

export interface SurveyOptions {
  /** People whom nothing describes become placeholders instead of a refusal. */
  placeholders: boolean;
  /** Microseconds since 1970. */
  now: number;
}

/** A clock may be wrong by so much; a message from beyond it would push every later one of its channel into the future. */
const AHEAD_MICROS = 86_400_000_000;

/** Reads every file of the export. Throws `ImportRefused` at the first that is not right. */
export async function survey(
  slack: SlackExport,
  options: SurveyOptions,
  onDay: (done: number, of: number) => void,
): Promise<Survey> {
  const strangers = new Strangers(slack.users.map((user) => user.id));
  const found = {
    users: slack.users.length,
    channels: slack.channels.length,
    messages: 0,
    reactions: 0,
    replies: 0,
    files: 0,
  };
  for (const { channel } of slack.channels) {
    for (const member of channel.members ?? [])
      strangers.mention(member, `The list of members of ${channel.name ?? channel.id}`);
  }
  const days = slack.channels.flatMap((one) => one.days);
  for (const [index, day] of days.entries()) {
    for (const message of await slack.messages(day)) {
      if (tsToMicros(message.ts) > options.now + AHEAD_MICROS)
        throw new ImportRefused(`${day} has a message from the future: ts ${message.ts}.`);
      found.messages += 1;
      found.reactions += (message.reactions ?? []).reduce((sum, reaction) => sum + reaction.users.length, 0);
      found.files += filesOf(message).length;
      if (isReply(message)) found.replies += 1;
      strangers.meet(message, day);
    }
    onDay(index + 1, days.length);
  }
  return { ...found, strangers: strangers.all(options.placeholders) };
}

class Strangers {
  readonly #known: ReadonlySet<string>;
  readonly #described = new Map<string, Stranger>();
  /** Where somebody whom nothing describes yet was first mentioned. */
  readonly #mentioned = new Map<string, string>();

  constructor(known: readonly string[]) {
    this.#known = new Set(known);
  }

  /** The people of a message: who wrote it and who reacted. */
  meet(message: SlackMessage, day: string): void {
    if (isRecord(message)) return;
    const author = authorOf(message);
    const described = author.kind === 'bot' || Boolean(message.user_profile);
    if (!described) this.mention(author.externalId, day);
    else if (!this.#known.has(author.externalId)) this.#described.set(author.externalId, author);
    for (const { users } of message.reactions ?? []) for (const user of users) this.mention(user, day);
  }

  mention(id: string, where: string): void {
    if (this.#known.has(id)) return;
    if (id === SLACKBOT.externalId) this.#described.set(id, SLACKBOT);
    else if (!this.#mentioned.has(id)) this.#mentioned.set(id, where);
  }

  all(placeholders: boolean): Stranger[] {
    const unknown = [...this.#mentioned].filter(([id]) => !this.#described.has(id));
    const [first] = unknown;
    if (first && !placeholders) {
      throw new ImportRefused(
        `${first[1]} mentions ${first[0]}, who is not in users.json` +
          (unknown.length > 1 ? ` (nor are ${unknown.length - 1} others)` : '') +
          '. With --placeholders such people are imported under their id.',
      );
    }
    return [
      ...this.#described.values(),
      ...unknown.map(([id]): Stranger => ({ externalId: id, name: id, kind: 'person' })),
    ];
  }
}

const SLACKBOT: Stranger = { externalId: 'USLACKBOT', name: 'Slackbot', kind: 'bot' };

/** Who wrote a message, also where Slack names only a bot, a user name or the author of a comment. */
export function authorOf(message: SlackMessage): Stranger {
  const user = message.user || message.comment?.user;
  if (user === SLACKBOT.externalId) return SLACKBOT;
  if (user) {
    const profile = message.user_profile;
    const name = profile?.display_name || profile?.real_name || profile?.name || user;
    return { externalId: user, name, kind: 'person' };
  }
  const name = message.username || message.bot_profile?.name || 'Bot';
  return { externalId: `bot:${message.bot_id || name}`.slice(0, 80), name, kind: 'bot' };
}

/** The files of a message, in old exports one, in new ones several. */
export function filesOf(message: SlackMessage) {
  return [...(message.file ? [message.file] : []), ...(message.files ?? [])];
}

/** Whether the message is an answer in a thread. */
export function isReply(message: SlackMessage): boolean {
  return message.thread_ts !== undefined && message.thread_ts !== message.ts;
}

/** Exports of companies that keep every version also hold what edits and deletions replaced; the messages stand beside them. */
export function isRecord(message: SlackMessage): boolean {
  return message.subtype === 'message_changed' || message.subtype === 'message_deleted';
}

/** Microseconds since 1970 for Slack's `ts`, which has exactly six decimals. */
export function tsToMicros(ts: string): number {
  const [seconds, micros] = ts.split('.') as [string, string];
  return Number(seconds) * 1_000_000 + Number(micros);
}
