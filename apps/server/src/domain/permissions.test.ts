import type { Role } from '@roost/protocol/schema';
import { describe, expect, test } from 'vitest';
import type { IndexedChannel, IndexedUser } from './members/rules.ts';
import {
  canChangeRole,
  canDeleteMessage,
  canEditMessage,
  canEditProfile,
  canInChannel,
  canInWorkspace,
  canRemoveUser,
  canSee,
  canSpeak,
  leavesNoOwner,
  stoppedByArchive,
  type ChannelAction,
} from './permissions.ts';

const user = (id: string, role: Role = 'member', kind: 'person' | 'bot' = 'person'): IndexedUser => ({
  id,
  role,
  kind,
  name: id,
  handle: id,
  account: null,
  app: null,
});

const owner = user('Olga', 'owner');
const admin = user('Anna', 'admin');
const member = user('Mia');
const creator = user('Cleo');
const outsider = user('Otto');

function channel(
  kind: IndexedChannel['kind'],
  members: IndexedUser[],
  more: Partial<IndexedChannel> = {},
): IndexedChannel {
  const since = { joinedSeq: 1, joinedAt: 1 };
  return {
    id: 'C',
    kind,
    name: kind === 'direct' ? null : 'name',
    general: false,
    archived: false,
    createdBy: creator.id,
    admins: null,
    posting: null,
    newcomers: false,
    members: new Map(members.map(({ id }) => [id, since])),
    ...more,
  };
}

const insiders = [member, creator];
const publicChannel = channel('public', insiders);
const privateChannel = channel('private', insiders);
const direct = channel('direct', insiders);
const general = channel('public', [owner, admin, member, creator, outsider], { general: true });

// Columns: a member of the channel, its creator (also a member), and an outsider, an admin and an owner who are not in it.
type Row = [ChannelAction, string, string, string, string];
const columns: [string, IndexedUser][] = [
  ['member', member],
  ['creator', creator],
  ['outsider', outsider],
  ['admin', admin],
  ['owner', owner],
];

const rows: Row[] = [
  // action, public, private, direct, #general: one letter per column above
  ['joinPublicChannel', 'yyyyy', '-----', '-----', 'yyyyy'],
  ['post', 'yy---', 'yy---', 'yy---', 'yyyyy'],
  ['react', 'yy---', 'yy---', 'yy---', 'yyyyy'],
  ['vote', 'yy---', 'yy---', 'yy---', 'yyyyy'],
  ['acknowledge', 'yy---', 'yy---', 'yy---', 'yyyyy'],
  ['pin', 'yy---', 'yy---', 'yy---', 'yyyyy'],
  ['bookmark', 'yy-yy', 'yy---', 'yy---', 'yyyyy'],
  ['markRead', 'yy---', 'yy---', 'yy---', 'yyyyy'],
  ['prefer', 'yy---', 'yy---', 'yy---', 'yyyyy'],
  ['draft', 'yy---', 'yy---', 'yy---', 'yyyyy'],
  ['convertDirect', '-----', '-----', 'yy---', '-----'],
  ['leaveChannel', 'yy---', 'yy---', '-----', '-----'],
  ['inviteToChannel', 'yy---', 'yy---', '-----', 'yyyyy'],
  ['setTopic', 'yy---', 'yy---', '-----', 'yyyyy'],
  ['renameChannel', '-y-yy', '-y---', '-----', '-y-yy'],
  ['removeFromChannel', '-y-yy', '-y---', '-----', '-----'],
  ['archiveChannel', '-y-yy', '-y---', '-----', '-----'],
  ['setPosting', '-y-yy', '-y---', '-----', '-y-yy'],
  ['setChannelAdmin', '-y-yy', '-y---', '-----', '-y-yy'],
  ['convertChannel', '-y-yy', '-y---', '-----', '-----'],
  ['deleteChannel', '---yy', '-y---', '-----', '-----'],
  ['setNewcomers', '---yy', '-----', '-----', '-----'],
];

describe('[M5] in channels', () => {
  const channels = { public: publicChannel, private: privateChannel, direct, general };
  for (const [action, ...cells] of rows) {
    for (const [c, [kind, where]] of Object.entries(channels).entries()) {
      for (const [u, [who, actor]] of columns.entries()) {
        const may = cells[c]![u] === 'y';
        test(`${who} ${may ? 'may' : 'may not'} ${action} in a ${kind} channel`, () => {
          expect(canInChannel(action, actor, where)).toBe(may);
        });
      }
    }
  }

  test('an admin inside a private channel may do there what admins may', () => {
    const inside = channel('private', [admin]);
    expect(canInChannel('renameChannel', admin, inside)).toBe(true);
    expect(canInChannel('removeFromChannel', admin, inside)).toBe(true);
  });

  test('those who run a channel do so while they are in it, and all who are in it when nobody else is', () => {
    const runs = (actor: IndexedUser, where: IndexedChannel) => canInChannel('archiveChannel', actor, where);
    const named = channel('public', insiders, { admins: [member.id] });
    expect([member, creator, outsider].map((who) => runs(who, named))).toEqual([true, false, false]);
    const deserted = channel('public', [member], { admins: [creator.id] });
    expect([member, creator, outsider].map((who) => runs(who, deserted))).toEqual([true, false, false]);
  });

  test.each([
    // member, creator (who runs it), chosen, admin who is not in it: a message, a reply, a reply sent to the channel, too
    ['everybody', true, 'yyy yyy yyy yyy'],
    ['admins', true, '-y- yyy -y- yyy'],
    ['admins', false, '--- yyy --- yyy'],
    ['chosen', true, '-y- yyy yyy yyy'],
    ['chosen', false, '--- yyy yyy yyy'],
  ] as const)('where %s write and replies are %s, %s speak', (who, replies, expected) => {
    const where = channel('public', [...insiders, outsider], { posting: { who, users: [outsider.id], replies } });
    const said = [member, creator, outsider, admin].map((actor) =>
      [[false, false] as const, [true, false] as const, [true, true] as const]
        .map(([isReply, alsoToChannel]) => (canSpeak(actor, where, { isReply, alsoToChannel }) ? 'y' : '-'))
        .join(''),
    );
    expect(said.join(' ')).toBe(expected);
  });

  test('a creator who left a private channel has no say in it', () => {
    expect(canInChannel('archiveChannel', creator, channel('private', [member]))).toBe(false);
  });
});

