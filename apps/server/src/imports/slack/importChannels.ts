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
import type { Remembered } from './remembered.ts';
import type { ImportReport } from './report.ts';
import type { ExportedChannel, SlackChannel } from './slackExport.ts';

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
  const taken = new Map([...rules.channels.values()].flatMap((one) => (one.name === null ? [] : [[nameKeyOf(one.name), one] as const])));
  for (const exported of channels) {
    const { channel } = exported;
    const known = remembered.get(channel.id) ?? sameDirect(rules, exported, people);
    if (known !== undefined) {
      report.present.channels += 1;
      await addMissing(world, options, rules, known, membersOf(exported, people));
      continue;
    }
    const here = exported.kind === 'public' ? mergeTarget(rules, exported, taken) : undefined;
    if (here) {
      report.present.channels += 1;
      report.merged.push(here.name!);
      remembered.set(channel.id, here.id);
      if (!options.dryRun) await remembered.save(world.database.sql, [[channel.id, here.id]]);
      await addMissing(world, options, rules, here.id, membersOf(exported, people));
      continue;
    }
    await create(world, options, { exported, people, owner, taken, remembered });
    report.stored.channels += 1;
  }
  return { idOf: (slackChannel) => remembered.get(slackChannel) };
}

function mergeTarget(rules: WorkspaceRules, { channel }: ExportedChannel, taken: ReadonlyMap<string, IndexedChannel>): IndexedChannel | undefined {
  const general = channel.is_general ? [...rules.channels.values()].find((one) => one.general) : undefined;
  const named = taken.get(nameKeyOf(nameHere(channel)));
  // A channel made by this very run stands under its name too, but is not one that "was here": it is no member of the rules.
  return general ?? (named?.kind === 'public' && rules.channels.has(named.id) && !named.archived ? named : undefined);
}

/** A direct channel that its people have here already. */
function sameDirect(rules: WorkspaceRules, exported: ExportedChannel, people: PersonMap): string | undefined {
  if (exported.kind !== 'direct') return undefined;
  const members = membersOf(exported, people);
  const same = [...rules.channels.values()].find(
    (one) => one.kind === 'direct' && one.members.size === members.length && members.every((user) => one.members.has(user)),
  );
  return same?.id;
}

interface Creating {
  exported: ExportedChannel;
  people: PersonMap;
  owner: string;
  taken: Map<string, IndexedChannel>;
  remembered: Remembered;
}

async function create(world: World, options: ImportOptions, { exported, people, owner, taken, remembered }: Creating): Promise<void> {
  const { channel: slack, kind } = exported;
  const direct = kind === 'direct';
  const id = newId(direct ? 'direct' : 'channel');
  const members = membersOf(exported, people);
  const createdBy = people.idOf(slack.creator ?? '') ?? members[0] ?? owner;
  const name = direct ? null : freeName(slack, taken);
  if (name !== null) {
    const standIn = { id, kind, name, general: false, archived: false, createdBy, members: new Map() } as IndexedChannel;
    taken.set(nameKeyOf(name), standIn);
  }
  remembered.set(slack.id, id);
  if (options.dryRun) return;
  const channel = (place: Place): Channel => ({
    id,
    rev: place.seq,
    workspace: options.workspace,
    kind,
    name,
    topic: (slack.topic?.value || slack.purpose?.value || '').slice(0, limits.topic),
    ...(direct && { users: [...members].sort() }),
    createdBy,
    createdAt: toIso(createdMicros(slack) ?? place.at),
  });
  const event = (type: 'channel.created' | 'channel.archived', more: Partial<Channel> | ((place: Place) => Partial<Channel>)): NewEvent => ({
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

/** People of the export who are not in the channel yet. */
async function addMissing(world: World, options: ImportOptions, rules: WorkspaceRules, channel: string, members: readonly string[]): Promise<void> {
  const present = rules.channels.get(channel)?.members;
  const missing = members.filter((user) => !present?.has(user));
  if (options.dryRun || missing.length === 0) return;
  await commit(world, {
    events: missing.map((user) => memberJoined(options.workspace, channel, user)),
    checked: [],
    guards: [],
    touches: missing.map((user) => `member:${channel}|${user}`),
  });
}

/** Everybody is in the general channel, also where the export names only some. */
function membersOf({ channel }: ExportedChannel, people: PersonMap): string[] {
  const named = (channel.members ?? []).map((slackUser) => people.idOf(slackUser)).filter((user) => user !== undefined);
  return [...new Set(channel.is_general ? [...named, ...people.all()] : named)];
}

function freeName(slack: SlackChannel, taken: ReadonlyMap<string, IndexedChannel>): string {
  const wanted = nameHere(slack);
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : `-${n}`;
    const name = wanted.slice(0, limits.channelName - ending.length) + ending;
    if (!taken.has(nameKeyOf(name))) return name;
  }
}

/** Slack's name as ours; characters that ours may not have become dashes. */
function nameHere(slack: SlackChannel): string {
  const name = (slack.name ?? '').slice(0, limits.channelName).replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-');
  return channelName(/[\p{L}\p{N}]/u.test(name) ? name : slack.id);
}

function createdMicros(slack: SlackChannel): number | null {
  const seconds = Number(slack.created ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) * 1_000_000 : null;
}
