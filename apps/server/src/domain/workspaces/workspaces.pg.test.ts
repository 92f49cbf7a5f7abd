import { fromCursor } from '@roost/protocol/cursor';
import { newId } from '@roost/protocol/ids';
import type { Args } from '@roost/protocol/registry';
import { toIso } from '@roost/protocol/time';
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

describe('a workspace', () => {
  test('begins with its owner, #general and #random', async () => {
    const stranger = await world.stranger('Noor');
    const { workspace, user } = await stranger.do('workspace.create', { name: ' Second\nFloor ' });
    expect(workspace).toMatchObject({ name: 'Second Floor' });
    expect(user).toMatchObject({ name: 'Noor', role: 'owner', handle: 'noor', kind: 'person' });
    const { channels, memberships } = await stranger.do('workspace.snapshot', { workspace: workspace.id });
    expect(channels.map(({ name, general }) => [name, general === true])).toEqual(
      expect.arrayContaining([
        ['general', true],
        ['random', false],
      ]),
    );
    expect(memberships).toHaveLength(2);
    const { workspaces } = await stranger.do('identity.workspaces', {});
    expect(workspaces).toEqual([{ workspace, user }]);
  });

  test('cannot be created by somebody who is in a hundred', async () => {
    const stranger = await world.stranger('Many');
    for (let n = 0; n < 100; n++) await stranger.do('workspace.create', { name: `Workspace ${n}` });
    await expect(stranger.do('workspace.create', { name: 'One more' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('[O7] does not exist for who is not in it', async () => {
    const stranger = await world.stranger('Outside');
    const { workspace } = world;
    const attempts = [
      stranger.do('workspace.snapshot', { workspace }),
      stranger.do('user.list', { workspace }),
      stranger.do('user.update', { user: maya.user, name: 'x' }),
      stranger.do('channel.list', { workspace }),
      stranger.do('channel.get', { channel: world.general.id }),
      stranger.do('workspace.update', { workspace, name: 'Taken over' }),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'not_found'));
  });

  test('is renamed by admins', async () => {
    const { workspace } = world;
    await expect(ade.do('workspace.update', { workspace, name: 'Ours' })).rejects.toMatchObject({ code: 'forbidden' });
    const { workspace: renamed } = await sofia.do('workspace.update', { workspace, name: 'Harbor & Sons' });
    expect(renamed.name).toBe('Harbor & Sons');
    await expect(sofia.do('workspace.update', { workspace, name: '\u200b' })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect((await ade.do('identity.workspaces', {})).workspaces[0]!.workspace).toEqual(renamed);
  });
});

describe('the snapshot', () => {
  test('[C8] names the positions at which it was taken', async () => {
    const { cursors, self } = await maya.do('workspace.snapshot', { workspace: world.workspace });
    expect(Object.keys(cursors).sort()).toEqual([world.workspace, maya.user].sort());
    const heads = await world.world.log.heads([world.workspace, maya.user]);
    for (const [stream, cursor] of Object.entries(cursors)) {
      const { epoch, seq } = heads.get(stream)!;
      expect(fromCursor(cursor)).toEqual({ epoch, seq });
    }
    expect(self.id).toBe(maya.user);
  });

  test('has the people and the channels that one is in, and no others', async () => {
    const { channel } = await sofia.do('channel.create', {
      workspace: world.workspace,
      name: 'leads',
      kind: 'private',
    });
    const { users, usersComplete, channels } = await maya.do('workspace.snapshot', { workspace: world.workspace });
    expect(usersComplete).toBe(true);
    expect(users.map(({ name }) => name).sort()).toEqual(['Ade', 'Maya', 'Sofia']);
    expect(channels.some(({ id }) => id === channel.id)).toBe(false);
  });

  test('that many ask for at once leaves connections to the others', async () => {
    const { sql } = world.database;
    const { begin } = sql;
    let [now, most] = [0, 0];
    sql.begin = (async (...asked: Parameters<typeof begin>) => {
      most = Math.max(most, ++now);
      return begin(...asked).finally(() => now--);
    }) as typeof begin;
    const many = Array.from({ length: 20 }, () => maya.do('workspace.snapshot', { workspace: world.workspace }));
    const snapshots = await Promise.all(many);
    expect(new Set(snapshots.map(({ self }) => self.id))).toEqual(new Set([maya.user]));
    expect(most).toBe(4);
    sql.begin = begin;
  });

  test('of a large workspace has only oneself and the people of one’s direct channels', async () => {
    const { workspace } = world;
    await maya.do('direct.open', { workspace, users: [ade.user] });
    await world.database.sql`
      insert into users (id, workspace_id, kind, name, handle, role, created_at, rev)
      select 'U' || lpad(n::text, 16, '0'), ${workspace}, 'person', 'One of many', 'many' || n, 'member', 0, 0
      from generate_series(1, 500) n`;
    for (const known of ['not yet', 'by now']) {
      const { users, usersComplete } = await maya.do('workspace.snapshot', { workspace });
      expect([known, usersComplete, users.map(({ name }) => name).sort()]).toEqual([known, false, ['Ade', 'Maya']]);
      world.world.rules.forget(workspace);
    }
    await world.database.sql`delete from users where name = 'One of many'`;
    world.world.rules.forget(workspace);
  });
});

describe('people', () => {
  test('are listed by name and found by name or handle', async () => {
    await world.join('Zoë Zimmer');
    await world.join('ade two');
    const names = async (more = {}) => {
      const { users, next } = await maya.do('user.list', { workspace: world.workspace, ...more });
      return [users.map(({ name }) => name), next] as const;
    };
    expect((await names())[0]).toEqual(['Ade', 'ade two', 'Maya', 'Sofia', 'Zoë Zimmer']);
    const [first, next] = await names({ limit: 2 });
    expect(first).toEqual(['Ade', 'ade two']);
    expect((await names({ limit: 2, after: next! }))[0]).toEqual(['Maya', 'Sofia']);
    expect((await names({ search: 'zoe.z' }))[0]).toEqual(['Zoë Zimmer']);
    const nul = names({ after: `${maya.user}\u0000` });
    await expect(nul).rejects.toMatchObject({ code: 'invalid', field: 'args.after' });
    await expect(names({ after: 'x' })).rejects.toMatchObject({ code: 'invalid', field: 'args.after' });
  });

  test('are found by id, unknown ones are left out', async () => {
    const { users } = await maya.do('user.get', { workspace: world.workspace, users: [ade.user, newId('user')] });
    expect(users.map(({ id }) => id)).toEqual([ade.user]);
  });

  test('have handles of their own', async () => {
    const joined = await Promise.all(['Kim', 'Kim', 'KIM'].map((name) => world.join(name)));
    const { users } = await maya.do('user.get', { workspace: world.workspace, users: joined.map(({ user }) => user) });
    expect(users.map(({ handle }) => handle).sort()).toEqual(['kim', 'kim2', 'kim3']);
  });

  test('[M5] change their own name and title', async () => {
    const { user } = await ade.do('user.update', { user: ade.user, name: 'Ade Okafor', title: 'Engineer' });
    expect(user).toMatchObject({ name: 'Ade Okafor', title: 'Engineer', handle: 'ade' });
    expect((await ade.do('user.update', { user: ade.user, title: '' })).user.title).toBeUndefined();
    await expect(sofia.do('user.update', { user: ade.user, name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ade.do('user.update', { user: newId('user'), name: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('[M5][M11] say what they are at, for a while', async () => {
    const say = (status: Args<'user.update'>['status'], by = ade) => by.do('user.update', { user: ade.user, status });
    const until = toIso(Date.now() * 1000 + 3_600_000_000);
    const { user } = await say({ emoji: '🍵', text: ' tea\nbreak ', until });
    expect(user.status).toEqual({ emoji: '🍵', text: 'tea break', until });
    const [told] = (await maya.do('user.get', { workspace: world.workspace, users: [ade.user] })).users;
    expect(told).toEqual(user);
    expect((await say({ emoji: ':Palm_Tree:', text: '' })).user.status).toEqual({ emoji: ':palm_tree:', text: '' });
    expect((await say({ emoji: null, text: ' \u200b ' })).user.status).toBeUndefined();
    await say({ emoji: null, text: 'at the docks' });
    expect((await say(null)).user.status).toBeUndefined();
    const refusals: [() => Promise<unknown>, string, string?][] = [
      [() => say({ emoji: 'tea', text: 'x'.repeat(101) }), 'invalid', 'args.status.text'],
      [() => say({ emoji: 'a b', text: '' }), 'invalid', 'args.status.emoji'],
      [() => say({ emoji: null, text: 'x', until: '2020-01-01T00:00:00.000000Z' }), 'invalid', 'args.status.until'],
      [() => say({ emoji: null, text: 'x', until: '2020-99-99T00:00:00.000000Z' }), 'invalid', 'args.status.until'],
      [() => say({ emoji: null, text: 'x' }, sofia), 'forbidden'],
    ];
    for (const [tried, code, field] of refusals)
      await expect(tried()).rejects.toMatchObject({ code, ...(field && { field }) });
  });

  test('[M5][M11] say that they are away', async () => {
    const be = async (away: boolean) => (await ade.do('user.update', { user: ade.user, away })).user.away;
    expect([await be(true), await be(true), await be(false)]).toEqual([true, true, undefined]);
    const byOther = sofia.do('user.update', { user: ade.user, away: true });
    await expect(byOther).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('[M5] get their roles from admins and owners', async () => {
    await expect(ade.do('user.update', { user: ade.user, role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' });
    await sofia.do('user.update', { user: maya.user, role: 'admin' });
    await maya.do('user.update', { user: ade.user, role: 'admin' });
    await expect(maya.do('user.update', { user: sofia.user, role: 'member' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(maya.do('user.update', { user: maya.user, role: 'owner' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await maya.do('user.update', { user: ade.user, role: 'member' });
  });

  test('the last owner stays one, also when two step down at once', async () => {
    const stepDown = (who: TestPerson) => who.do('user.update', { user: who.user, role: 'member' });
    await expect(stepDown(sofia)).rejects.toMatchObject({ code: 'last_owner' });
    await sofia.do('user.update', { user: maya.user, role: 'owner' });
    const outcomes = await Promise.allSettled([stepDown(sofia), stepDown(maya)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { users } = await ade.do('user.list', { workspace: world.workspace });
    expect(users.filter(({ role }) => role === 'owner')).toHaveLength(1);
  });
});
