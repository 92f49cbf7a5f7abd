import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../log/item.ts';
import { makeMove } from './testMoves.ts';
import { diceOf, type Dice, type Table } from './testTable.ts';
import { TestViewer } from './testViewer.ts';
import { openTestWorld, type TestWorld } from './testWorld.ts';

// The property on which the whole client stands: an old snapshot with the events since folded into it is what a fresh snapshot
// says. Three people do things at random, now and then several at the same moment; ROOST_SEED repeats a run.

const given = process.env['ROOST_SEED'];
const seeds = given ? [Number(given)] : [1, 2, Math.floor(Math.random() * 1e9)];
const ROUNDS = 60;
const AT_ONCE = 12;
const MOST_MOVES = 20_000;

const done: Table['done'] = new Map();

describe.each(seeds)('[C8] replay equals snapshot, seed %i', (seed) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await openTestWorld();
  });
  afterAll(() => world.close());

  test('whatever three people do', async () => {
    const dice = diceOf(seed);
    const table = sit(world);
    let viewers = await openViewers(world, table);
    let told = world.heard.length;
    for (let round = 0; round < ROUNDS; round++) {
      for (const { user } of table.players) if (dice(3) === 0 && !world.here.delete(user)) world.here.add(user);
      const moves = Array.from({ length: 1 + dice(AT_ONCE) }, () => makeMove(table, dice));
      await Promise.all(moves);
      const events = world.heard.slice(told);
      told = world.heard.length;
      for (const viewer of viewers) viewer.take(overtaking(events, dice));
      for (const viewer of viewers) await viewer.readEverything();
      for (const viewer of viewers) await viewer.compare();
      if (dice(15) === 0) viewers = await openViewers(world, table);
    }
  }, 120_000);
});

/** Which moves a run makes also hangs on which of several at once was first: what has not come up is waited for. */
test('every command takes effect sooner or later', async () => {
  if (given) return;
  const expected = [
    'activity.look',
    ...['bookmark.add', 'bookmark.remove', 'bookmark.update'],
    ...[
      'channel.addMany',
      'channel.archive',
      'channel.convert',
      'channel.create',
      'channel.delete',
      'channel.invite',
      'channel.join',
    ],
    ...['channel.leave', 'channel.prefer', 'channel.remove', 'channel.setAdmin', 'channel.unarchive'],
    ...['channel.update', 'direct.convert', 'direct.open'],
    ...['draft.dismiss', 'draft.write', 'group.create', 'group.update'],
    ...[
      'message.acknowledge',
      'message.delete',
      'message.edit',
      'message.pin',
      'message.post',
      'message.save',
      'message.unpin',
    ],
    ...['message.unsave', 'poll.close', 'poll.vote', 'reaction.add', 'reaction.remove', 'read.mark'],
    ...['reminder.clear', 'reminder.set'],
    ...['scheduled.cancel', 'scheduled.create', 'scheduled.send', 'scheduled.update'],
    ...['section.create', 'section.delete', 'section.update'],
    ...['thread.follow', 'thread.read', 'thread.unfollow', 'user.update', 'workspace.update'],
  ];
  const world = await openTestWorld();
  const table = sit(world);
  const dice = diceOf(1);
  for (let move = 0; move < MOST_MOVES && done.size < expected.length; move++) await makeMove(table, dice);
  await world.close();
  expect([...done.keys()].sort((a, b) => (a < b ? -1 : 1))).toEqual(expected);
}, 120_000);

function sit(world: TestWorld): Table {
  return {
    workspace: world.workspace,
    players: ['Sofia', 'Maya', 'Ade'].map((name) => world.person(name)),
    channels: [world.general.id, world.random.id],
    directs: [],
    groups: [],
    messages: [],
    replies: [],
    focus: [],
    done,
  };
}

/** The same events, one of the streams after the others: what comes first on a connection is not said. */
function overtaking(events: readonly LoggedEvent[], dice: Dice): LoggedEvent[] {
  const late = dice(3);
  const isLate = ({ stream }: LoggedEvent) => (late === 0 ? false : stream.startsWith('U') === (late === 1));
  return [...events.filter((event) => !isLate(event)), ...events.filter(isLate)];
}

const openViewers = (world: TestWorld, { players }: Table): Promise<TestViewer[]> =>
  Promise.all(players.map((person) => TestViewer.open(person, world.workspace)));
