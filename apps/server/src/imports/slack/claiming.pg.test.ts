import path from 'node:path';
import { newId } from '@roost/protocol/ids';
import type { Args } from '@roost/protocol/registry';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inviteIn, openSettledHouse, PASSWORD, type Device, type House } from '../../domain/accounts/testHouse.ts';
import { importSlack } from './importSlack.ts';
import { scratch, smallExport, writeFolder } from './testExport.ts';

// People of an export come with what they wrote and without an account. An owner's invite for one of them hands that over.

let house: House;
let sofia: Device;
let workspace: string;
let dir: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  ({ house, sofia, workspace } = await openSettledHouse());
  dir = await scratch();
  const options = { workspace, dryRun: false, placeholders: false, onProgress() {} };
  await importSlack(house.world, await writeFolder(path.join(dir.folder, 'export'), smallExport()), options);
});
afterEach(async () => {
  await house.close();
  await dir.remove();
});

const people = async () => (await sofia.do('user.list', { workspace })).users;
const named = async (name: string) => (await people()).find((user) => user.name === name)!;
const invited = async (name: string) =>
  (await sofia.do('invite.create', { workspace, user: (await named(name)).id })).code;
const newcomer = (name: string, code: string) => ({
  code,
  name,
  email: `${name.toLowerCase()}@harbor.test`,
  password: PASSWORD,
});

describe('an invite for an imported person', () => {
  test('says whom one becomes, and makes whoever accepts it that person: handle, messages, channels', async () => {
    const ana = await named('Ana');
    const code = await invited('Ana');
    expect((await sofia.do('invite.list', { workspace })).invites).toMatchObject([{ user: ana.id, maxUses: 1 }]);
    expect(await house.device().do('invite.preview', { code })).toMatchObject({ becomes: 'Ana', role: 'member' });
    const before = (await people()).length;

    const device = house.device();
    const entry = await device.enter('invite.accept', newcomer('Anna', code));
    expect(entry.user).toMatchObject({ id: ana.id, handle: ana.handle, name: 'Anna', role: 'member' });
    expect(entry.user!.imported).toBeUndefined();
    expect(await people()).toHaveLength(before);
    expect(await named('Anna')).toEqual(entry.user);

    const snapshot = await device.do('workspace.snapshot', { workspace });
    expect(snapshot.self).toEqual(entry.user);
    expect(snapshot.channels.map(({ name }) => name)).toEqual(expect.arrayContaining(['general', 'secret']));
    const general = snapshot.channels.find((channel) => channel.general)!;
    const { messages } = await device.do('channel.history', { channel: general.id });
    const own = messages.find(({ author, system }) => author === ana.id && !system)!;
    expect((await device.do('message.edit', { message: own.id, text: 'mine again' })).message.text).toBe('mine again');
    expect(house.heard.at(-1)).toMatchObject({ type: 'message.edited', actor: ana.id });
  });

  test('brings somebody who has an account elsewhere, and into #general whoever was not in it', async () => {
    const cleo = await named('Cleo');
    const second = (await sofia.do('workspace.create', { name: 'Second' })).workspace.id;
    const { device } = await inviteIn(house, sofia, second, 'Cleopatra');
    const general = (await sofia.do('workspace.snapshot', { workspace })).channels.find((each) => each.general)!.id;
    await house.database.sql`delete from membership where user_id = ${cleo.id} and channel_id = ${general}`;
    house.world.rules.forget(workspace);

    const entry = await device.do('invite.accept', { code: await invited('Cleo') });
    expect(entry.user).toMatchObject({ id: cleo.id, name: 'Cleopatra' });
    const { channels } = await device.do('workspace.snapshot', { workspace });
    expect(channels.map(({ id }) => id)).toContain(general);
  });

  test('[A8] is used once by many who accept it at the same moment', async () => {
    const other = await house.another();
    const code = await invited('Ben');
    const accepts = ['A', 'B', 'C', 'D'].map((name, i) =>
      (i % 2 ? house : other).device().do('invite.accept', newcomer(`Guest${name}`, code)),
    );
    const results = await Promise.allSettled(accepts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'gone' });
    expect(await house.database.sql`select 1 from account`).toHaveLength(2);
  });

  test('[A8] does not work any more when another one for the same person was faster, be it by a moment', async () => {
    const other = await house.another();
    const [slow, fast] = [await invited('Ben'), await invited('Ben')];
    const { log } = house.world;
    const { append } = log;
    log.append = async (item) => {
      log.append = append;
      await other.device().do('invite.accept', newcomer('Fast', fast));
      return append(item);
    };
    await expect(house.device().do('invite.accept', newcomer('Slow', slow))).rejects.toMatchObject({ code: 'gone' });
    expect(await house.database.sql`select 1 from account`).toHaveLength(2);
    expect(await named('Fast')).toMatchObject({ handle: 'ben' });
  });

  test('[M5] is how they come to own anything: until then nobody makes them an owner', async () => {
    const { id } = await named('Ana');
    const promoted = () => sofia.do('user.update', { user: id, role: 'owner' });
    await expect(promoted()).rejects.toMatchObject({ code: 'forbidden' });
    await house.device().do('invite.accept', newcomer('Anna', await invited('Ana')));
    expect((await promoted()).user.role).toBe('owner');
  });

  test('is not for somebody who is in the workspace already: two people do not become one', async () => {
    const code = await invited('Ana');
    const { device } = await inviteIn(house, sofia, workspace, 'Maya');
    await expect(device.do('invite.accept', { code })).rejects.toMatchObject({ code: 'conflict' });
    await house.device().do('invite.accept', newcomer('Anna', code));
  });

  test('[M5] is made by owners alone, and only for people who were imported and have not come yet', async () => {
    const admin = (await inviteIn(house, sofia, workspace, 'Maya', { role: 'admin' })).device;
    const ana = (await named('Ana')).id;
    await expect(admin.do('invite.create', { workspace, user: ana })).rejects.toMatchObject({ code: 'forbidden' });
    const tries: [string, string][] = [
      [(await named('Maya')).id, 'conflict'],
      [(await named('Deploy')).id, 'conflict'],
      [newId('user'), 'not_found'],
    ];
    for (const [user, code] of tries)
      await expect(sofia.do('invite.create', { workspace, user })).rejects.toMatchObject({ code, field: 'args.user' });
    const others: Partial<Args<'invite.create'>>[] = [{ role: 'admin' }, { channels: [] }, { maxUses: 2 }];
    for (const more of others) {
      const [field] = Object.keys(more);
      const tried = sofia.do('invite.create', { workspace, user: ana, ...more });
      await expect(tried).rejects.toMatchObject({ code: 'invalid', field: `args.${field}` });
    }
    await house.device().do('invite.accept', newcomer('Anna', await invited('Ana')));
    await expect(sofia.do('invite.create', { workspace, user: ana })).rejects.toMatchObject({ code: 'conflict' });
  });
});

test('a later import leaves somebody who has come as they are', async () => {
  const device = house.device();
  const entry = await device.enter('invite.accept', newcomer('Anna', await invited('Ana')));
  const before = await people();
  const options = { workspace, dryRun: false, placeholders: false, onProgress() {} };
  const again = await writeFolder(path.join(dir.folder, 'again'), smallExport());
  expect((await importSlack(house.world, again, options)).stored).toMatchObject({ users: 0, messages: 0 });
  expect(await people()).toEqual(before);
  expect((await device.do('workspace.snapshot', { workspace })).self).toEqual(entry.user);
});
