import { emojiOf } from '../../domain/reactions/emoji.ts';
import type { World } from '../../domain/verb.ts';
import type { ImportOptions } from './commit.ts';
import type { ChannelMap } from './importChannels.ts';
import type { PersonMap } from './importPeople.ts';
import { clientIdOf, messageIdOf, messageItem, type MessageParts } from './messageItem.ts';
import { skip, type ImportReport } from './report.ts';
import type { ExportedChannel, SlackMessage } from './slackExport.ts';
import { usedKeys } from './sql.ts';
import { authorOf, isRecord, isReply } from './survey.ts';
import { toContent } from './toMessage.ts';

/** So many messages are given to the log at once: a transaction's worth. */
const TOGETHER = 500;

/** Writes one channel's messages in the order of `ts`. */
export class ChannelWriter {
  readonly #world: World;
  readonly #options: ImportOptions;
  readonly #people: PersonMap;
  readonly #channels: ChannelMap;
  readonly #exported: ExportedChannel;
  readonly #report: ImportReport;
  /** `ts` → the message at the head of its thread, be it itself. */
  readonly #heads = new Map<string, string>();
  readonly #seen = new Set<string>();
  #waiting: MessageParts[] = [];

  constructor(
    world: World,
    options: ImportOptions,
    maps: { people: PersonMap; channels: ChannelMap },
    exported: ExportedChannel,
    report: ImportReport,
  ) {
    this.#world = world;
    this.#options = options;
    this.#people = maps.people;
    this.#channels = maps.channels;
    this.#exported = exported;
    this.#report = report;
  }

  /** The messages of the next day. */
  async write(messages: readonly SlackMessage[]): Promise<void> {
    const sorted = [...messages].sort((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
    for (const message of sorted) {
      this.#take(message);
      if (this.#waiting.length === TOGETHER) await this.flush();
    }
  }

  /** Stores what has been taken. */
  async flush(): Promise<void> {
    const parts = this.#waiting;
    this.#waiting = [];
    if (parts.length === 0) return;
    await (this.#options.dryRun ? this.#count(parts) : Promise.all(parts.map((one) => this.#store(one))));
  }

  #take(message: SlackMessage): void {
    if (isRecord(message)) return skip(this.#report, 'records of what edits and deletions replaced');
    const author = this.#people.idOf(authorOf(message).externalId);
    const channel = this.#channels.idOf(this.#exported.channel.id);
    if (author === undefined || channel === undefined)
      throw new Error(`The export changed while it was read (${message.ts}).`);
    const clientId = clientIdOf(this.#exported.channel.id, message);
    if (this.#seen.has(`${author} ${clientId}`)) return skip(this.#report, 'messages that the export holds twice');
    this.#seen.add(`${author} ${clientId}`);
    const { workspace } = this.#options;
    const id = messageIdOf(workspace, author, clientId, message);
    const root = isReply(message) ? this.#heads.get(message.thread_ts!) : undefined;
    if (isReply(message) && root === undefined) {
      skip(this.#report, 'threads whose first message is not in the export (their replies are kept as plain messages)');
    }
    this.#heads.set(message.ts, root ?? id);
    const content = toContent(message, {
      user: (one) => this.#people.idOf(one),
      channel: (one) => this.#channels.idOf(one),
    });
    for (const reason of content.skipped) skip(this.#report, reason);
    this.#waiting.push({
      id,
      workspace,
      channel,
      author,
      clientId,
      message,
      content,
      root,
      reactions: this.#reactionsOf(message),
    });
  }

  async #store(parts: MessageParts): Promise<void> {
    const outcome = await this.#world.log.append(messageItem(parts));
    if (outcome.type === 'committed') this.#stored(1, parts.reactions.length);
    else if (outcome.type === 'repeated') this.#report.present.messages += 1;
    else
      throw new Error(`Message ${parts.message.ts} of ${this.#exported.channel.id} was not stored: ${outcome.type}.`);
  }

  async #count(parts: readonly MessageParts[]): Promise<void> {
    const keys = parts.map(({ author, clientId }) => ({ author, key: clientId }));
    const there = await usedKeys(this.#world.database.sql, keys);
    for (const { author, clientId, reactions } of parts) {
      if (there.has(`${author} ${clientId}`)) this.#report.present.messages += 1;
      else this.#stored(1, reactions.length);
    }
  }

  #stored(messages: number, reactions: number): void {
    this.#report.stored.messages += messages;
    this.#report.stored.reactions += reactions;
  }

  #reactionsOf(message: SlackMessage): { user: string; emoji: string }[] {
    const made = new Map<string, { user: string; emoji: string }>();
    for (const reaction of message.reactions ?? []) {
      const emoji = reactionEmoji(reaction.name);
      for (const slackUser of reaction.users) {
        const user = this.#people.idOf(slackUser);
        if (emoji === null || user === undefined) skip(this.#report, 'reactions whose name is not an emoji');
        else if (made.has(`${user} ${emoji}`)) skip(this.#report, 'reactions that were there twice');
        else made.set(`${user} ${emoji}`, { user, emoji });
      }
      skip(
        this.#report,
        'reactions that Slack counted without naming who',
        (reaction.count ?? 0) - reaction.users.length,
      );
    }
    return [...made.values()];
  }
}

/** `+1` and `clap::skin-tone-3` as they are kept here; null when it is no emoji’s name. */
function reactionEmoji(name: string): string | null {
  try {
    return emojiOf(name.split('::')[0]!);
  } catch {
    return null;
  }
}