describe('[O7] who may see a channel', () => {
  test.each([
    ['public', member, true],
    ['public', outsider, true],
    ['private', member, true],
    ['private', outsider, false],
    ['private', admin, false],
    ['private', owner, false],
    ['direct', member, true],
    ['direct', owner, false],
  ] as const)('a %s channel: %o', (kind, actor, sees) => {
    expect(canSee(actor, channel(kind, insiders))).toBe(sees);
  });
});

describe('an archived channel', () => {
  const archived = channel('public', insiders, { archived: true });
  const stopped: ChannelAction[] = [
    'post',
    'react',
    'vote',
    'acknowledge',
    'joinPublicChannel',
    'inviteToChannel',
    'setTopic',
    'renameChannel',
    'removeFromChannel',
  ];
  test.each(stopped)('stops %s', (action) => expect(stoppedByArchive(action, archived)).toBe(true));
  test.each(['markRead', 'prefer', 'leaveChannel', 'archiveChannel'] as const)('does not stop %s', (action) => {
    expect(stoppedByArchive(action, archived)).toBe(false);
  });
  test.each(stopped)('an open one does not stop %s', (action) => {
    expect(stoppedByArchive(action, publicChannel)).toBe(false);
  });
});

describe('[M5] messages', () => {
  const message = { author: member.id };
  test.each([
    [member, true],
    [creator, false],
    [admin, false],
    [owner, false],
  ])('only the author edits: %o', (actor, may) => expect(canEditMessage(actor, message)).toBe(may));

  test.each([
    [member, publicChannel, true],
    [creator, publicChannel, false],
    [outsider, publicChannel, false],
    [admin, publicChannel, true],
    [owner, publicChannel, true],
    [member, privateChannel, true],
    [admin, privateChannel, false],
    [owner, privateChannel, false],
    [owner, direct, false],
  ])('the author and admins who see the channel delete: %o', (actor, where, may) => {
    expect(canDeleteMessage(actor, where, message)).toBe(may);
  });
});

describe('[M5] people', () => {
  const bot = user('Bot', 'member', 'bot');
  test.each([
    [member, member, true],
    [owner, member, false],
    [admin, bot, true],
    [owner, bot, true],
    [member, bot, false],
  ])('name and title: %o of %o', (actor, target, may) => expect(canEditProfile(actor, target)).toBe(may));

  const imported = { ...user('Ina'), imported: true as const };
  const roles: Role[] = ['owner', 'admin', 'member'];
  // who changes, whose, and which of owner, admin, member they may give
  test.each([
    [owner, owner, 'yyy'],
    [owner, admin, 'yyy'],
    [owner, member, 'yyy'],
    [owner, bot, '-yy'],
    [owner, imported, '-yy'],
    [admin, owner, '---'],
    [admin, admin, '-yy'],
    [admin, member, '-yy'],
    [admin, bot, '-yy'],
    [member, owner, '---'],
    [member, admin, '---'],
    [member, member, '---'],
  ])('roles: %o of %o', (actor, target, may) => {
    expect(roles.map((role) => (canChangeRole(actor, target, role) ? 'y' : '-')).join('')).toBe(may);
  });

  test('a workspace keeps an owner', () => {
    const second = user('Oskar', 'owner');
    expect(leavesNoOwner([owner, admin], owner, 'member')).toBe(true);
    expect(leavesNoOwner([owner, second], owner, 'member')).toBe(false);
    expect(leavesNoOwner([owner, admin], owner, 'owner')).toBe(false);
    expect(leavesNoOwner([owner, admin], admin, 'member')).toBe(false);
  });
});

describe('[M5] the workspace', () => {
  test.each([
    ['createChannel', 'yyy'],
    ['openDirect', 'yyy'],
    ['renameWorkspace', '-yy'],
    ['manageInvites', '-yy'],
    ['inviteImported', '--y'],
    ['manageBots', '-yy'],
    ['manageGroups', '-yy'],
  ] as const)('%s by member, admin, owner: %s', (action, may) => {
    expect([member, admin, owner].map((actor) => (canInWorkspace(action, actor) ? 'y' : '-')).join('')).toBe(may);
  });
});

test.each([
  // who, whom: member, admin, owner
  ['member', member, '---'],
  ['admin', admin, 'yy-'],
  ['owner', owner, 'yyy'],
] as const)('[M5] %s may remove another member, admin, owner: %#', (_who, actor, may) => {
  const others = [user('other'), user('other', 'admin'), user('other', 'owner')];
  expect(others.map((target) => (canRemoveUser(actor, target) ? 'y' : '-')).join('')).toBe(may);
  expect(canRemoveUser(actor, actor)).toBe(true);
});
