import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
let ade: TestPerson;
let gil: TestPerson;
beforeAll(async () => {
  world = await openTestWorld();
  [sofia, maya, ade] = ['Sofia', 'Maya', 'Ade'].map((name) => world.person(name)) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
  gil = await world.join('Gil', 'guest');
});
afterAll(() => world.close());

const room = async (who: TestPerson, name: string, kind: 'public' | 'private' = 'public') =>
  (await who.do('channel.create', { workspace: world.workspace, name, kind })).channel.id;
const access = (who: TestPerson, channel: string, user?: TestPerson) =>
  who.do('channel.access', { channel, ...(user && { user: user.user }) });

describe('[X1] who sees a channel, and why', () => {
  test('everybody but guests sees a public one', async () => {
    const channel = await room(maya, 'open');
    await maya.do('channel.invite', { channel, users: [sofia.user] });
    await sofia.do('channel.invite', { channel, users: [gil.user] });
    expect(await access(ade, channel)).toEqual({
      sees: { who: 'public', people: 4 },
      members: 3,
      guests: 1,
      archived: false,
      writes: { who: 'everybody', people: 3 },
      replies: 3,
      runs: [maya.user],
      deserted: false,
    });
    expect((await access(ade, channel, ade)).person).toEqual({
      user: ade.user,
      sees: 'public',
      came: null,
      writes: { may: false, why: 'outside' },
      replies: { may: false, why: 'outside' },
    });
  });

  test('its members alone see a private one; others are not told that it is there', async () => {
    const channel = await room(maya, 'closed', 'private');
    await maya.do('channel.invite', { channel, users: [ade.user] });
    expect(await access(ade, channel, sofia)).toMatchObject({
      sees: { who: 'member', people: 2 },
      person: { sees: null, came: null, writes: { may: false, why: 'outside' } },
    });
    await expect(access(sofia, channel)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('how somebody came in is told, and who brought them', async () => {
    const channel = await room(maya, 'comers');
    await maya.do('channel.invite', { channel, users: [ade.user] });
    await sofia.do('channel.join', { channel });
    const cameOf = async (who: TestPerson) => (await access(maya, channel, who)).person!.came;
    expect(await cameOf(maya)).toMatchObject({ how: 'made', by: null });
    expect(await cameOf(ade)).toMatchObject({ how: 'added', by: maya.user });
    expect(await cameOf(sofia)).toMatchObject({ how: 'joined', by: null });
    const [joined] = world.heard.filter(
      ({ type, data }) => type === 'member.joined' && (data as { channel: string }).channel === channel,
    );
    expect((await cameOf(maya))!.at).toBe(
      new Date(joined!.at / 1000).toISOString().replace('Z', `${String(joined!.at % 1000).padStart(3, '0')}Z`),
    );
  });

  test('why somebody may write is what lets them', async () => {
    const channel = await room(maya, 'announced');
    for (const who of [ade, sofia]) await who.do('channel.join', { channel });
    await sofia.do('channel.invite', { channel, users: [gil.user] });
    await maya.do('channel.update', { channel, posting: { who: 'chosen', users: [ade.user], replies: true } });
    const reasons = async (who: TestPerson) => {
      const { writes, replies } = (await access(maya, channel, who)).person!;
      const tries = [
        await who.post(channel, 'hello').then(
          () => true,
          () => false,
        ),
      ];
      expect([writes.may]).toEqual(tries);
      return [writes.why, replies.why];
    };
    expect(await reasons(maya)).toEqual(['runs', 'runs']);
    expect(await reasons(sofia)).toEqual(['admin', 'admin']);
    expect(await reasons(ade)).toEqual(['chosen', 'chosen']);
    expect(await reasons(gil)).toEqual(['others', 'replies']);
    expect(await access(maya, channel)).toMatchObject({ writes: { who: 'chosen', people: 3 }, replies: 4 });
    await maya.do('channel.archive', { channel });
    expect(await reasons(maya)).toEqual(['archived', 'archived']);
    expect(await access(maya, channel)).toMatchObject({ archived: true, writes: { people: 0 }, replies: 0 });
  });

  test('those who run it are named, or that all do where they are gone', async () => {
    const channel = await room(maya, 'deserted');
    await ade.do('channel.join', { channel });
    await maya.do('channel.leave', { channel });
    expect(await access(ade, channel)).toMatchObject({ runs: [], deserted: true });
  });

  test('[W9] a guest is told of nobody but the people of their channels, nor how many others there are', async () => {
    const channel = await room(sofia, 'for-guests');
    await sofia.do('channel.invite', { channel, users: [gil.user] });
    expect(await access(gil, channel)).toMatchObject({ sees: { who: 'public', people: null }, members: 2 });
    expect((await access(gil, channel, gil)).person).toMatchObject({ came: { how: 'added', by: sofia.user } });
    const stranger = await world.join('Never met');
    await expect(access(gil, channel, stranger)).rejects.toMatchObject({ code: 'not_found', field: 'args.user' });
  });
});
