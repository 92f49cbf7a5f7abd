import { PROTOCOL_VERSION } from '@roost/protocol/version';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHouse, PASSWORD, setupBy, type House } from '../accounts/testHouse.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

async function counts() {
  const [row] = await house.database.sql<{ accounts: number; workspaces: number; logins: number }[]>`
    select (select count(*) from account) as accounts, (select count(*) from workspace) as workspaces,
      (select count(*) from login) as logins`;
  return row;
}

test('[A7] set-up makes the workspace, its owner, an account and a login, and signs in', async () => {
  const sofia = house.device({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0' });
  const entry = await sofia.enter('setup.create', setupBy('Sofia'));
  expect(entry).toMatchObject({
    account: { email: 'sofia@harbor.test', name: 'Sofia' },
    user: { name: 'Sofia', role: 'owner', kind: 'person' },
    workspace: { name: 'Harbor Studio' },
  });
  expect(entry.workspaces).toEqual([{ workspace: entry.workspace, user: entry.user }]);
  expect(entry).not.toHaveProperty('refreshToken');
  expect(sofia.cookie).toMatch(/^L\w{16}\.1\./);
  const { logins } = await sofia.do('login.list', {});
  expect(logins).toMatchObject([{ device: 'Firefox on Linux', current: true }]);
  const snapshot = await sofia.do('workspace.snapshot', { workspace: entry.workspace!.id });
  expect(snapshot.channels.map(({ name }) => String(name)).sort()).toEqual(['general', 'random']);
  const ofAccount = house.heard.filter(({ stream }) => stream === entry.account.id).map(({ type }) => type);
  expect(ofAccount).toEqual(['workspace.joined', 'login.created']);
});

test('[A7] set-up works once', async () => {
  await house.device().do('setup.create', setupBy('Sofia'));
  await expect(house.device().do('setup.create', setupBy('Mallory'))).rejects.toMatchObject({ code: 'setup_done' });
  expect(await counts()).toEqual({ accounts: 1, workspaces: 1, logins: 1 });
});

test('[A7] of many set-ups at the same moment, in one process and in two, one takes effect and leaves nothing of the others', async () => {
  const other = await house.another();
  const people = ['Sofia', 'Maya', 'Ade', 'Lin', 'Noor', 'Ben'];
  const tries = people.map((name, i) => (i % 2 ? house : other).device().do('setup.create', setupBy(name)));
  const results = await Promise.allSettled(tries);
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(refused).toEqual(Array.from({ length: 5 }, () => 'setup_done'));
  expect(await counts()).toEqual({ accounts: 1, workspaces: 1, logins: 1 });
  const [{ streams }] = (await house.database.sql`select count(distinct stream) as streams from event`) as unknown as [
    { streams: number },
  ];
  expect(streams).toBe(2);
});

test('a server that was filled in another way is not empty', async () => {
  await house.database.sql`insert into workspace (id, name, created_at, rev) values ('T0000000000000001', 'Old', 0, 1)`;
  await expect(house.device().do('setup.create', setupBy('Sofia'))).rejects.toMatchObject({ code: 'setup_done' });
});

test('server.info says whether the server has to be set up, and signing in before that points there', async () => {
  const device = house.device();
  expect(await device.do('server.info', {})).toMatchObject({ name: 'roost', protocol: PROTOCOL_VERSION, setUp: false });
  await expect(device.do('login.create', { email: 'a@b.test', password: PASSWORD })).rejects.toMatchObject({
    code: 'setup_required',
  });
  await device.do('setup.create', setupBy('Sofia'));
  expect(await device.do('server.info', {})).toMatchObject({ setUp: true, instance: house.identity.instance });
});

test('native callers get the refresh token in the answer, and no cookie', async () => {
  const program = house.device();
  const { refreshToken } = await program.enter('setup.create', { ...setupBy('Sofia'), client: 'native' });
  expect(refreshToken).toMatch(/^L\w{16}\.1\./);
  expect(program.cookie).toBeNull();
});

test('names and addresses are cleaned, and what is no name or address is refused by field', async () => {
  const device = house.device();
  const refusedFor = async (change: object, field: string) =>
    expect(device.do('setup.create', { ...setupBy('Sofia'), ...change })).rejects.toMatchObject({
      code: 'invalid',
      field,
    });
  await refusedFor({ name: '   ' }, 'args.name');
  await refusedFor({ workspaceName: '\u200b' }, 'args.workspaceName');
  await refusedFor({ email: 'sofia＠@harbor.test' }, 'args.email');
  await refusedFor({ password: 'short' }, 'args.password');
  const entry = await device.do('setup.create', {
    ...setupBy('Sofia'),
    name: ' Sofia  Marín ',
    email: 'SOFIA@Harbor.Test',
  });
  expect(entry.account).toMatchObject({ name: 'Sofia Marín', email: 'sofia@harbor.test' });
});
