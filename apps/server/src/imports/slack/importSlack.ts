import { createHash } from 'node:crypto';
import { newId } from '@roost/protocol/ids';
import { toIso } from '@roost/protocol/time';
import { emojiOf } from '../../domain/reactions/emoji.ts';
import type { World } from '../../domain/verb.ts';
import type { Item, LoggedEvent, NewEvent } from '../../log/item.ts';
import { openArchive } from './archive.ts';
import { commit, type ImportOptions } from './commit.ts';
import { importChannels, type ChannelMap } from './importChannels.ts';
import { importPeople, type PersonMap } from './importPeople.ts';
import { Remembered } from './remembered.ts';
import type { ImportReport } from './report.ts';
import { readExport, type ExportedChannel, type SlackExport, type SlackMessage } from './slackExport.ts';
import { authorOf, survey } from './survey.ts';
import { toContent, tsToMicros } from './toMessage.ts';

// Brings a Slack export into a workspace, as backfill events through the log. All of it is read and checked before anything is
// written. Every person, channel and message has a key that follows from the export, so a second run, or one after a crash,
// continues where the first one stopped and adds nothing twice.

/** Imports a folder or zip. Throws `ImportRefused`, having changed nothing, when the export is not right. */
export async function importSlack(world: World, location: string, options: ImportOptions): Promise<ImportReport> {
  const archive = await openArchive(location);
  try {
    const slack = await readExport(archive);
    const found = await survey(slack, options.placeholders, (done, of) => options.onProgress('reading', done, of));
    const report: ImportReport = {
      dryRun: options.dryRun,
      found,
      stored: { users: 0, channels: 0, messages: 0, reactions: 0 },
      present: { users: 0, channels: 0, messages: 0 },
      merged: [],
      skipped: new Map(),
    };
    const remembered = await Remembered.load(world, options.workspace);
    const people = await importPeople(world, options, remembered, slack.users, found.strangers, report);
    const channels = await importChannels(world, options, remembered, slack.channels, people, report);
    await importMessages(world, options, slack, people, channels, report);
    return report;
  } finally {
    archive.close();
  }
}

async function importMessages(
  world: World,
  options: ImportOptions,
  slack: SlackExport,
  people: PersonMap,
  channels: ChannelMap,
  report: ImportReport,
): Promise<void> {
  let done = 0;
  for (const exported of slack.channels) {
    const writer = new ChannelWriter(world, options, people, channels, exported, report);
    for (const day of exported.days) {
      const messages = await slack.messages(day);
      await writer.write(messages);
      done += messages.length;
      options.onProgress('writing', done, report.found.messages);
    }
    await writer.finish();
  }
}

/** Writes one channel's messages in the order of `ts`. */
class ChannelWriter {
  private readonly world: World;
  private readonly options: ImportOptions;
  private readonly people: PersonMap;
  private readonly channels: ChannelMap;
  private readonly exported: ExportedChannel;
  private readonly report: ImportReport;
  /** Slack's `ts` → our message. */
  private readonly ids = new Map<string, string>();
  private fresh = 0;

  constructor(world: World, options: ImportOptions, people: PersonMap, channels: ChannelMap, exported: ExportedChannel, report: ImportReport) {
    this.world = world;
    this.options = options;
    this.people = people;
    this.channels = channels;
    this.exported = exported;
    this.report = report;
  }

