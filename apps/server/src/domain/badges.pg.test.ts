import type { Preference } from '@roost/protocol/entities';
import type { EventData, EventType } from '@roost/protocol/events';
import { limits } from '@roost/protocol/limits';
import { noticeOf, type Notice } from '@roost/protocol/sidebar';
import { groupMentionOf, mentionOf } from '@roost/protocol/text';
import { fromIso, toIso } from '@roost/protocol/time';
import { unpackUnread } from '@roost/protocol/unreadPacking';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../log/item.ts';
import { makeMove } from './testMoves.ts';
import { diceOf, type Dice, type Table } from './testTable.ts';
import { TestViewer } from './testViewer.ts';
import { openTestWorld, type TestPerson, type TestWorld } from './testWorld.ts';

// What is unread, what mentions one, and what the rows show for it: three people with two devices each, which are offline now and then,
// do things at random. What each device has folded, what a fresh snapshot tells, and a recount of the whole log by hand must agree.
// ROOST_SEED repeats a run.

const given = process.env['ROOST_SEED'];
const seeds = given ? [Number(given)] : [11, Math.floor(Math.random() * 1e9)];
const ROUNDS = 40;
const AT_ONCE = 10;
const DEVICES = 2;

interface Device {
  viewer: TestViewer;
  /** How much of what was announced it has heard. */
  told: number;
  offline: boolean;
}

describe.each(seeds)('[M2, M8, P3] badges, seed %i', (seed) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await openTestWorld();
  });
  afterAll(() => world.close());

  test('devices, snapshot and a recount agree, whatever happens meanwhile', async () => {
    const dice = diceOf(seed);
    const players = ['Sofia', 'Maya', 'Ade'].map((name) => world.person(name));
    const { workspace, general, random } = world;
    const channels = [general.id, random.id];
    const table: Table = {
      workspace,
      players,
      channels,
      directs: [],
      groups: [],
      messages: [],
      replies: [],
      focus: [],
      done: new Map(),
    };
    const devices: Device[] = [];
    for (const person of players) for (let i = 0; i < DEVICES; i++) devices.push(await deviceOf(world, person));
    let seen = 0;
    const presence: Present[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const { user } of players) if (dice(3) === 0 && !world.here.delete(user)) world.here.add(user);
      presence.push({ from: world.heard.length, here: new Set(world.here) });
      for (const device of devices) if (dice(4) === 0) device.offline = !device.offline;
      if (round === ROUNDS - 1) for (const device of devices) device.offline = false;
      const moves = Array.from({ length: 1 + dice(AT_ONCE) }, () => makeMove(table, dice));
      await Promise.all([...moves, changeMind(table, dice), rephrase(table, dice), callAfterwards(table, dice)]);
      for (const device of devices.filter(({ offline }) => !offline)) {
        await comeBack(world, device, dice(8) === 0);
        const { person } = device.viewer;
        const counted = recount(world.heard, person.user, presence);
        expect(device.viewer.notices()).toEqual(counted);
        expect(await fresh(world, person)).toEqual(counted);
        seen += [...counted.values()].filter(({ badge }) => badge > 0).length;
      }
    }
    expect(seen).toBeGreaterThan(0);
  }, 180_000);
});

/** Where everybody is, somebody wants to hear more, or less. */
async function changeMind({ players, channels }: Table, dice: Dice): Promise<void> {
  const who = players[dice(players.length)]!;
  const level = (['all', 'mentions', null] as const)[dice(3)]!;
  await who.do('channel.prefer', { channel: channels[0]!, ...(dice(2) === 0 ? { muted: dice(2) === 0 } : { level }) });
}

/** Somebody says something there and at once says it otherwise, to somebody else. */
async function rephrase({ players, channels, groups }: Table, dice: Dice): Promise<void> {
  const [who, one, other] = [0, 0, 0].map(() => players[dice(players.length)]!) as [TestPerson, TestPerson, TestPerson];
  const posted = await who.post(channels[0]!, `for ${mentionOf(one.user)}`).catch(ifRefused);
  if (!posted) return;
  const group = groups.length > 0 && dice(2) === 0 ? groupMentionOf(groups[dice(groups.length)]!) : '';
  const text = `rather for ${mentionOf(other.user)}${group}`;
  await who.do('message.edit', { message: posted.id, text }).catch(ifRefused);
}

/** Somebody edits what may have been read long ago, and another reads up to it and beyond. */
async function callAfterwards({ players, channels, messages }: Table, dice: Dice): Promise<void> {
  const recent = messages.slice(-12).filter(({ channel }) => channel === channels[0]);
  const message = recent[dice(recent.length)];
  if (!message) return;
  const called = players[dice(players.length)]!;
  const text = [`${mentionOf(called.user)} look`, '<!channel> look', 'nothing'][dice(3)]!;
  const reader = players[dice(players.length)]!;
  await Promise.all([
    ...players.map((who) =>
      who.do('message.edit', { message: message.id, text: `${text} ${dice(3)}` }).catch(ifRefused),
    ),
    dice(3) === 0 &&
      reader.do('read.mark', { channel: message.channel, at: toIso(Date.now() * 1000) }).catch(ifRefused),
  ]);
}

/** Not everybody may write there all the time. */
function ifRefused(error: unknown): null {
  if (error instanceof Error && error.name === 'Reject') return null;
  throw error;
}

async function deviceOf(world: TestWorld, person: TestPerson): Promise<Device> {
  const told = world.heard.length;
  return { viewer: await TestViewer.open(person, world.workspace), told, offline: false };
}

