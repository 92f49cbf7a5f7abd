import { groupMentionOf, mentionOf } from '@roost/protocol/text';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, outcomesOf, type TestPerson, type TestWorld } from '../testWorld.ts';

// A guest who tries everything. What is not theirs does not exist for them, whichever operation asks.

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
let ade: TestPerson;
let gus: TestPerson;
let project: string;
let open: string;
let secret: string;

beforeAll(async () => {
  world = await openTestWorld();
  sofia = world.person('Sofia');
  maya = world.person('Maya');
  ade = world.person('Ade');
  const create = async (name: string, kind: 'public' | 'private') =>
    (await maya.do('channel.create', { workspace: world.workspace, name, kind })).channel.id;
  project = await create('project', 'public');
  open = await create('open-to-all', 'public');
  secret = await create('secret', 'private');
  gus = await world.join('Gus', 'guest');
  await sofia.do('channel.join', { channel: project });
  await sofia.do('channel.invite', { channel: project, users: [gus.user] });
});
afterAll(() => world.close());

const inWorkspace = () => ({ workspace: world.workspace });

describe('[W9] a guest', () => {
  test('is in nothing but what they were let into', async () => {
    const snapshot = await gus.do('workspace.snapshot', inWorkspace());
    expect(snapshot.channels.map(({ name }) => name)).toEqual(['project']);
    expect(snapshot.users.map(({ name }) => name).sort()).toEqual(['Gus', 'Maya', 'Sofia']);
    expect(snapshot.usersComplete).toBe(false);
  });

  test('finds no other channel, by whatever question', async () => {
    const message = await maya.post(open, 'not for guests');
    const { channels } = await gus.do('channel.list', inWorkspace());
    expect(channels.map(({ channel }) => channel.name)).toEqual(['project']);
    const attempts = [open, secret, world.general.id, world.random.id].flatMap((channel) => [
      gus.do('channel.get', { channel }),
      gus.do('channel.history', { channel }),
      gus.do('channel.members', { channel }),
      gus.do('channel.pins', { channel }),
      gus.do('channel.join', { channel }),
      gus.do('channel.invite', { channel, users: [gus.user] }),
      gus.do('channel.update', { channel, topic: 'mine' }),
      gus.do('channel.setAdmin', { channel, user: gus.user, admin: true }),
      gus.do('channel.convert', { channel, kind: 'public' }),
      gus.do('channel.delete', { channel, name: 'open-to-all' }),
      gus.do('channel.prefer', { channel, starred: true }),
      gus.post(channel, 'hello'),
    ]);
    const more = [
      gus.do('channel.byName', { ...inWorkspace(), name: 'open-to-all' }),
      gus.do('message.get', { message: message.id }),
      gus.do('message.versions', { message: message.id }),
      gus.do('thread.history', { message: message.id }),
      gus.do('thread.follow', { message: message.id }),
      gus.do('message.save', { message: message.id }),
      gus.do('reaction.add', { message: message.id, emoji: '👍' }),
      gus.do('message.pin', { message: message.id }),
    ];
    const outcomes = await outcomesOf([...attempts, ...more]);
    expect(outcomes).toEqual(outcomes.map(() => 'not_found'));
  });

  test('knows nobody but the people of their channels', async () => {
    const { users } = await gus.do('user.list', inWorkspace());
    expect(users.map(({ name }) => name)).toEqual(['Gus', 'Maya', 'Sofia']);
    expect((await gus.do('user.list', { ...inWorkspace(), search: 'ade' })).users).toEqual([]);
    expect((await gus.do('user.get', { ...inWorkspace(), users: [ade.user, maya.user] })).users).toHaveLength(1);
    const attempts = [
      gus.do('direct.open', { ...inWorkspace(), users: [ade.user] }),
      gus.do('direct.open', { ...inWorkspace(), users: [maya.user, ade.user] }),
      gus.do('user.update', { user: ade.user, name: 'Mallory' }),
      gus.do('user.remove', { user: ade.user }),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'not_found'));
  });

  test('knows of no group, and reaches nobody through one that they guess', async () => {
    const args = { ...inWorkspace(), name: 'Designers', handle: 'designers', users: [ade.user, maya.user] };
    const { group } = await sofia.do('group.create', args);
    expect((await gus.do('group.list', inWorkspace())).groups).toEqual([]);
    expect((await gus.do('workspace.snapshot', inWorkspace())).groups).toEqual([]);
    const text = `${groupMentionOf(group.id)} ${mentionOf(ade.user)}`;
    expect((await gus.do('channel.reach', { channel: project, text })).outside).toEqual([]);
  });

  test('writes in their channels and to their people, and sees to nothing', async () => {
    await gus.post(project, 'hello from outside');
    const { channel } = await gus.do('direct.open', { ...inWorkspace(), users: [maya.user] });
    await gus.post(channel.id, 'just you and me');
    const attempts = [
      gus.do('channel.create', { ...inWorkspace(), name: 'guests', kind: 'private' }),
      gus.do('channel.update', { channel: project, topic: 'mine' }),
      gus.do('channel.update', { channel: project, name: 'mine' }),
      gus.do('channel.invite', { channel: project, users: [sofia.user] }),
      gus.do('channel.archive', { channel: project }),
      gus.do('channel.setAdmin', { channel: project, user: gus.user, admin: true }),
      gus.do('user.update', { user: gus.user, role: 'member' }),
      gus.do('user.remove', { user: maya.user }),
      gus.do('workspace.update', { ...inWorkspace(), name: 'Mine' }),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'forbidden'));
  });

  test('does not run a channel, also when they are said to or are alone in it', async () => {
    await sofia.do('channel.setAdmin', { channel: project, user: gus.user, admin: true });
    await expect(gus.do('channel.archive', { channel: project })).rejects.toMatchObject({ code: 'forbidden' });
    await sofia.do('channel.setAdmin', { channel: project, user: gus.user, admin: false });
  });

  test('is let into a channel by admins of the workspace alone', async () => {
    await expect(maya.do('channel.invite', { channel: secret, users: [gus.user] })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('loses sight of people and channels with the channel, and of what was saved there', async () => {
    const { channel } = await sofia.do('channel.create', { ...inWorkspace(), name: 'short-visit', kind: 'public' });
    await sofia.do('channel.invite', { channel: channel.id, users: [gus.user, ade.user] });
    const message = await ade.post(channel.id, 'keep this');
    await gus.do('message.save', { message: message.id });
    expect((await gus.do('user.get', { ...inWorkspace(), users: [ade.user] })).users).toHaveLength(1);
    await sofia.do('channel.remove', { channel: channel.id, users: [gus.user] });
    expect((await gus.do('user.get', { ...inWorkspace(), users: [ade.user] })).users).toEqual([]);
    const { entries } = await gus.do('saved.list', inWorkspace());
    expect(entries.map((entry) => entry.message)).toEqual([null]);
    await expect(gus.do('channel.get', { channel: channel.id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('who becomes one leaves #general, and who is none any more is in it again', async () => {
    const lou = await world.join('Lou');
    await sofia.do('user.update', { user: lou.user, role: 'guest' });
    await expect(lou.do('channel.get', { channel: world.general.id })).rejects.toMatchObject({ code: 'not_found' });
    expect((await lou.do('workspace.snapshot', inWorkspace())).users.map(({ name }) => name)).toEqual(['Lou']);
    await sofia.do('user.update', { user: lou.user, role: 'member' });
    expect((await lou.do('channel.get', { channel: world.general.id })).membership).not.toBeNull();
  });
});
