import type { Group } from '@roost/protocol/entities';
import type { Args } from '@roost/protocol/registry';
import { groupMentionOf, mentionOf } from '@roost/protocol/text';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, outcomesOf, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let maya: TestPerson;
let ade: TestPerson;
let sofia: TestPerson;
let channel: string;
beforeAll(async () => {
  world = await openTestWorld();
  [maya, ade, sofia] = ['Maya', 'Ade', 'Sofia'].map((name) => world.person(name)) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
});
afterAll(() => world.close());

let made = 0;
const aChannel = async (kind: 'public' | 'private' = 'public') => {
  const args = { workspace: world.workspace, name: `g${made++}`, kind };
  return (await maya.do('channel.create', args)).channel.id;
};
beforeEach(async () => {
  channel = await aChannel();
  for (const who of [ade, sofia]) await who.do('channel.join', { channel });
});

type New = Partial<Omit<Args<'group.create'>, 'workspace'>>;
const group = async (args: New = {}, who = sofia): Promise<Group> => {
  const fields = { workspace: world.workspace, name: 'Design', handle: `design${made++}`, ...args };
  return (await who.do('group.create', fields)).group;
};
const change = (id: string, args: Omit<Args<'group.update'>, 'group'>, who = sofia) =>
  who.do('group.update', { group: id, ...args });
const mentioned = async (who: TestPerson) =>
  (await who.do('read.unread', { channel })).unread.entries.map(({ mention }) => mention);

