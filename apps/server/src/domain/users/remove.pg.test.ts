import { newId } from '@roost/protocol/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inviteIn, openSettledHouse, PASSWORD, type Device, type House } from '../accounts/testHouse.ts';

let house: House;
let sofia: Device;
let maya: Device;
let mayas: string;
let workspace: string;
let general: string;
beforeEach(async () => {
  ({ house, sofia, workspace } = await openSettledHouse());
  const { device, entry } = await inviteIn(house, sofia, workspace, 'Maya', { role: 'admin' });
  [maya, mayas] = [device, entry.user!.id];
  general = (await sofia.do('workspace.snapshot', { workspace })).channels.find((each) => each.general)!.id;
});
afterEach(() => house.close());

const remove = (by: Device, user: string) => by.do('user.remove', { user });
const people = async () => (await sofia.do('user.list', { workspace })).users.map(({ name }) => name);

describe('somebody who was removed', () => {
  test('[W7][O7] is in the workspace no more, here and in other processes, whatever they try', async () => {
    const other = await house.another();
    const there = maya.through(other);
    const { channel } = await maya.do('channel.create', { workspace, name: 'secret', kind: 'private' });
    const { message } = await maya.do('message.post', { channel: general, text: 'mine', clientId: 'a' });
    await there.do('channel.history', { channel: general });
    const { user } = await remove(sofia, mayas);
    expect(user).toMatchObject({ id: mayas, left: true, role: 'member', name: 'Maya' });
    for (const event of house.heard) other.world.rules.apply(event.stream, event); // as its gate would within a second
    for (const device of [maya, there]) {
      const tries = [
        () => device.do('workspace.snapshot', { workspace }),
        () => device.do('channel.history', { channel: general }),
        () => device.do('channel.join', { channel: general }),
        () => device.do('channel.history', { channel: channel.id }),
        () => device.do('message.post', { channel: general, text: 'x', clientId: 'b' }),
        () => device.do('message.edit', { message: message.id, text: 'x' }),
        () => device.do('invite.create', { workspace }),
        () => device.do('user.update', { user: mayas, name: 'x' }),
      ];
      for (const tried of tries) await expect(tried()).rejects.toMatchObject({ code: 'not_found' });
      expect((await device.do('identity.workspaces', {})).workspaces).toEqual([]);
    }
    expect(await sofia.do('message.get', { message: message.id })).toMatchObject({ message: { author: mayas } });
  });

  test('is in no channel and no list, and cannot be put into any; their name is still known', async () => {
    await remove(sofia, mayas);
    expect(await people()).toEqual(['Sofia']);
    const { users } = await sofia.do('channel.members', { channel: general });
    expect(users.map(({ name }) => name)).toEqual(['Sofia']);
    const known = await sofia.do('user.get', { workspace, users: [mayas] });
    expect(known.users).toMatchObject([{ name: 'Maya', left: true }]);
    const ops = (await sofia.do('channel.create', { workspace, name: 'ops', kind: 'public' })).channel.id;
    const put = sofia.do('channel.invite', { channel: ops, users: [mayas] });
    await expect(put).rejects.toMatchObject({ code: 'not_found', field: 'args.users.0' });
    await expect(sofia.do('direct.open', { workspace, users: [mayas] })).rejects.toMatchObject({ code: 'not_found' });
    const promoted = sofia.do('user.update', { user: mayas, role: 'owner' });
    await expect(promoted).rejects.toMatchObject({ code: 'not_found' });
  });

  test('takes the invites along that they made', async () => {
    const { code } = await maya.do('invite.create', { workspace });
    await remove(sofia, mayas);
    await expect(house.device().do('invite.preview', { code })).rejects.toMatchObject({ code: 'gone' });
  });

  test('[W7] takes along the bots that they made and every token that they hold; nobody else’s', async () => {
    const mine = await maya.do('bot.create', { workspace, name: 'Mayas bot' });
    const second = (await maya.do('workspace.create', { name: 'Second' })).workspace.id;
    await maya.do('bot.create', { workspace: second, name: 'Mayas bot', app: mine.app });
    const sofias = (await sofia.do('bot.create', { workspace, name: 'Sofias bot' })).user.id;
    const program = async (by: Device, of: { user: string } | { app: string }) => {
      const bot = house.device();
      bot.bearer = (await by.do('token.create', { ...of, scopes: ['read'] })).token;
      return { look: () => bot.do('workspace.snapshot', { workspace }), bot };
    };
    const [ofApp, ofMine, ofMineBySofia, ofSofiasByMaya, ofSofias] = await Promise.all([
      program(maya, { app: mine.app }),
      program(maya, { user: mine.user.id }),
      program(sofia, { user: mine.user.id }),
      program(maya, { user: sofias }),
      program(sofia, { user: sofias }),
    ]);
    for (const { look } of [ofApp, ofMine, ofMineBySofia, ofSofiasByMaya, ofSofias]) await look();
    await remove(sofia, mayas);
    await house.identity.revocations.sweep();
    await expect(ofApp.look()).rejects.toMatchObject({ code: 'not_found' });
    const anew = await program(maya, { app: mine.app });
    await expect(anew.look()).rejects.toMatchObject({ code: 'not_found' });
    expect((await anew.bot.do('identity.workspaces', {})).workspaces).toMatchObject([{ workspace: { id: second } }]);
    for (const { look } of [ofMine, ofMineBySofia, ofSofiasByMaya])
      await expect(look()).rejects.toMatchObject({ code: 'unauthenticated' });
    await ofSofias.look();
    expect(await people()).toEqual(['Sofia', 'Sofias bot']);
  });

  test('keeps what is elsewhere: the login, and other workspaces', async () => {
    const second = (await maya.do('workspace.create', { name: 'Second' })).workspace.id;
    await remove(sofia, mayas);
    expect((await maya.enter('login.refresh', {})).workspace).toMatchObject({ id: second });
    await maya.do('workspace.snapshot', { workspace: second });
  });

  test('comes back by an invite as somebody new, or, when an owner says so, as who they were', async () => {
    await maya.do('message.post', { channel: general, text: 'mine', clientId: 'a' });
    await remove(sofia, mayas);
    const { code } = await sofia.do('invite.create', { workspace });
    const anew = await maya.do('invite.accept', { code });
    expect(anew.user).toMatchObject({ handle: 'maya2', role: 'member' });
    expect(anew.user!.id).not.toBe(mayas);
    await remove(sofia, anew.user!.id);
    const back = await sofia.do('invite.create', { workspace, user: mayas });
    const entry = await maya.do('invite.accept', { code: back.code });
    expect(entry.user).toMatchObject({ id: mayas, handle: 'maya' });
    expect(entry.user!.left).toBeUndefined();
    await maya.do('message.post', { channel: general, text: 'here again', clientId: 'b' });
    expect(await people()).toEqual(['Maya', 'Sofia']);
  });

  test('has no part in whoever becomes who they were', async () => {
    await remove(sofia, mayas);
    const { code } = await sofia.do('invite.create', { workspace, user: mayas });
    const noor = house.device();
    await noor.enter('invite.accept', { code, name: 'Noor', email: 'noor@harbor.test', password: PASSWORD });
    expect((await noor.do('workspace.snapshot', { workspace })).self).toMatchObject({ id: mayas, name: 'Noor' });
    await expect(maya.do('workspace.snapshot', { workspace })).rejects.toMatchObject({ code: 'not_found' });
    await sofia.do('user.update', { user: mayas, role: 'admin' });
    await expect(maya.do('workspace.snapshot', { workspace })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('who is removed at the moment of doing something has not done it', async () => {
    const { log } = house.world;
    const { append } = log;
    log.append = async (item) => {
      log.append = append;
      await remove(sofia, mayas);
      return append(item);
    };
    const tried = maya.do('message.post', { channel: general, text: 'last word', clientId: 'a' });
    await expect(tried).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('[A6][O9] a bot that is removed takes its tokens along', async () => {
  const { user } = await sofia.do('bot.create', { workspace, name: 'Deploys' });
  const { token } = await sofia.do('token.create', { user: user.id, scopes: ['read', 'write', 'admin'] });
  const bot = house.device();
  bot.bearer = token;
  await bot.do('workspace.snapshot', { workspace });
  await remove(sofia, user.id);
  await expect(bot.do('workspace.snapshot', { workspace })).rejects.toMatchObject({ code: 'not_found' });
  await house.identity.revocations.sweep();
  await expect(bot.do('workspace.snapshot', { workspace })).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('[O6] removing twice changes nothing', async () => {
  const first = await remove(sofia, mayas);
  const heard = house.heard.length;
  expect(await remove(sofia, mayas)).toEqual(first);
  expect(house.heard.length).toBe(heard);
});

test('[M5] everybody may go themselves, but not the last owner; members remove nobody; strangers find nobody', async () => {
  const ade = await inviteIn(house, sofia, workspace, 'Ade');
  const sofias = (await sofia.do('workspace.snapshot', { workspace })).self.id;
  await expect(remove(ade.device, mayas)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(remove(maya, sofias)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(remove(sofia, sofias)).rejects.toMatchObject({ code: 'last_owner' });
  await expect(remove(sofia, newId('user'))).rejects.toMatchObject({ code: 'not_found' });
  await remove(ade.device, ade.entry.user!.id);
  await expect(remove(ade.device, mayas)).rejects.toMatchObject({ code: 'not_found' });
  await sofia.do('user.update', { user: mayas, role: 'owner' });
  await remove(maya, sofias);
  await expect(sofia.do('workspace.snapshot', { workspace })).rejects.toMatchObject({ code: 'not_found' });
  await house.device().do('login.create', { email: 'sofia@harbor.test', password: PASSWORD });
});
