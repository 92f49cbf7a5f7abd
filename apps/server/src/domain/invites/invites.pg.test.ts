import { newId } from '@roost/protocol/ids';
import { toIso } from '@roost/protocol/time';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inviteIn, openSettledHouse, PASSWORD, START, type Device, type House } from '../accounts/testHouse.ts';

let house: House;
let sofia: Device;
let workspace: string;
beforeEach(async () => {
  ({ house, sofia, workspace } = await openSettledHouse());
});
afterEach(() => house.close());

const newcomer = (name: string, code: string) => ({
  code,
  name,
  email: `${name.toLowerCase()}@harbor.test`,
  password: PASSWORD,
});
const newCode = async (more: object = {}) => (await sofia.do('invite.create', { workspace, ...more })).code;
const accepts = (name: string, code: string, through = house) =>
  through.device().do('invite.accept', newcomer(name, code));

async function count(table: 'account' | 'users' | 'login'): Promise<number> {
  const [row] = await house.database.sql<
    { count: number }[]
  >`select count(*) as count from ${house.database.sql(table)}`;
  return row!.count;
}

async function channelNamed(name: string, kind: 'public' | 'private' = 'private', by = sofia): Promise<string> {
  return (await by.do('channel.create', { workspace, name, kind })).channel.id;
}