describe('[U1] a group', () => {
  test('is made and changed by admins, and everybody hears of it', async () => {
    await expect(group({}, maya)).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await group({ name: ' Design  team ', handle: '@Design.Team', users: [ade.user] });
    expect(world.heard.at(-1)).toMatchObject({ type: 'group.created', audience: '*' });
    await expect(change(id, { name: 'x' }, maya)).rejects.toMatchObject({ code: 'forbidden' });
    const { group: after } = await change(id, { description: 'Who draws', add: [maya.user], remove: [ade.user] });
    expect(after).toMatchObject({ name: 'Design team', handle: 'design.team', description: 'Who draws' });
    expect(after.users).toEqual([maya.user]);
    const { groups } = await maya.do('workspace.snapshot', { workspace: world.workspace });
    expect(groups).toContainEqual(after);
    expect((await maya.do('group.list', { workspace: world.workspace })).groups).toEqual(groups);
  });

  test('that nothing changes in tells nothing', async () => {
    const { id, users } = await group({ users: [ade.user] });
    const before = world.heard.length;
    expect((await change(id, { add: [ade.user], name: 'Design' })).group.users).toEqual(users);
    expect(world.heard.length).toBe(before);
  });

  test('keeps what two admins change at the same moment', async () => {
    const { id } = await group();
    await Promise.all([
      change(id, { add: [ade.user] }),
      change(id, { add: [maya.user] }),
      change(id, { name: 'Both' }),
    ]);
    const { group: after } = await change(id, {});
    expect(after).toMatchObject({ name: 'Both', users: [ade.user, maya.user].sort() });
  });

  test('has people of this workspace only, and public channels', async () => {
    const stranger = 'U0000000000000000';
    await expect(group({ users: [stranger] })).rejects.toMatchObject({ code: 'not_found', field: 'args.users.0' });
    const secret = await aChannel('private');
    await expect(group({ channels: [secret] })).rejects.toMatchObject({ code: 'not_found', field: 'args.channels.0' });
  });

  test('of another workspace is not found', async () => {
    const { id } = await group();
    const elsewhere = await world.stranger('Eve');
    await elsewhere.do('workspace.create', { name: 'Elsewhere' });
    await expect(change(id, { name: 'mine' }, elsewhere)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('[U2] a handle', () => {
  test.each(['ade', 'ADE', 'adé', 'ａｄｅ', 'a\u200bde', 'аdе', 'channel', 'Here', 'everyone'])(
    'that is, or looks like, one that is taken is refused: %s',
    async (handle) => {
      await expect(group({ handle })).rejects.toMatchObject({ code: 'conflict', field: 'args.handle' });
    },
  );

  test.each(['two words', '.dot', '', '@', 'a/b', '<script>'])(
    'is made of letters and digits: not %j',
    async (handle) => {
      await expect(group({ handle })).rejects.toMatchObject({
        code: 'invalid',
        field: expect.stringMatching('handle'),
      });
    },
  );

  test('belongs to one of two groups that are made with it at the same moment', async () => {
    const outcomes = await outcomesOf([group({ handle: 'race' }), group({ handle: 'RACE' })]);
    expect(outcomes.sort()).toEqual(['conflict', 'done']);
  });

  test('of a group is not given to somebody who joins', async () => {
    await group({ handle: 'zoe' });
    const zoe = await world.join('Zoé');
    const { users } = await sofia.do('user.get', { workspace: world.workspace, users: [zoe.user] });
    expect(users[0]!.handle).toBe('zoe2');
  });

  test('may stay the same when the group is changed', async () => {
    const { id, handle } = await group();
    expect((await change(id, { handle: handle.toUpperCase(), name: 'Other' })).group).toMatchObject({ handle });
  });
});

describe('[U3] the channels of a group', () => {
  const isIn = async (who: TestPerson, id: string) =>
    (await who.do('channel.get', { channel: id })).membership !== null;

  test('are joined by whoever comes into it, and told of', async () => {
    const own = await aChannel();
    const { id } = await group({ channels: [own], users: [ade.user] });
    expect(await isIn(ade, own)).toBe(true);
    expect(await isIn(sofia, own)).toBe(false);
    await change(id, { add: [sofia.user] });
    expect(await isIn(sofia, own)).toBe(true);
    const { messages } = await maya.do('channel.history', { channel: own });
    expect(messages.map(({ system }) => system)).toEqual([
      { type: 'invited', users: [ade.user] },
      { type: 'invited', users: [sofia.user] },
    ]);
  });

  test('are joined by those in it when a channel comes to them', async () => {
    const { id } = await group({ users: [ade.user] });
    const own = await aChannel();
    await change(id, { channels: [own] });
    expect(await isIn(ade, own)).toBe(true);
  });

  test('are not left by who leaves the group, nor joined again by who left them', async () => {
    const own = await aChannel();
    const { id } = await group({ channels: [own], users: [ade.user, sofia.user] });
    await change(id, { remove: [ade.user] });
    expect(await isIn(ade, own)).toBe(true);
    await sofia.do('channel.leave', { channel: own });
    await change(id, { name: 'Still' });
    expect(await isIn(sofia, own)).toBe(false);
  });
});

describe('[M8] a mention of a group', () => {
  test('mentions those who are in it and in the channel when it is said, whoever comes or goes later', async () => {
    await sofia.do('channel.leave', { channel });
    const { id } = await group({ users: [ade.user, sofia.user] });
    const { reached } = await maya.post(channel, `${groupMentionOf(id)} look`);
    expect(reached).toEqual([{ by: id, users: [ade.user] }]);
    await sofia.do('channel.join', { channel });
    await change(id, { remove: [ade.user] });
    expect(await mentioned(ade)).toEqual([true]);
    await maya.post(channel, `${groupMentionOf(id)} again`);
    expect(await mentioned(ade)).toEqual([true, false]);
    expect(await mentioned(sofia)).toEqual([true]);
  });

  test('mentions nobody while it is disabled', async () => {
    const { id } = await group({ users: [ade.user] });
    await change(id, { disabled: true });
    expect(await maya.post(channel, groupMentionOf(id))).not.toHaveProperty('reached');
    expect(await mentioned(ade)).toEqual([false]);
    await change(id, { disabled: false });
    await maya.post(channel, groupMentionOf(id));
    expect(await mentioned(ade)).toEqual([false, true]);
  });

  test('in a thread makes them follow it', async () => {
    const { id } = await group({ users: [ade.user] });
    const root = await maya.post(channel, 'root');
    await maya.post(channel, `${groupMentionOf(id)} here`, root.id);
    const { place } = await ade.do('thread.place', { message: root.id });
    expect(place.follow).toBe('mentioned');
    expect(place.unread.entries).toMatchObject([{ mention: true }]);
  });

  test('[M15] can be counted beforehand, with those who are elsewhere', async () => {
    await ade.do('channel.leave', { channel });
    const { id } = await group({ users: [ade.user, sofia.user] });
    const text = `${groupMentionOf(id)} ${mentionOf(sofia.user)}`;
    expect(await maya.do('channel.reach', { channel, text })).toEqual({ people: 1, outside: [ade.user] });
  });
});