  /** Roots before replies: a reply needs the id of what it answers. */
  async write(messages: readonly SlackMessage[]): Promise<void> {
    const sorted = [...messages].sort((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
    const isReply = (message: SlackMessage) => message.thread_ts !== undefined && message.thread_ts !== message.ts;
    await Promise.all(sorted.filter((message) => !isReply(message)).map((message) => this.one(message)));
    for (const message of sorted.filter(isReply)) await this.one(message);
  }

  /** Live clients refetch what was filled in behind them. */
  async finish(): Promise<void> {
    const channel = this.channels.idOf(this.exported.channel.id);
    if (this.options.dryRun || this.fresh === 0 || channel === undefined) return;
    await commit(this.world, {
      events: [{ stream: this.options.workspace, type: 'channel.backfilled', actor: null, audience: channel, data: () => ({ channel }) }],
      checked: [],
      guards: [],
      touches: [],
    });
  }

  private async one(message: SlackMessage): Promise<void> {
    const channel = this.channels.idOf(this.exported.channel.id);
    const author = this.people.idOf(authorOf(message).externalId);
    const content = toContent(message, { user: (id) => this.people.idOf(id), channel: (id) => this.channels.idOf(id) });
    for (const reason of content.skipped) this.skip(reason);
    const reactions = this.reactionsOf(message);
    if (this.options.dryRun) {
      this.report.stored.messages += 1;
      this.report.stored.reactions += reactions.length;
      return;
    }
    const root = message.thread_ts !== undefined && message.thread_ts !== message.ts ? this.ids.get(message.thread_ts) : undefined;
    if (message.thread_ts !== undefined && message.thread_ts !== message.ts && root === undefined) {
      this.skip('threads whose first message is not in the export (kept as plain messages)');
    }
    const item = messageItem({ workspace: this.options.workspace, channel: channel!, author: author!, message, content, root, reactions, slackChannel: this.exported.channel.id });
    const outcome = await this.world.log.append(item);
    if (outcome.type === 'committed') {
      this.fresh += 1;
      this.report.stored.messages += 1;
      this.report.stored.reactions += reactions.length;
      this.ids.set(message.ts, postedId(outcome.events[0]!));
    } else if (outcome.type === 'repeated') {
      this.report.present.messages += 1;
      this.ids.set(message.ts, postedId(outcome.event));
    } else throw new Error(`Message ${message.ts} of ${this.exported.channel.id} was not stored: ${outcome.type}.`);
  }

  private reactionsOf(message: SlackMessage): { user: string; emoji: string }[] {
    const made: { user: string; emoji: string }[] = [];
    for (const reaction of message.reactions ?? []) {
      const emoji = reactionEmoji(reaction.name);
      for (const slackUser of reaction.users) {
        const user = this.people.idOf(slackUser);
        if (emoji === null) this.skip('reactions whose name is not an emoji');
        else if (user === undefined) this.skip('reactions of people who are not in users.json');
        else if (made.some((one) => one.user === user && one.emoji === emoji)) this.skip('reactions that were there twice');
        else made.push({ user, emoji });
      }
      const unnamed = (reaction.count ?? 0) - reaction.users.length;
      for (let i = 0; i < unnamed; i++) this.skip('reactions that Slack counted without naming who');
    }
    return made;
  }

  private skip(reason: string): void {
    this.report.skipped.set(reason, (this.report.skipped.get(reason) ?? 0) + 1);
  }
}

interface MessageParts {
  workspace: string;
  channel: string;
  author: string;
  slackChannel: string;
  message: SlackMessage;
  content: ReturnType<typeof toContent>;
  root: string | undefined;
  reactions: { user: string; emoji: string }[];
}

function messageItem(parts: MessageParts): Item {
  const { workspace, channel, author, slackChannel, message, content, root, reactions } = parts;
  const id = newId('message', Math.floor(tsToMicros(message.ts) / 1000));
  const clientId = `slack:${slackChannel}:${message.ts}`;
  const shared = { stream: workspace, audience: channel, backfill: true } as const;
  let createdAt = '';
  const posted: NewEvent<'message.posted'> = {
    ...shared,
    type: 'message.posted',
    actor: author,
    clock: channel,
    givenAt: tsToMicros(message.ts),
    data: ({ seq, at }) => ({
      message: {
        id,
        rev: seq,
        channel,
        author,
        clientId,
        text: content.text,
        createdAt: (createdAt = toIso(at)),
        ...(root !== undefined && { threadRoot: root }),
        reactions: [],
        ...(content.files && { files: content.files }),
        ...(content.system && { system: content.system }),
      },
    }),
  };
  const events: NewEvent[] = [posted];
  if (message.edited && !content.system) {
    events.push({
      ...shared,
      type: 'message.edited',
      actor: author,
      givenAt: tsToMicros(message.edited.ts),
      data: ({ seq, at }) => ({
        message: {
          id, rev: seq, channel, author, clientId, text: content.text, createdAt, editedAt: toIso(at),
          ...(root !== undefined && { threadRoot: root }),
        },
      }),
    } satisfies NewEvent<'message.edited'> as NewEvent);
  }
  for (const { user, emoji } of reactions) {
    events.push({
      ...shared,
      type: 'reaction.added',
      actor: user,
      data: () => ({ message: id, channel, user, emoji }),
    } satisfies NewEvent<'reaction.added'> as NewEvent);
  }
  return {
    events,
    key: { author, key: clientId, argsHash: createHash('sha256').update(clientId).digest('hex') },
    checked: [],
    guards: [],
    touches: root === undefined ? [] : [`thread:${root}`],
  };
}

/** `+1` and `clap::skin-tone-3` as they are kept here; null when it is no emoji’s name. */
function reactionEmoji(name: string): string | null {
  try {
    return emojiOf(name.split('::')[0]!);
  } catch {
    return null;
  }
}

function postedId(event: LoggedEvent): string {
  return (event as LoggedEvent<'message.posted'>).data.message.id;
}
