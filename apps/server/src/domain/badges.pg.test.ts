import type { Preference } from '@roost/protocol/entities';
import type { EventData, EventType } from '@roost/protocol/events';
import { limits } from '@roost/protocol/limits';
import { noticeOf, type Notice } from '@roost/protocol/sidebar';
import { mentionOf } from '@roost/protocol/text';
import { fromIso } from '@roost/protocol/time';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../log/item.ts';
import { diceOf, makeMove, type Dice, type Table } from './testMoves.ts';
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
      messages: [],
      replies: [],
      focus: [],
      done: new Map(),
    };
    const devices: Device[] = [];
    for (const person of players) for (let i = 0; i < DEVICES; i++) devices.push(await deviceOf(world, person));
    let seen = 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (const device of devices) if (dice(4) === 0) device.offline = !device.offline;
      if (round === ROUNDS - 1) for (const device of devices) device.offline = false;
      const moves = Array.from({ length: 1 + dice(AT_ONCE) }, () => makeMove(table, dice));
      await Promise.all([...moves, changeMind(table, dice), rephrase(table, dice)]);
      for (const device of devices.filter(({ offline }) => !offline)) {
        await comeBack(world, device, dice(8) === 0);
        const { person } = device.viewer;
        const counted = recount(world.heard, person.user);
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
async function rephrase({ players, channels }: Table, dice: Dice): Promise<void> {
  const [who, one, other] = [0, 0, 0].map(() => players[dice(players.length)]!) as [TestPerson, TestPerson, TestPerson];
  const { id } = await who.post(channels[0]!, `for ${mentionOf(one.user)}`);
  await who.do('message.edit', { message: id, text: `rather for ${mentionOf(other.user)}` });
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
  return new Map(memberships.map((place) => [place.channel, noticeOf(place, kept.get(place.channel))]));
}

interface Said {
  author: string;
  channel: string;
  text: string;
  at: number;
  counts: boolean;
}

/** As anybody would count who has the whole log and all the time in the world. */
function recount(log: readonly LoggedEvent[], user: string): Map<string, Notice> {
  const said = new Map<string, Said>();
  const joined = new Map<string, number>();
  const read = new Map<string, number>();
  const kept = new Map<string, Preference>();
  const on: { [T in EventType]?: (data: EventData<T>, event: LoggedEvent) => void } = {
    'message.posted': ({ message: { id, author, channel, text, threadRoot, inChannel, system } }, { at }) =>
      void said.set(id, { author, channel, text, at, counts: (!threadRoot || inChannel === true) && !system }),
    'message.edited': ({ message: { id, text } }) => void Object.assign(said.get(id)!, { text }),
    'message.deleted': ({ message }) => void said.delete(message),
    'member.joined': ({ channel, user: who }, { at }) => void (who === user && joined.set(channel, at)),
    'member.left': ({ channel, user: who }) => void (who === user && joined.delete(channel)),
    'read.marked': ({ channel, readAt }, { stream }) => void (stream === user && read.set(channel, fromIso(readAt)!)),
    'channel.preferred': ({ preference }, { stream }) =>
      void (stream === user && kept.set(preference.channel, preference)),
  };
  for (const event of log)
    (on[event.type] as ((data: unknown, event: LoggedEvent) => void) | undefined)?.(event.data, event);
  return new Map(
    [...joined].map(([channel, since]) => {
      const from = Math.max(since, read.get(channel) ?? 0);
      const unread = [...said.values()].filter(
        (one) => one.channel === channel && one.counts && one.author !== user && one.at > from,
      );
      return [
        channel,
        shown(channel, unread.sort((a, b) => a.at - b.at).slice(-limits.unreadEntries), user, kept.get(channel)),
      ];
    }),
  );
}

function shown(channel: string, unread: readonly Said[], user: string, kept: Preference | undefined): Notice {
  const count = unread.length;
  const mentions = unread.filter(({ text }) => text.includes(`<@${user}>`) || text.includes('<!channel>')).length;
  const isQuiet = kept?.muted === true;
  const usual = channel[0] === 'D' ? 'all' : 'mentions';
  const badge = !isQuiet && (kept?.level ?? usual) === 'all' ? count : mentions;
  const bold = !isQuiet && count > 0;
  return { any: bold || badge > 0, bold, badge, count, mentions };
}
