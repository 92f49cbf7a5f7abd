import type { Posting } from '@roost/protocol/entities';
import type { Args, CommandName, OperationName, Value } from '@roost/protocol/registry';
import { channelMention, groupMentionOf, hereMention, mentionOf } from '@roost/protocol/text';
import { toIso } from '@roost/protocol/time';
import type { TestPerson } from './testWorld.ts';

// Somebody does something, at random but repeatably: moves for tests that compare what many commands lead to.

/** A number from 0 up to (not including) `below`. */
export type Dice = (below: number) => number;

/** Numbers that a seed decides (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What the players know of: ids that were answered, whoever got them. */
export interface Table {
  workspace: string;
  players: TestPerson[];
  channels: string[];
  directs: string[];
  groups: string[];
  messages: { id: string; channel: string }[];
  replies: { id: string; root: string }[];
  /** The few that everybody is busy with at the moment, so that moves meet. */
  focus: { id: string; channel: string }[];
  /** How often each command took effect. */
  done: Map<CommandName, number>;
}

type Move = (table: Table, who: TestPerson, dice: Dice) => Promise<unknown>;

const emojis = ['👍', '🎉'];
const sections = ['G01JD3ZK5Q8XG7TR1', 'G01JD3ZK5Q8XG7TR2'];
const names = ['ops', 'crit', 'eng', 'tea', 'Ops', 'garden'];
const words = ['hello', hereMention, channelMention, 'a longer thing to say', '`code`'];

const one = <T>(list: readonly T[], dice: Dice): T => list[dice(list.length)]!;

/** Calls a command; a refusal is one of the things that happen. */
async function attempt<N extends CommandName & OperationName>(
  table: Table,
  who: TestPerson,
  name: N,
  args: Args<N>,
): Promise<Value<N> | null> {
  try {
    const value = await who.do(name, args);
    table.done.set(name, (table.done.get(name) ?? 0) + 1);
    return value;
  } catch (error) {
    if (error instanceof Error && error.name === 'Reject') return null;
    throw error;
  }
}

const says: Omit<Args<'user.update'>, 'user'>[] = [
  { status: { emoji: '🌴', text: 'away on holiday' } },
  { status: { emoji: null, text: 'in a meeting', until: '2100-01-01T00:00:00.000000Z' } },
  { status: null },
  { away: true },
  { away: false },
];

/** Half of the time where everybody is. */
const anywhere = (table: Table, dice: Dice) =>
  dice(2) === 0 ? table.channels[0]! : one([...table.channels, ...table.directs], dice);
const somebody = (table: Table, dice: Dice) => one(table.players, dice);
let posts = 0;

async function post(table: Table, who: TestPerson, dice: Dice, threaded: boolean): Promise<void> {
  const root = threaded && table.focus.length > 0 ? one(table.focus, dice) : null;
  const channel = root?.channel ?? anywhere(table, dice);
  const group = table.groups.length > 0 && dice(3) === 0 ? groupMentionOf(one(table.groups, dice)) : '';
  const text = `${one(words, dice)} ${mentionOf(somebody(table, dice).user)}${group}`;
  const clientId = `move-${posts++}`;
  const takesOver = dice(4) === 0;
  const quoted = dice(5) === 0 && table.focus.length > 0 ? { quote: { message: one(table.focus, dice).id } } : {};
  const threadRoot = root === null ? {} : { threadRoot: root.id, alsoToChannel: dice(3) === 0 };
  const answer = await attempt(table, who, 'message.post', { channel, text, clientId, ...threadRoot, ...quoted });
  if (!answer) return;
  const posted = { id: answer.message.id, channel };
  if (root) table.replies.push({ id: posted.id, root: root.id });
  table.messages.push(posted);
  if (takesOver) table.focus = [...table.focus, posted].slice(-2);
}

async function create(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const { workspace } = table;
  const kind = dice(3) === 0 ? 'private' : 'public';
  const answer = await attempt(table, who, 'channel.create', {
    workspace,
    name: `${one(names, dice)}-${dice(9)}`,
    kind,
  });
  if (answer) table.channels.push(answer.channel.id);
}

async function open(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const users = Array.from({ length: dice(3) }, () => somebody(table, dice).user);
  const answer = await attempt(table, who, 'direct.open', { workspace: table.workspace, users });
  if (answer && !table.directs.includes(answer.channel.id)) table.directs.push(answer.channel.id);
}

/** All of them talk, and make a channel of it. */
async function convert(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const users = table.players.map(({ user }) => user);
  const direct = await attempt(table, who, 'direct.open', { workspace: table.workspace, users });
  if (!direct) return;
  const args = { channel: direct.channel.id, name: `${one(names, dice)}-of-${dice(9)}`, history: dice(2) === 0 };
  const answer = await attempt(table, who, 'direct.convert', args);
  if (answer && !table.channels.includes(answer.channel.id)) table.channels.push(answer.channel.id);
}

async function remove(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const recent = table.messages.slice(-6);
  if (recent.length > 0) await attempt(table, who, 'message.delete', { message: one(recent, dice).id });
}

