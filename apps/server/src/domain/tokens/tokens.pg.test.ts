import type { Scope } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inviteIn, openSettledHouse, type Device, type House } from '../accounts/testHouse.ts';
import { BELIEVED_MS } from './botTokens.ts';

let house: House;
let sofia: Device;
let workspace: string;
let bot: { user: { id: string }; app: string };
beforeEach(async () => {
  ({ house, sofia, workspace } = await openSettledHouse());
  bot = await sofia.do('bot.create', { workspace, name: 'Deploys' });
});
afterEach(() => house.close());

/** A program with a token. */
async function program(of: { user?: string; app?: string }, scopes: Scope[] = ['read', 'write']) {
  const { id, token } = await sofia.do('token.create', { ...of, scopes });
  const device = house.device();
  device.bearer = token;
  return { id, token, device };
}

const join = async (name: string, role: 'member' | 'admin' = 'member') =>
  (await inviteIn(house, sofia, workspace, name, { role })).device;

describe('a bot', () => {
  test('is a user of the workspace, in #general, made with its app', async () => {
    expect(bot.user).toMatchObject({ kind: 'bot', role: 'member', name: 'Deploys', handle: 'deploys' });
    const { device } = await program({ user: bot.user.id });
    const { channels, self } = await device.do('workspace.snapshot', { workspace });
    expect(self.id).toBe(bot.user.id);
    expect(channels.map(({ name }) => name)).toEqual(['general']);
    await device.do('message.post', { channel: channels[0]!.id, text: 'deployed', clientId: 'one' });
  });

  test('can be installed in one more workspace; installing it again changes nothing', async () => {
    const second = (await sofia.do('workspace.create', { name: 'Second' })).workspace.id;
    const installed = await sofia.do('bot.create', { workspace: second, name: 'Deploys', app: bot.app });
    expect(installed.app).toBe(bot.app);
    expect(installed.user.id).not.toBe(bot.user.id);
    const heard = house.heard.length;
    expect(await sofia.do('bot.create', { workspace: second, name: 'Other', app: bot.app })).toEqual(installed);
    expect(house.heard.length).toBe(heard);
    const { device } = await program({ app: bot.app });
    const { workspaces } = await device.do('identity.workspaces', {});
    expect(workspaces.map(({ user }) => user.id).sort()).toEqual([bot.user.id, installed.user.id].sort());
  });

  test('[M5] [O7] admins add bots, members may not, strangers see no workspace, and an app is its maker’s', async () => {
    const admin = await join('Maya', 'admin');
    const member = await join('Ade');
    await admin.do('bot.create', { workspace, name: 'Second bot' });
    await expect(member.do('bot.create', { workspace, name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    const other = (await sofia.do('workspace.create', { name: 'Other' })).workspace.id;
    await expect(admin.do('bot.create', { workspace: other, name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    for (const app of [bot.app, newId('app')]) {
      const tried = admin.do('bot.create', { workspace, name: 'x', app });
      await expect(tried).rejects.toMatchObject({ code: 'not_found', field: 'args.app' });
    }
  });
});

describe('a token', () => {
  test('is opaque, random, and kept as a hash', async () => {
    const { token } = await program({ user: bot.user.id });
    expect(token).toMatch(/^roost_[\w-]{43}$/);
    const [row] = await house.database.sql<
      { stored: string }[]
    >`select string_agg(t::text, ' ') as stored from token t`;
    expect(row!.stored).not.toContain(token.slice(6));
  });

  test('says whose it is and what it may do, and is looked up once', async () => {
    const { id, token } = await program({ app: bot.app }, ['read', 'read']);
    const { authenticate } = house.identity.accessTokens;
    const ask = () => authenticate.call(house.identity.accessTokens, token);
    expect(await ask()).toMatchObject({ subject: bot.app, kind: 'bot', credential: id, scopes: ['read'] });
    await house.database.sql`alter table token rename to hidden`;
    expect(await ask()).toMatchObject({ subject: bot.app });
    await house.database.sql`alter table hidden rename to token`;
  });

  test('[O9] does what its scopes say and no more', async () => {
    const reader = await program({ user: bot.user.id }, ['read']);
    const { channels } = await reader.device.do('workspace.snapshot', { workspace });
    const post = { channel: channels[0]!.id, text: 'x', clientId: 'x' };
    await expect(reader.device.do('message.post', post)).rejects.toMatchObject({ code: 'forbidden' });
    const writer = await program({ user: bot.user.id }, ['write']);
    await writer.device.do('message.post', post);
    await expect(writer.device.do('workspace.snapshot', { workspace })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('[O9] gives nobody a role without the scope admin, whatever the role of its bot', async () => {
    await sofia.do('user.update', { user: bot.user.id, role: 'admin' });
    const ade = (await inviteIn(house, sofia, workspace, 'Ade')).entry.user!.id;
    const promote = (device: Device) => device.do('user.update', { user: ade, role: 'admin' });
    const writer = await program({ user: bot.user.id }, ['read', 'write']);
    await expect(promote(writer.device)).rejects.toMatchObject({ code: 'forbidden' });
    await writer.device.do('user.update', { user: bot.user.id, title: 'Deploys things' });
    const admin = await program({ user: bot.user.id }, ['write', 'admin']);
    expect((await promote(admin.device)).user.role).toBe('admin');
  });

  test('[O9] never does what is for people: logins, passwords, bots, tokens', async () => {
    const { device } = await program({ user: bot.user.id }, ['read', 'write', 'admin']);
    const tries = [
      () => device.do('login.list', {}),
      () => device.do('account.changePassword', { current: 'x', password: 'x'.repeat(12) }),
      () => device.do('bot.create', { workspace, name: 'x' }),
      () => device.do('token.create', { user: bot.user.id, scopes: ['read'] }),
      () => device.do('invite.create', { workspace }),
    ];
    for (const tried of tries) await expect(tried()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('[A6] revoked, it is worth nothing at once here, and elsewhere at the next look; its sessions close', async () => {
    const other = await house.another();
    const { id, device } = await program({ user: bot.user.id });
    const there = device.through(other);
    await device.do('identity.workspaces', {});
    await there.do('identity.workspaces', {});
    const revoked: string[] = [];
    for (const { identity } of [house, other]) identity.revocations.onRevoked((credential) => revoked.push(credential));
    await sofia.do('token.revoke', { token: id });
    await expect(device.do('identity.workspaces', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await other.identity.revocations.sweep();
    await expect(there.do('identity.workspaces', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(revoked).toEqual([id, id]);
    house.clock.nowMs += BELIEVED_MS * 10;
    await house.identity.revocations.sweep();
    await expect(device.do('identity.workspaces', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await sofia.enter('login.refresh', {});
    expect((await sofia.do('token.list', { workspace })).tokens).toEqual([]);
  });

  test('that nobody gave out is refused', async () => {
    const device = house.device();
    for (const bearer of [`roost_${'A'.repeat(43)}`, 'roost_', `roost_${'A'.repeat(44)}`]) {
      device.bearer = bearer;
      await expect(device.do('identity.workspaces', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  test('[A1] is exchanged for a short-lived access token of the same bot, which ends with it', async () => {
    const { id, device } = await program({ app: bot.app }, ['read']);
    const { accessToken } = await device.do('token.exchange', {});
    expect(await house.identity.accessTokens.authenticate(accessToken)).toMatchObject({
      subject: bot.app,
      kind: 'bot',
      credential: id,
      scopes: ['read'],
      expiresAt: house.clock.nowMs + 600_000,
    });
    device.bearer = accessToken;
    await device.do('identity.workspaces', {});
    // Else whoever got hold of it could make it last for ever.
    await expect(device.do('token.exchange', {})).rejects.toMatchObject({ code: 'forbidden' });
    await sofia.do('token.revoke', { token: id });
    await expect(device.do('identity.workspaces', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(sofia.do('token.exchange', {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('who holds tokens', () => {
  let admin: Device;
  let member: Device;
  let stranger: Device;
  beforeEach(async () => {
    admin = await join('Maya', 'admin');
    member = await join('Ade');
    const other = (await sofia.do('workspace.create', { name: 'Other' })).workspace.id;
    stranger = (await inviteIn(house, sofia, other, 'Lin')).device;
  });

  test('[M5] of a bot: admins of its workspace; members may not; strangers see no bot', async () => {
    const ask = (device: Device) => device.do('token.create', { user: bot.user.id, scopes: ['read'] });
    await ask(admin);
    await expect(ask(member)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask(stranger)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[L3] whoever is removed at the moment of making one does not take it along', async () => {
    const { users } = await sofia.do('user.list', { workspace });
    const maya = users.find(({ name }) => name === 'Maya')!.id;
    const { log } = house.world;
    const { append } = log;
    log.append = async (item) => {
      log.append = append;
      await sofia.do('user.remove', { user: maya });
      return append(item);
    };
    const tried = admin.do('token.create', { user: bot.user.id, scopes: ['read'] });
    await expect(tried).rejects.toMatchObject({ code: 'not_found' });
    expect((await sofia.do('token.list', { workspace })).tokens).toEqual([]);
  });

  test('[M5] of an app: whoever made it, and nobody else', async () => {
    const ask = (device: Device) => device.do('token.create', { app: bot.app, scopes: ['read'] });
    await ask(sofia);
    for (const device of [admin, member, stranger])
      await expect(ask(device)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[M5] of a person: nobody, and of nothing or both: nobody', async () => {
    const { users } = await sofia.do('user.list', { workspace });
    const person = users.find(({ name }) => name === 'Ade')!.id;
    const refused = { code: 'invalid', field: 'args.user' };
    await expect(sofia.do('token.create', { user: person, scopes: ['read'] })).rejects.toMatchObject(refused);
    await expect(sofia.do('token.create', { scopes: ['read'] })).rejects.toMatchObject(refused);
    const both = { user: bot.user.id, app: bot.app };
    await expect(sofia.do('token.create', { ...both, scopes: ['read'] })).rejects.toMatchObject(refused);
    await expect(sofia.do('token.create', { user: newId('user'), scopes: ['read'] })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('[M5] the list is for admins, and shows no secrets', async () => {
    const { id, token, device } = await program({ user: bot.user.id });
    await device.do('identity.workspaces', {});
    const list = await admin.do('token.list', { workspace });
    expect(list.tokens).toMatchObject([{ id, user: bot.user.id, app: null, scopes: ['read', 'write'] }]);
    expect(list.tokens[0]!.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(list)).not.toContain(token);
    await expect(member.do('token.list', { workspace })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(stranger.do('token.list', { workspace })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[M5] tokens of a bot are revoked by admins, tokens of an app by whoever made it; others do not find them', async () => {
    const ofBot = await program({ user: bot.user.id });
    const ofApp = await program({ app: bot.app });
    const cells: [Device, string, boolean][] = [
      [member, ofBot.id, false],
      [stranger, ofBot.id, false],
      [admin, ofApp.id, false],
      [member, ofApp.id, false],
      [admin, ofBot.id, true],
      [sofia, ofApp.id, true],
    ];
    for (const [device, token, may] of cells) {
      const tried = device.do('token.revoke', { token });
      if (may) await tried;
      else await expect(tried).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
