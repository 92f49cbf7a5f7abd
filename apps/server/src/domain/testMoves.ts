import type { Posting } from '@roost/protocol/entities';
import type { NewPoll } from '@roost/protocol/poll';
import type { Args } from '@roost/protocol/registry';
import { groupMentionOf, mentionOf } from '@roost/protocol/text';
import { toIso } from '@roost/protocol/time';
import { arrange, draft, prefer, schedule } from './testOwnMoves.ts';
import { anywhere, attempt, names, one, somebody, words, type Dice, type Move, type Table } from './testTable.ts';
import type { TestPerson } from './testWorld.ts';

// Somebody does something, at random but repeatably: moves for tests that compare what many commands lead to.

const emojis = ['👍', '🎉'];

const notes = ['N01JD3ZK5Q8XG7TR1', 'N01JD3ZK5Q8XG7TR2'];

const says: Omit<Args<'user.update'>, 'user'>[] = [
  { status: { emoji: '🌴', text: 'away on holiday' } },
  { status: { emoji: null, text: 'in a meeting', until: '2100-01-01T00:00:00.000000Z' } },
  { status: null },
  { away: true },
  { away: false },
  { pausedUntil: '2100-01-01T00:00:00.000000Z' },
  { pausedUntil: null, hours: { timeZone: 'Europe/Berlin', days: [{ day: 1, from: 540, to: 1_080 }] } },
  { hours: null },
];

const asks: NewPoll[] = [
  { options: ['yes', 'no'] },
  { options: ['tea', 'coffee', 'water'], multiple: true },
  { options: ['yes', 'no'], anonymous: true },
  { options: ['tea', 'coffee', 'water'], multiple: true, anonymous: true },
];
let posts = 0;

async function post(table: Table, who: TestPerson, dice: Dice, threaded: boolean): Promise<void> {
  const root = threaded && table.focus.length > 0 ? one(table.focus, dice) : null;
  const channel = root?.channel ?? anywhere(table, dice);
  const group = table.groups.length > 0 && dice(3) === 0 ? groupMentionOf(one(table.groups, dice)) : '';
  const text = `${one(words, dice)} ${mentionOf(somebody(table, dice).user)}${group}`;
  const clientId = `move-${posts++}`;
  const takesOver = dice(4) === 0;
  const quoted = dice(5) === 0 && table.focus.length > 0 ? { quote: { message: one(table.focus, dice).id } } : {};
  const said = dice(6) === 0 ? { thirdPerson: true } : {};
  const threadRoot = root === null ? {} : { threadRoot: root.id, alsoToChannel: dice(3) === 0 };
  const poll = dice(2) === 0 ? { poll: one(asks, dice) } : {};
  const urging = { ...(dice(4) === 0 && { priority: 'urgent' as const }), askAcknowledgement: dice(2) === 0 };
  const args = { channel, text, clientId, ...said, ...threadRoot, ...quoted, ...poll, ...urging };
  const answer = await attempt(table, who, 'message.post', args);
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

const marks = ['J01JD3ZK5Q8XG7TR1', 'J01JD3ZK5Q8XG7TR2', 'J01JD3ZK5Q8XG7TR3'];

async function bookmark(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const channel = anywhere(table, dice);
  const mark = one(marks, dice);
  const address = `https://harbor.example/${dice(3)}`;
  const before = one([...marks, null], dice);
  const moves = [
    () => attempt(table, who, 'bookmark.add', { channel, bookmark: mark, title: one(names, dice), address }),
    () => attempt(table, who, 'bookmark.add', { channel, bookmark: mark, title: one(names, dice), address, before }),
    () => attempt(table, who, 'bookmark.update', { channel, bookmark: mark, title: one(names, dice), before }),
    () => attempt(table, who, 'bookmark.remove', { channel, bookmark: mark }),
  ];
  await one(moves, dice)();
}

async function demolish(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const channel = one(table.channels, dice);
  const found = await who.do('channel.get', { channel }).catch(() => null);
  const name = found?.channel.name;
  if (name) await attempt(table, who, 'channel.delete', { channel, name });
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
  [13, rule],
  [9, bookmark],
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
    6,
    (table, who, dice) =>
      attempt(table, who, 'channel.addMany', {
        channel: one(table.channels, dice),
        people: `@${somebody(table, dice).name}, nobody`,
        channels: [one(table.channels, dice)],
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
  [
    14,
    onMessage((table, who, { id }, dice) =>
      attempt(table, who, 'poll.vote', { message: id, choices: one([[0], [1], [0, 1], [1, 2], []], dice) }),
    ),
  ],
  [4, onMessage((table, who, { id }) => attempt(table, who, 'message.acknowledge', { message: id }))],
  [3, onMessage((table, who, { id }) => attempt(table, who, 'poll.close', { message: id }))],
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
  [11, draft],
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
  [
    2,
    (table, who, dice) =>
      attempt(table, who, 'reminder.set', {
        message: one(notes, dice),
        at: toIso(Date.now() * 1_000 + (1 + dice(9)) * 3_600_000_000),
        note: { workspace: table.workspace, text: 'tea' },
      }),
  ],
  [1, (table, who, dice) => attempt(table, who, 'reminder.clear', { message: one(notes, dice) })],
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