describe('an invite', () => {
  test('is a link with a code of at least 128 bits, of which only a hash is kept', async () => {
    const { code, url } = await sofia.do('invite.create', { workspace });
    expect(url).toBe(`http://localhost:3000/invite/${code}`);
    expect(Buffer.from(code, 'base64url').length).toBeGreaterThanOrEqual(16);
    const [{ stored }] = (await house.database.sql`
      select string_agg(t::text, ' ') as stored from (select * from invite) t`) as unknown as [{ stored: string }];
    expect(stored).not.toContain(code);
  });

  test('shows what it leads to before one signs up', async () => {
    const code = await newCode({ role: 'admin' });
    expect(await house.device().do('invite.preview', { code })).toEqual({
      workspaceName: 'Harbor Studio',
      invitedBy: 'Sofia',
      role: 'admin',
    });
  });

  test('lets somebody new in, with an account, a login and the channels that it names', async () => {
    const secret = await channelNamed('launch');
    const { device, entry } = await inviteIn(house, sofia, workspace, 'Maya', { channels: [secret] });
    expect(entry).toMatchObject({
      account: { name: 'Maya', email: 'maya@harbor.test' },
      user: { name: 'Maya', role: 'member' },
      workspace: { id: workspace },
    });
    expect(device.cookie).toMatch(/^L\w{16}\.1\./);
    const { channels } = await device.do('workspace.snapshot', { workspace });
    expect(channels.map(({ name }) => String(name)).sort()).toEqual(['general', 'launch']);
    await device.do('message.post', { channel: secret, text: 'hello', clientId: 'first' });
    await house.device().do('login.create', { email: 'maya@harbor.test', password: PASSWORD });
  });

  test('[W10] does not let somebody in who was deactivated', async () => {
    const maya = await inviteIn(house, sofia, workspace, 'Maya');
    const code = await newCode();
    await sofia.do('user.deactivate', { user: maya.entry.user!.id });
    await expect(maya.device.do('invite.accept', { code })).rejects.toMatchObject({ code: 'gone' });
    await sofia.do('user.reactivate', { user: maya.entry.user!.id });
    expect((await maya.device.do('invite.accept', { code })).user?.id).toBe(maya.entry.user!.id);
  });

  test('a guest’s names channels, and leads nowhere without one', async () => {
    await expect(newCode({ role: 'guest' })).rejects.toMatchObject({ code: 'invalid', field: 'args.channels' });
    const project = await channelNamed('project');
    const gone = await newCode({ role: 'guest', channels: [project] });
    const { device } = await inviteIn(house, sofia, workspace, 'Gus', { role: 'guest', channels: [project] });
    const { channels } = await device.do('workspace.snapshot', { workspace });
    expect(channels.map(({ name }) => name)).toEqual(['project']);
    await sofia.do('channel.delete', { channel: project, name: 'project' });
    await expect(accepts('Gia', gone)).rejects.toMatchObject({ code: 'gone' });
  });

  test('takes in an account that is signed in, without a second account or login', async () => {
    const maya = await inviteIn(house, sofia, workspace, 'Maya');
    const second = (await sofia.do('workspace.create', { name: 'Second' })).workspace.id;
    const { code } = await sofia.do('invite.create', { workspace: second, maxUses: 1 });
    const [accounts, logins] = [await count('account'), await count('login')];
    const entry = await maya.device.do('invite.accept', { code });
    expect(entry).toMatchObject({ account: maya.entry.account, workspace: { id: second }, user: { name: 'Maya' } });
    expect(entry.workspaces).toHaveLength(2);
    expect([await count('account'), await count('login')]).toEqual([accounts, logins]);
    await maya.device.do('workspace.snapshot', { workspace: second });
  });

  test('[A1] does not make the access token of a caller who is signed in last longer', async () => {
    const maya = await inviteIn(house, sofia, workspace, 'Maya');
    const code = await newCode();
    house.clock.nowMs += 300_000;
    const entry = await maya.device.do('invite.accept', { code });
    expect(entry.expiresAt).toBe(maya.entry.expiresAt);
    maya.device.bearer = entry.accessToken;
    house.clock.nowMs += 300_000;
    await expect(maya.device.do('identity.workspaces', {})).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('is not used by somebody who is in already, and says where they are, also when it is used up', async () => {
    const code = await newCode({ maxUses: 1 });
    const maya = await inviteIn(house, sofia, workspace, 'Maya');
    expect(await maya.device.do('invite.accept', { code })).toMatchObject({ user: maya.entry.user });
    await accepts('Ade', code);
    expect(await maya.device.do('invite.accept', { code })).toMatchObject({ user: maya.entry.user });
    expect(await count('users')).toBe(3);
  });

  test('with an e-mail address that has an account asks to sign in first, and leaves nothing behind', async () => {
    const code = await newCode({ maxUses: 1 });
    await expect(accepts('Sofia', code)).rejects.toMatchObject({ code: 'conflict', field: 'args.email' });
    expect([await count('account'), await count('users'), await count('login')]).toEqual([1, 1, 1]);
    await accepts('Ade', code);
  });

  test('needs name, e-mail and password of somebody new, and none of them of somebody signed in', async () => {
    const code = await newCode();
    const { name, email, password } = newcomer('Maya', code);
    const device = house.device();
    await expect(device.do('invite.accept', { code, email, password })).rejects.toMatchObject({ field: 'args.name' });
    await expect(device.do('invite.accept', { code, name, password })).rejects.toMatchObject({ field: 'args.email' });
    await expect(device.do('invite.accept', { code, name, email })).rejects.toMatchObject({ field: 'args.password' });
    await expect(sofia.do('invite.accept', { code, email, password })).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.email',
    });
  });

  test('two people of the same name get handles of their own', async () => {
    const code = await newCode();
    const email = (i: number) => `max${i}@harbor.test`;
    const entries = await Promise.all(
      [1, 2, 3].map((i) =>
        house.device().do('invite.accept', { code, name: 'Max', email: email(i), password: PASSWORD }),
      ),
    );
    expect(entries.map(({ user }) => user!.handle).sort()).toEqual(['max', 'max2', 'max3']);
  });
});