/** Hears in one go what it missed, or, after too long, starts from a snapshot. */
async function comeBack(world: TestWorld, device: Device, tooLong: boolean): Promise<void> {
  if (tooLong) Object.assign(device, await deviceOf(world, device.viewer.person));
  device.viewer.take(world.heard.slice(device.told));
  device.told = world.heard.length;
  await device.viewer.readEverything();
}

async function fresh({ workspace }: TestWorld, person: TestPerson): Promise<Map<string, Notice>> {
  const { memberships, preferences } = await person.do('workspace.snapshot', { workspace });
  const kept = new Map(preferences.map((one) => [one.channel, one]));
  return new Map(
    memberships.map(({ channel, unread }) => [
      channel,
      noticeOf({ channel, unread: unpackUnread(unread) }, kept.get(channel)),
    ]),
  );
}

/** Who was there from a place of the log on. */
interface Present {
  from: number;
  here: ReadonlySet<string>;
}

interface Said {
  author: string;
  channel: string;
  text: string;
  /** Whom `<!here>` meant when it came into the text. */
  here: ReadonlySet<string> | null;
  /** Which groups stand in it, and whether each meant the one who counts when it came into the text. */
  groups: ReadonlyMap<string, boolean>;
  at: number;
  counts: boolean;
  /** When it mentioned the one who counts for the first time, in any of its texts. */
  calledAt: number | null;
}

/** As anybody would count who has the whole log and all the time in the world. */
function recount(log: readonly LoggedEvent[], user: string, presence: readonly Present[]): Map<string, Notice> {
  const said = new Map<string, Said>();
  const joined = new Map<string, number>();
  const read = new Map<string, number>();
  const kept = new Map<string, Preference>();
  let place = 0;
  const away = new Set<string>();
  const present = () => presence.findLast(({ from }) => from <= place)!.here;
  const hereOf = (text: string, before: ReadonlySet<string> | null) =>
    text.includes('<!here>') ? (before ?? new Set([...present()].filter((one) => !away.has(one)))) : null;
  const groups = new Map<string, { users: string[]; disabled?: boolean }>();
  const groupsOf = (text: string, channel: string, before?: Said): ReadonlyMap<string, boolean> =>
    new Map(
      [...groups].flatMap(([id, { users, disabled }]) =>
        text.includes(`<@${id}>`)
          ? [[id, before?.groups.get(id) ?? (!disabled && users.includes(user) && joined.has(channel))] as const]
          : [],
      ),
    );
  const rephrased = (one: Said, text: string, at: number): Partial<Said> => {
    const now = { ...one, text, here: hereOf(text, one.here), groups: groupsOf(text, one.channel, one) };
    return { ...now, calledAt: one.calledAt ?? (isFor(now, user) ? at : null) };
  };
  const on: { [T in EventType]?: (data: EventData<T>, event: LoggedEvent) => void } = {
    'message.posted': ({ message: { id, author, channel, text, threadRoot, inChannel, system } }, { at }) => {
      const one = { author, channel, text, at, here: hereOf(text, null), groups: groupsOf(text, channel) };
      const counts = (!threadRoot || inChannel === true) && !system;
      said.set(id, { ...one, counts, calledAt: isFor(one, user) ? at : null });
    },
    'message.edited': ({ message: { id, text } }, { at }) =>
      void Object.assign(said.get(id)!, rephrased(said.get(id)!, text, at)),
    'message.deleted': ({ message }) => void said.delete(message),
    'user.updated': ({ user: one }) => void (one.away ? away.add(one.id) : away.delete(one.id)),
    'group.created': ({ group }) => void groups.set(group.id, group),
    'group.updated': ({ group }) => void groups.set(group.id, group),
    'member.joined': ({ channel, user: who }, { at }) => void (who === user && joined.set(channel, at)),
    'channel.deleted': ({ channel }) => void joined.delete(channel),
    'member.left': ({ channel, user: who }) => void (who === user && joined.delete(channel)),
    'read.marked': ({ channel, readAt }, { stream }) => void (stream === user && read.set(channel, fromIso(readAt)!)),
    'channel.preferred': ({ preference }, { stream }) =>
      void (stream === user && kept.set(preference.channel, preference)),
  };
  for (; place < log.length; place++) {
    const event = log[place]!;
    (on[event.type] as ((data: unknown, event: LoggedEvent) => void) | undefined)?.(event.data, event);
  }
  return new Map(
    [...joined].map(([channel, since]) => {
      const from = Math.max(since, read.get(channel) ?? 0);
      const unread = [...said.values()].filter(
        (one) => one.channel === channel && one.counts && one.author !== user && placeOf(one, user) > from,
      );
      return [
        channel,
        shown(
          channel,
          unread.sort((a, b) => placeOf(a, user) - placeOf(b, user)).slice(-limits.unreadEntries),
          user,
          kept.get(channel),
        ),
      ];
    }),
  );
}

function isFor({ text, here, groups }: Pick<Said, 'text' | 'here' | 'groups'>, user: string): boolean {
  const isNamed = text.includes(`<@${user}>`) || text.includes('<!channel>');
  return isNamed || here?.has(user) === true || [...groups.values()].includes(true);
}

/** Where it stands for whoever counts: where it was written, or where they were called by it first. */
function placeOf(one: Said, user: string): number {
  return isFor(one, user) ? Math.max(one.at, one.calledAt ?? 0) : one.at;
}

function shown(channel: string, unread: readonly Said[], user: string, kept: Preference | undefined): Notice {
  const count = unread.length;
  const mentions = unread.filter((one) => isFor(one, user)).length;
  const isQuiet = kept?.muted === true;
  const usual = channel[0] === 'D' ? 'all' : 'mentions';
  const badge = !isQuiet && (kept?.level ?? usual) === 'all' ? count : mentions;
  const bold = !isQuiet && count > 0;
  return { any: bold || badge > 0, bold, badge, count, mentions };
}