async function readThread(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const recent = table.replies.slice(-8);
  if (recent.length === 0) return;
  const { id, root } = one(recent, dice);
  await attempt(table, who, 'thread.read', { message: root, upTo: id, ...(dice(3) === 0 && { back: true }) });
}

async function prefer(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const changes = [
    { starred: dice(2) === 0 },
    { muted: dice(2) === 0 },
    { level: one(['all', 'mentions', null] as const, dice) },
    { section: dice(3) === 0 ? null : one(sections, dice) },
  ];
  await attempt(table, who, 'channel.prefer', { channel: anywhere(table, dice), ...one(changes, dice) });
}

async function arrange(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const { workspace } = table;
  const section = one(sections, dice);
  const moves = [
    () => attempt(table, who, 'section.create', { workspace, section, name: one(names, dice) }),
    () => attempt(table, who, 'section.update', { workspace, section, name: one(names, dice) }),
    () =>
      attempt(table, who, 'section.update', { workspace, section: 'channels', sort: one(['name', 'recent'], dice) }),
    () =>
      attempt(table, who, 'section.update', { workspace, section, before: one(['starred', 'directs', null], dice) }),
    () => attempt(table, who, 'section.delete', { workspace, section }),
  ];
  await one(moves, dice)();
}

async function rule(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const channel = one(table.channels, dice);
  const users = [somebody(table, dice).user];
  const moves = [
    () => attempt(table, who, 'channel.convert', { channel, kind: one(['public', 'private'] as const, dice) }),
    () => attempt(table, who, 'channel.setAdmin', { channel, user: users[0]!, admin: dice(2) === 0 }),
    () => attempt(table, who, 'channel.update', { channel, description: `d${dice(4)}` }),
    () => attempt(table, who, 'channel.update', { channel, newcomers: dice(2) === 0 }),
    () =>
      attempt(table, who, 'channel.update', {
        channel,
        posting: one(
          [
            { who: 'everybody', users: [], replies: true },
            { who: 'admins', users: [], replies: dice(2) === 0 },
            { who: 'chosen', users, replies: true },
          ] as const,
          dice,
        ) as Posting,
      }),
  ];
  await one(moves, dice)();
}

async function demolish(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const channel = one(table.channels, dice);
  const found = await who.do('channel.get', { channel }).catch(() => null);
  const name = found?.channel.name;
  if (name) await attempt(table, who, 'channel.delete', { channel, name });
}

const texts = ['yes', 'no', 'perhaps', 'perhaps not', ''];
const writers = ['S01JD3ZK5Q8XG7TR1', 'S01JD3ZK5Q8XG7TR2'];

async function draft(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const inThread = table.focus.length > 0 && dice(3) === 0 ? one(table.focus, dice) : null;
  const place = inThread ? { channel: inThread.channel, threadRoot: inThread.id } : { channel: anywhere(table, dice) };
  const base = dice(3) > 0 ? 0 : 1_000_000;
  const answer = await attempt(table, who, 'draft.write', {
    ...place,
    text: one(texts, dice),
    base,
    by: one(writers, dice),
  });
  const other = answer?.draft.others[0];
  if (other) await attempt(table, who, 'draft.dismiss', { ...place, at: other.at });
}

/** The owner makes a group, or changes one. */
async function regroup(table: Table, dice: Dice): Promise<void> {
  const { workspace, groups } = table;
  const owner = table.players[0]!;
  const users = [somebody(table, dice).user];
  const channels = dice(3) === 0 ? [one(table.channels, dice)] : [];
  if (groups.length < 2) {
    const handle = `crew${groups.length}.${dice(99)}`;
    const answer = await attempt(table, owner, 'group.create', { workspace, name: handle, handle, users, channels });
    if (answer) groups.push(answer.group.id);
    return;
  }
  const changes = [{ add: users }, { remove: users }, { add: users, channels }, { disabled: dice(3) === 0 }];
  await attempt(table, owner, 'group.update', { group: one(groups, dice), ...one(changes, dice) });
}

const waiting = new Map<TestPerson, string[]>();
let schedules = 0;

async function schedule(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const mine = (waiting.get(who) ?? []).slice(-3);
  const at = toIso(Date.now() * 1_000 + 3_600_000_000);
  if (mine.length === 0 || dice(3) === 0) {
    const scheduled = `Q${String(schedules++).padStart(16, '0')}`;
    const args = { scheduled, channel: anywhere(table, dice), text: one(words, dice), at };
    if (await attempt(table, who, 'scheduled.create', args)) waiting.set(who, [...mine, scheduled]);
    return;
  }
  const scheduled = one(mine, dice);
  const moves = [
    () => attempt(table, who, 'scheduled.update', { scheduled, text: `${one(words, dice)} ${dice(9)}` }),
    () => attempt(table, who, 'scheduled.cancel', { scheduled }),
    () => attempt(table, who, 'scheduled.send', { scheduled }),
  ];
  await one(moves, dice)();
}

const onMessage =
  (
    act: (table: Table, who: TestPerson, message: { id: string; channel: string }, dice: Dice) => Promise<unknown>,
  ): Move =>
  async (table, who, dice) => {
    if (table.focus.length > 0) await act(table, who, one(table.focus, dice), dice);
  };