describe('an invite ends', () => {
  const gone = { code: 'gone', message: 'This invite does not work any more. Ask for a new one.' };

  test('[A8] in one answer for every reason: unknown, expired, revoked, used up', async () => {
    const expired = await newCode({ expiresAt: toIso((START + 60_000) * 1000) });
    const used = await newCode({ maxUses: 1 });
    const { invite, code: revoked } = await sofia.do('invite.create', { workspace });
    await accepts('Maya', used);
    await sofia.do('invite.revoke', { invite });
    house.clock.nowMs += 60_000;
    for (const code of [expired, used, revoked, 'x', '', 'A'.repeat(27)]) {
      await expect(house.device().do('invite.preview', { code })).rejects.toMatchObject(gone);
      await expect(accepts('Ade', code)).rejects.toMatchObject(gone);
    }
    expect(await count('users')).toBe(2);
  });

  test('[A8] a single use is taken by one of many who come at the same moment, over two processes; the others leave nothing', async () => {
    const other = await house.another();
    const code = await newCode({ maxUses: 1 });
    const people = Array.from({ length: 10 }, (_, i) => accepts(`Guest${i}`, code, i % 2 ? house : other));
    const results = await Promise.allSettled(people);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'gone' });
    expect([await count('account'), await count('users'), await count('login')]).toEqual([2, 2, 2]);
  });

  test('[A8] revoked between looking and joining, it lets nobody in', async () => {
    const { invite, code } = await sofia.do('invite.create', { workspace });
    const { log } = house.world;
    const { append } = log;
    log.append = async (item) => {
      log.append = append;
      await sofia.do('invite.revoke', { invite });
      return append(item);
    };
    await expect(accepts('Maya', code)).rejects.toMatchObject(gone);
    expect([await count('account'), await count('users'), await count('login')]).toEqual([1, 1, 1]);
  });

  test('[A8] when whoever made it may not make it any more, and works again when they may', async () => {
    const { device: maya, entry } = await inviteIn(house, sofia, workspace, 'Maya', { role: 'admin' });
    const become = (role: 'owner' | 'admin' | 'member') => sofia.do('user.update', { user: entry.user!.id, role });
    const ofAdmin = await maya.do('invite.create', { workspace, role: 'admin' });
    await become('member');
    await expect(house.device().do('invite.preview', { code: ofAdmin.code })).rejects.toMatchObject(gone);
    await expect(accepts('Ade', ofAdmin.code)).rejects.toMatchObject(gone);
    expect((await sofia.do('invite.list', { workspace })).invites).toHaveLength(1);
    await become('owner');
    const ofOwner = await maya.do('invite.create', { workspace, role: 'owner' });
    await become('admin');
    await expect(accepts('Ade', ofOwner.code)).rejects.toMatchObject(gone);
    expect((await accepts('Ade', ofAdmin.code)).user).toMatchObject({ role: 'admin' });
  });

  test('[A8][L3] when its maker becomes less, or goes, between looking and joining', async () => {
    for (const [name, change] of [
      ['Maya', (user: string) => sofia.do('user.update', { user, role: 'member' })],
      ['Ade', (user: string) => sofia.do('user.remove', { user })],
    ] as const) {
      const { device, entry } = await inviteIn(house, sofia, workspace, name, { role: 'admin' });
      const { code } = await device.do('invite.create', { workspace });
      const { log } = house.world;
      const { append } = log;
      log.append = async (item) => {
        log.append = append;
        await change(entry.user!.id);
        return append(item);
      };
      await expect(accepts('Lin', code)).rejects.toMatchObject(gone);
    }
    expect(await count('account')).toBe(3);
  });

  test('[W7] made at the moment in which its maker goes, it lets nobody in', async () => {
    const { device, entry } = await inviteIn(house, sofia, workspace, 'Maya', { role: 'admin' });
    const code = await device.do('invite.create', { workspace });
    await sofia.do('user.remove', { user: entry.user!.id });
    await house.database.sql`update invite set revoked_at = null`; // as if it had been written a moment after
    await expect(accepts('Ade', code.code)).rejects.toMatchObject(gone);
  });

  test('[W4] to a private channel that its maker is not in any more, it leads to the workspace alone', async () => {
    const { device, entry } = await inviteIn(house, sofia, workspace, 'Maya', { role: 'admin' });
    const secret = await channelNamed('secret');
    const user = entry.user!.id;
    await sofia.do('channel.invite', { channel: secret, users: [user] });
    const { code } = await device.do('invite.create', { workspace, channels: [secret] });
    await sofia.do('channel.remove', { channel: secret, users: [user] });
    const ade = house.device();
    await ade.enter('invite.accept', newcomer('Ade', code));
    const { channels } = await ade.do('workspace.snapshot', { workspace });
    expect(channels.map(({ name }) => name)).toEqual(['general']);
  });

  test('[A8] an invite for five lets five in', async () => {
    const other = await house.another();
    const code = await newCode({ maxUses: 5 });
    const results = await Promise.allSettled(
      Array.from({ length: 9 }, (_, i) => accepts(`Guest${i}`, code, i % 2 ? house : other)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(await count('users')).toBe(6);
  });

  test('[A8] the same e-mail twice at the same moment makes one account', async () => {
    const other = await house.another();
    const code = await newCode();
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, i) => accepts('Maya', code, i % 2 ? house : other)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
    expect([await count('account'), await count('users')]).toEqual([2, 2]);
  });

  test('[A8] one person who accepts twice at the same moment joins once and uses it once', async () => {
    const maya = await inviteIn(house, sofia, workspace, 'Maya');
    const second = (await sofia.do('workspace.create', { name: 'Second' })).workspace.id;
    const { code } = await sofia.do('invite.create', { workspace: second });
    const other = await house.another();
    const tabs = [house, other, house, other].map((each) => maya.device.through(each).do('invite.accept', { code }));
    for (const entry of await Promise.all(tabs)) expect(entry).toMatchObject({ workspace: { id: second } });
    const { invites } = await sofia.do('invite.list', { workspace: second });
    expect(invites).toMatchObject([{ uses: 1 }]);
  });
});

