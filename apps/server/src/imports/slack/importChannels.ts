import type { Channel } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import type { IndexedChannel, WorkspaceRules } from '../../domain/members/rules.ts';
import { channelName, nameKeyOf } from '../../domain/names.ts';
import { memberJoined } from '../../domain/users/joining.ts';
import type { World } from '../../domain/verb.ts';
import type { NewEvent, Place } from '../../log/item.ts';
import { commit, type ImportOptions } from './commit.ts';
import type { PersonMap } from './importPeople.ts';
import { line } from './line.ts';
import type { Remembered } from './remembered.ts';
import type { ImportReport } from './report.ts';
import type { ExportedChannel, SlackChannel } from './slackExport.ts';
import { plainSlackText } from './slackText.ts';
import { everMembers } from './sql.ts';

/** Our channel for a Slack channel. */
export interface ChannelMap {
  idOf(slackChannel: string): string | undefined;
}

/**
 * Every channel of the export, with its members. A public channel whose name is taken by a public channel here continues in that
 * one; otherwise a taken name gets a number.
 */
export async function importChannels(
  world: World,
  options: ImportOptions,
  remembered: Remembered,
  channels: readonly ExportedChannel[],
  people: PersonMap,
  report: ImportReport,
): Promise<ChannelMap> {
  const rules = await world.rules.of(options.workspace);
  const owner = [...rules.users.values()].find((user) => user.role === 'owner')!.id;
  const named = new Map(
    [...rules.channels.values()].flatMap((one) => (one.name === null ? [] : [[nameKeyOf(one.name), one] as const])),
  );
  const taken = new Set(named.keys());
  for (const exported of channels) {
    const { channel } = exported;
    const known = remembered.get(channel.id);
    const here = known === undefined ? hereAlready(rules, exported, people, named) : undefined;
    if (here?.name) report.merged.push(here.name);
    const target = known ?? here?.id;
    if (target !== undefined) {
      report.present.channels += 1;
      remembered.set(channel.id, target);
      if (!options.dryRun)
        await enter(world, options, { target, slack: channel.id, members: membersOf(exported, people), remembered });
      continue;
    }
    await create(world, options, { exported, people, owner, taken, remembered });
    report.stored.channels += 1;
  }
  return { idOf: (slackChannel) => remembered.get(slackChannel) };
}

/** The channel here that an exported one continues in. */
function hereAlready(
  rules: WorkspaceRules,
  exported: ExportedChannel,
  people: PersonMap,
  named: ReadonlyMap<string, IndexedChannel>,
): IndexedChannel | undefined {
  if (exported.kind === 'private') return undefined;
  const all = [...rules.channels.values()];
  if (exported.kind === 'direct') {
    const members = membersOf(exported, people);
    return all.find(
      (one) =>
        one.kind === 'direct' && one.members.size === members.length && members.every((user) => one.members.has(user)),
    );
  }
  if (exported.channel.is_general) return all.find((one) => one.general);
  const same = named.get(nameKeyOf(nameHere(exported.channel)));
  return same?.kind === 'public' && !same.archived ? same : undefined;
}

interface Creating {
  exported: ExportedChannel;
  people: PersonMap;
  owner: string;
  taken: Set<string>;
  remembered: Remembered;
}

async function create(
  world: World,
  options: ImportOptions,
  { exported, people, owner, taken, remembered }: Creating,
): Promise<void> {
  const { channel: slack, kind } = exported;
  const direct = kind === 'direct';
  const id = newId(direct ? 'direct' : 'channel');
  const members = membersOf(exported, people);
  const createdBy = people.idOf(slack.creator ?? '') ?? members[0] ?? owner;
  const name = direct ? null : freeName(slack, taken);
  if (name !== null) {
    taken.add(nameKeyOf(name));
  }
  remembered.set(slack.id, id);
  if (options.dryRun) return;
  const channel = (place: Place): Channel => ({
    id,
    rev: place.seq,
    workspace: options.workspace,
    kind,
    name,
    topic: line(plainSlackText(slack.topic?.value || slack.purpose?.value || ''), limits.topic),
    ...(direct && { users: [...members].sort() }),
    createdBy,
    createdAt: toIso(createdMicros(slack) ?? place.at),
  });
  const event = (
    type: 'channel.created' | 'channel.archived',
    more: Partial<Channel> | ((place: Place) => Partial<Channel>),
  ): NewEvent => ({
    stream: options.workspace,
    type,
    actor: null,
    audience: kind === 'public' ? '*' : id,
    rules: true,
    data: (place) => ({ channel: { ...channel(place), ...(typeof more === 'function' ? more(place) : more) } }),
  });
  await commit(world, {
    events: [
      event('channel.created', {}),
      ...members.map((user) => memberJoined(options.workspace, id, user)),
      ...(slack.is_archived ? [event('channel.archived', (place) => ({ archivedAt: toIso(place.at) }))] : []),
    ],
    checked: [],
    guards: [],
    touches: [`channel:${id}`],
    alongside: (tx) => [remembered.save(tx, [[slack.id, id]])],
  });
}

interface Entering {
  target: string;
  slack: string;
  members: readonly string[];
  remembered: Remembered;
}

/** Puts people of the export into a channel that is here. Whoever was in it once and left stays out. */
async function enter(
  world: World,
  options: ImportOptions,
  { target, slack, members, remembered }: Entering,
): Promise<void> {
  const been = await everMembers(world.database.sql, options.workspace, target);
  const missing = members.filter((user) => !been.has(user));
  const pair = [[slack, target]] as const;
  if (missing.length === 0) return void (await remembered.save(world.database.sql, pair));
  await commit(world, {
    events: missing.map((user) => memberJoined(options.workspace, target, user)),
    checked: [],
    guards: [],
    touches: missing.map((user) => `member:${target}|${user}`),
    alongside: (tx) => [remembered.save(tx, pair)],
  });
}

/** Everybody is in the general channel, also where the export names only some. */
function membersOf({ channel, kind }: ExportedChannel, people: PersonMap): string[] {
  const named = (channel.members ?? []).map((slackUser) => people.idOf(slackUser)).filter((user) => user !== undefined);
  return [...new Set(channel.is_general && kind === 'public' ? [...named, ...people.all()] : named)];
}

function freeName(slack: SlackChannel, taken: ReadonlySet<string>): string {
  const wanted = nameHere(slack);
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : `-${n}`;
    const name = line(wanted, limits.channelName - ending.length) + ending;
    if (!taken.has(nameKeyOf(name))) return name;
  }
}

/** Slack's name as ours; characters that ours may not have become dashes. */
function nameHere(slack: SlackChannel): string {
  const name = line(slack.name, limits.channelName).replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-');
  try {
    return channelName(name);
  } catch {
    return channelName(slack.id);
  }
}

function createdMicros(slack: SlackChannel): number | null {
  const seconds = Number(slack.created ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) * 1_000_000 : null;
}
