import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, outcomesOf, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
let ade: TestPerson;
beforeAll(async () => {
  world = await openTestWorld();
  sofia = world.person('Sofia');
  maya = world.person('Maya');
  ade = world.person('Ade');
});
afterAll(() => world.close());

const inWorkspace = () => ({ workspace: world.workspace });

describe('[W10] somebody who is deactivated', () => {
  test('may and hears nothing until they are let in again, with their role and their channels', async () => {
    const { channel } = await maya.do('channel.create', { ...inWorkspace(), name: 'mayas', kind: 'private' });
    await sofia.do('user.update', { user: maya.user, role: 'admin' });
    await maya.do('channel.invite', { channel: channel.id, users: [ade.user] });
    const { user } = await sofia.do('user.deactivate', { user: maya.user });
    expect(user).toMatchObject({ left: true, deactivated: true, role: 'admin' });
    const attempts = [
      maya.do('workspace.snapshot', inWorkspace()),
      maya.do('channel.history', { channel: channel.id }),
      maya.do('user.list', inWorkspace()),
      maya.do('user.reactivate', { user: maya.user }),
      maya.post(channel.id, 'still here'),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'not_found'));
    expect((await maya.do('identity.workspaces', {})).workspaces).toEqual([]);
    expect((await sofia.do('user.list', inWorkspace())).users.map(({ name }) => name)).toEqual(['Ade', 'Sofia']);
    const { users } = await sofia.do('user.list', { ...inWorkspace(), deactivated: true });
    expect(users.map(({ name }) => name)).toEqual(['Maya']);
    await expect(ade.do('channel.invite', { channel: channel.id, users: [maya.user] })).rejects.toMatchObject({
      code: 'not_found',
    });

    const { user: back } = await sofia.do('user.reactivate', { user: maya.user });
    expect(back).toEqual({ ...user, left: undefined, deactivated: undefined, rev: back.rev });
    expect(world.heard.at(-1)).toMatchObject({ stream: maya.account, type: 'workspace.joined', data: { user: back } });
    await maya.post(channel.id, 'here again');
    const snapshot = await maya.do('workspace.snapshot', inWorkspace());
    expect(snapshot.channels.map(({ name }) => name)).toEqual(expect.arrayContaining(['general', 'mayas']));
    world.world.rules.forget(world.workspace);
    await maya.post(channel.id, 'and known to whoever reads anew');
    await sofia.do('user.update', { user: maya.user, role: 'member' });
  });

  test('is so by admins, owners by owners alone, and never the last of them or oneself', async () => {
    await sofia.do('user.update', { user: maya.user, role: 'admin' });
    const attempts = [
      ade.do('user.deactivate', { user: maya.user }),
      maya.do('user.deactivate', { user: sofia.user }),
      sofia.do('user.deactivate', { user: sofia.user }),
      ade.do('user.reactivate', { user: maya.user }),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'forbidden'));
    const olga = await world.join('Olga', 'owner');
    await sofia.do('user.deactivate', { user: olga.user });
    await expect(sofia.do('user.remove', { user: sofia.user })).rejects.toMatchObject({ code: 'last_owner' });
    await expect(maya.do('user.reactivate', { user: olga.user })).rejects.toMatchObject({ code: 'forbidden' });
    await sofia.do('user.reactivate', { user: olga.user });
    await sofia.do('user.remove', { user: olga.user });
    await sofia.do('user.update', { user: maya.user, role: 'member' });
  });

  test('can be removed for good, and only who was deactivated is let in so', async () => {
    const kim = await world.join('Kim');
    await sofia.do('user.deactivate', { user: kim.user });
    const { user } = await sofia.do('user.remove', { user: kim.user });
    expect(user).toMatchObject({ left: true, role: 'member' });
    expect(user.deactivated).toBeUndefined();
    await expect(sofia.do('user.reactivate', { user: kim.user })).rejects.toMatchObject({ code: 'conflict' });
    await expect(sofia.do('user.deactivate', { user: kim.user })).rejects.toMatchObject({ code: 'conflict' });
    const { users } = await sofia.do('channel.members', { channel: world.general.id });
    expect(users.map(({ name }) => name)).not.toContain('Kim');
  });

  test('two admins at once change it once', async () => {
    const lee = await world.join('Lee');
    const before = world.heard.length;
    await Promise.all([1, 2].map(() => sofia.do('user.deactivate', { user: lee.user })));
    await Promise.all([1, 2].map(() => sofia.do('user.reactivate', { user: lee.user })));
    expect(world.heard.slice(before).map(({ type }) => type)).toEqual([
      'user.updated',
      'workspace.left',
      'user.updated',
      'workspace.joined',
    ]);
  });
});

describe('what people tell of themselves', () => {
  test('is theirs to say: pronouns, a time zone that exists, a phone', async () => {
    const says = { pronouns: ' she/her ', timeZone: 'europe/berlin', phone: '+49 30\u202e 123' };
    const { user } = await ade.do('user.update', { user: ade.user, ...says });
    expect(user).toMatchObject({ pronouns: 'she/her', timeZone: 'Europe/Berlin', phone: '+49 30 123' });
    expect((await maya.do('user.get', { ...inWorkspace(), users: [ade.user] })).users).toEqual([user]);
    await expect(ade.do('user.update', { user: ade.user, timeZone: 'Mars/Base' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.timeZone',
    });
    await expect(sofia.do('user.update', { user: ade.user, phone: '1' })).rejects.toMatchObject({ code: 'forbidden' });
    const { user: quiet } = await ade.do('user.update', { user: ade.user, pronouns: '', timeZone: '', phone: '' });
    expect(quiet).not.toHaveProperty('timeZone');
  });

  test('people are found by their role', async () => {
    const { users } = await ade.do('user.list', { ...inWorkspace(), role: 'owner' });
    expect(users.map(({ name }) => name)).toEqual(['Sofia']);
  });
});