describe('who may invite', () => {
  test.each([
    ['owner', 'owner', true],
    ['owner', 'admin', true],
    ['owner', 'member', true],
    ['admin', 'owner', false],
    ['admin', 'admin', true],
    ['admin', 'member', true],
    ['member', 'owner', false],
    ['member', 'admin', false],
    ['member', 'member', false],
  ] as const)('[M5] %s to the role %s: %s', async (role, to, may) => {
    const host = role === 'owner' ? sofia : (await inviteIn(house, sofia, workspace, 'Maya', { role })).device;
    const tried = host.do('invite.create', { workspace, role: to });
    if (may) await tried;
    else await expect(tried).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('[O7] to a private channel that one is not in: it does not exist, whatever one’s role', async () => {
    const maya = await inviteIn(house, sofia, workspace, 'Maya');
    const secret = await channelNamed('secret', 'private', maya.device);
    for (const channel of [secret, newId('channel')]) {
      const tried = sofia.do('invite.create', { workspace, channels: [channel] });
      await expect(tried).rejects.toMatchObject({ code: 'not_found', field: 'args.channels' });
    }
    await sofia.do('invite.create', { workspace, channels: [await channelNamed('open', 'public', maya.device)] });
  });

  test('[O7] strangers do not find the workspace or its invites; members may not list or revoke', async () => {
    const { invite } = await sofia.do('invite.create', { workspace });
    const maya = await inviteIn(house, sofia, workspace, 'Maya');
    const second = (await sofia.do('workspace.create', { name: 'Second' })).workspace.id;
    const stranger = (await inviteIn(house, sofia, second, 'Ade')).device;
    const tries = (device: Device) => [
      () => device.do('invite.list', { workspace }),
      () => device.do('invite.revoke', { invite }),
      () => device.do('invite.create', { workspace }),
    ];
    for (const tried of tries(stranger)) await expect(tried()).rejects.toMatchObject({ code: 'not_found' });
    for (const tried of tries(maya.device)) await expect(tried()).rejects.toMatchObject({ code: 'forbidden' });
    expect((await sofia.do('invite.list', { workspace })).invites).toHaveLength(2);
  });

  test('an invite that has expired before it is made is refused', async () => {
    const expiresAt = toIso(START * 1000);
    await expect(sofia.do('invite.create', { workspace, expiresAt })).rejects.toMatchObject({
      field: 'args.expiresAt',
    });
  });
});

test('the list shows the invites that still work, with how often they were used', async () => {
  const code = await newCode({ maxUses: 2 });
  await accepts('Maya', code);
  await newCode({ expiresAt: toIso((START + 1) * 1000) });
  const { invite } = await sofia.do('invite.create', { workspace });
  await sofia.do('invite.revoke', { invite });
  house.clock.nowMs += 1;
  expect((await sofia.do('invite.list', { workspace })).invites).toMatchObject([
    { uses: 1, maxUses: 2, role: 'member' },
  ]);
});