const moves: [weight: number, move: Move][] = [
  [10, (table, who, dice) => post(table, who, dice, false)],
  [8, (table, who, dice) => post(table, who, dice, true)],
  [2, create],
  [2, open],
  [2, convert],
  [9, rule],
  [2, demolish],
  [3, (table, who, dice) => attempt(table, who, 'channel.join', { channel: one(table.channels, dice) })],
  [2, (table, who, dice) => attempt(table, who, 'channel.leave', { channel: one(table.channels, dice) })],
  [
    3,
    (table, who, dice) =>
      attempt(table, who, 'channel.invite', {
        channel: one(table.channels, dice),
        users: [somebody(table, dice).user],
      }),
  ],
  [
    2,
    (table, who, dice) =>
      attempt(table, who, 'channel.remove', {
        channel: one(table.channels, dice),
        users: [somebody(table, dice).user],
      }),
  ],
  [
    1,
    (table, who, dice) =>
      attempt(table, who, 'channel.update', {
        channel: one(table.channels, dice),
        name: `${one(names, dice)}-${dice(9)}`,
      }),
  ],
  [
    1,
    (table, who, dice) =>
      attempt(table, who, 'channel.update', { channel: one(table.channels, dice), topic: `t${dice(5)}` }),
  ],
  [3, (table, who, dice) => attempt(table, who, 'channel.archive', { channel: one(table.channels, dice) })],
  [5, (table, who, dice) => attempt(table, who, 'channel.unarchive', { channel: one(table.channels, dice) })],
  [
    3,
    onMessage((table, who, { id }, dice) =>
      attempt(table, who, 'message.edit', { message: id, text: `edited ${one(words, dice)}` }),
    ),
  ],
  [1, onMessage((table, who, { id }) => attempt(table, who, 'message.delete', { message: id }))],
  [4, remove],
  [
    12,
    onMessage((table, who, { id }, dice) =>
      attempt(table, who, 'reaction.add', { message: id, emoji: one(emojis, dice) }),
    ),
  ],
  [
    8,
    onMessage((table, who, { id }, dice) =>
      attempt(table, who, 'reaction.remove', { message: id, emoji: one(emojis, dice) }),
    ),
  ],
  [4, onMessage((table, who, { id }) => attempt(table, who, 'message.pin', { message: id }))],
  [3, onMessage((table, who, { id }) => attempt(table, who, 'message.unpin', { message: id }))],
  [
    5,
    onMessage((table, who, { id }, dice) =>
      attempt(table, who, 'message.save', { message: id, ...(dice(3) === 0 && { done: true }) }),
    ),
  ],
  [2, onMessage((table, who, { id }) => attempt(table, who, 'message.unsave', { message: id }))],
  [
    6,
    onMessage((table, who, { id, channel }, dice) =>
      attempt(table, who, 'read.mark', { channel, message: id, ...(dice(2) === 0 && { back: true }) }),
    ),
  ],
  [3, onMessage((table, who, { id }) => attempt(table, who, 'thread.follow', { message: id }))],
  [2, onMessage((table, who, { id }) => attempt(table, who, 'thread.unfollow', { message: id }))],
  [8, readThread],
  [
    4,
    (table, who, dice) =>
      attempt(table, who, 'read.mark', {
        channel: anywhere(table, dice),
        at: toIso(Date.now() * 1000 - dice(2_000_000)),
      }),
  ],
  [
    2,
    (table, who, dice) =>
      attempt(table, who, 'activity.look', {
        workspace: table.workspace,
        at: toIso(Date.now() * 1000 - dice(2_000_000)),
      }),
  ],
  [6, prefer],
  [4, arrange],
  [8, draft],
  [4, (table, _, dice) => regroup(table, dice)],
  [8, schedule],
  [
    4,
    onMessage((table, who, { id }, dice) =>
      attempt(table, who, 'reminder.set', {
        message: id,
        at: toIso(Date.now() * 1_000 + (1 + dice(9)) * 3_600_000_000),
      }),
    ),
  ],
  [3, onMessage((table, who, { id }) => attempt(table, who, 'reminder.clear', { message: id }))],
  [1, (table, who, dice) => attempt(table, who, 'user.update', { user: who.user, name: `${who.name} ${dice(4)}` })],
  [1, (table, who, dice) => attempt(table, who, 'user.update', { user: who.user, ...one(says, dice) })],
  [
    1,
    (table, who, dice) =>
      attempt(table, who, 'user.update', {
        user: somebody(table, dice).user,
        role: one(['admin', 'member'] as const, dice),
      }),
  ],
  [
    2,
    (table, _, dice) =>
      attempt(table, table.players[0]!, 'workspace.update', { workspace: table.workspace, name: `Harbor ${dice(4)}` }),
  ],
];

const deck = moves.flatMap(([weight, move]) => Array.from({ length: weight }, () => move));

/** Somebody does something. */
export async function makeMove(table: Table, dice: Dice): Promise<void> {
  await one(deck, dice)(table, somebody(table, dice), dice);
}
