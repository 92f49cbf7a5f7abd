import { limits } from '@roost/protocol/limits';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
let ade: TestPerson;
let jun: TestPerson;
let gil: TestPerson;
let gone: TestPerson;
beforeAll(async () => {
  world = await openTestWorld();
  [sofia, maya, ade] = ['Sofia', 'Maya', 'Ade'].map((name) => world.person(name)) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
  jun = await world.join('Jun Park');
  await world.join('Jun Park');
  gil = await world.join('Gil', 'guest');
  gone = await world.join('Gone');
  await sofia.do('user.remove', { user: gone.user });
});
afterAll(() => world.close());

const room = async (who: TestPerson, name: string, kind: 'public' | 'private' = 'public') =>
  (await who.do('channel.create', { workspace: world.workspace, name, kind })).channel.id;
const membersOf = async (channel: string) =>
  (await sofia.do('channel.members', { channel })).users.map(({ id }) => id).toSorted();
const idsOf = (...people: TestPerson[]) => people.map(({ user }) => user).toSorted();
const emailOf = async ({ account }: TestPerson) =>
  (await world.database.sql<{ email: string }[]>`select email from account where id = ${account}`)[0]!.email;

describe('[J1] many people at once', () => {
  test('are found by handle and by name, and who is not is told with the reason', async () => {
    const channel = await room(maya, 'lists');
    const people = '@ADE\nSofia; @jun.park , Jun Park\tnobody at all\n\nGone, Gil, maya, Ade';
    const leftOut = [
      { what: 'Jun Park', why: 'several' },
      { what: 'nobody at all', why: 'unknown' },
      { what: 'Gone', user: gone.user, why: 'gone' },
      { what: 'Gil', user: gil.user, why: 'guest' },
    ];
    const asked = await maya.do('channel.whoToAdd', { channel, people });
    expect(asked).toMatchObject({ adds: 3, already: 1, leftOut, moreLeftOut: 0 });
    expect(asked.users.map(({ id }) => id).toSorted()).toEqual(idsOf(ade, sofia, jun));
    expect(await maya.do('channel.addMany', { channel, people })).toMatchObject({ added: 3, already: 1, leftOut });
    expect(await membersOf(channel)).toEqual(idsOf(maya, ade, sofia, jun));
    const heard = world.heard.length;
    expect(await maya.do('channel.addMany', { channel, people })).toMatchObject({ added: 0, already: 4 });
    expect(world.heard.length).toBe(heard);
  });

  test('come out of a group, by its handle, too, and out of another channel', async () => {
    const { workspace } = world;
    const { group } = await sofia.do('group.create', {
      workspace,
      name: 'Ops',
      handle: 'ops',
      users: [ade.user, jun.user],
    });
    const other = await room(maya, 'others');
    await maya.do('channel.invite', { channel: other, users: [sofia.user] });
    const [one, two] = [await room(maya, 'from-group'), await room(maya, 'from-handle')];
    await room(sofia, 'secret-crew', 'private');
    await maya.do('channel.addMany', { channel: one, groups: [group.id], channels: [other] });
    expect(await membersOf(one)).toEqual(idsOf(maya, ade, jun, sofia));
    await maya.do('channel.addMany', { channel: two, people: '@ops, #Others #secret-crew\n#secret-crew' });
    expect(await membersOf(two)).toEqual(idsOf(maya, ade, jun));
    expect(await maya.do('channel.addMany', { channel: two, people: '@ops, #Others\n#secret-crew' })).toMatchObject({
      added: 1,
      leftOut: [{ what: '#secret-crew', why: 'unknown' }],
    });
  });

  test('are found by their address by those alone who see addresses anyway', async () => {
    const channel = await room(maya, 'addresses');
    await maya.do('channel.addMany', { channel, people: 'Sofia' });
    const people = `Ade <${(await emailOf(ade)).toUpperCase()}>, who@nowhere.example`;
    expect((await maya.do('channel.whoToAdd', { channel, people })).leftOut.map(({ why }) => why)).toEqual([
      'address',
      'address',
    ]);
    expect(await sofia.do('channel.addMany', { channel, people })).toMatchObject({
      added: 1,
      leftOut: [{ what: 'who@nowhere.example', why: 'unknown' }],
    });
  });

  test('[W9] with guests among them only where an admin says so', async () => {
    const channel = await room(sofia, 'with-guests');
    expect(await sofia.do('channel.addMany', { channel, people: 'Gil' })).toMatchObject({ added: 1, leftOut: [] });
  });

  test('[O7] of a channel or group that one does not see are not to be had, nor are any for one who may not add', async () => {
    const hidden = await room(sofia, 'hidden', 'private');
    const channel = await room(maya, 'seen');
    const ask = (args: object) => maya.do('channel.addMany', { channel, ...args });
    await expect(ask({ channels: [hidden] })).rejects.toMatchObject({ code: 'not_found', field: 'args.channels.0' });
    await expect(ask({ groups: ['H01JD3ZK5Q8XG7TRM'] })).rejects.toMatchObject({ field: 'args.groups.0' });
    await expect(ade.do('channel.whoToAdd', { channel, people: 'Sofia' })).rejects.toMatchObject({ code: 'forbidden' });
    await maya.do('channel.archive', { channel });
    await expect(ask({ people: 'Sofia' })).rejects.toMatchObject({ code: 'archived' });
  });

  test('[J2] are told of by one note, which names the first of them', async () => {
    const channel = await room(maya, 'crowd');
    const crowd = await Promise.all(Array.from({ length: 23 }, (_, n) => world.join(`Crowd ${n}`)));
    const from = await room(maya, 'crowd-from');
    await maya.do('channel.invite', { channel: from, users: crowd.map(({ user }) => user) });
    expect(await maya.do('channel.addMany', { channel, channels: [from] })).toMatchObject({ added: 23, already: 1 });
    const { messages } = await maya.do('channel.history', { channel });
    expect(messages.filter(({ system }) => system)).toHaveLength(1);
    expect(messages[0]).toMatchObject({ system: { type: 'invited', more: 3 } });
    expect(messages[0]!.text).toMatch(/ and 3 more$/);
    const { users } = messages[0]!.system as { users: string[] };
    expect(users).toHaveLength(limits.membersNamed);

    // And out again, in one step.
    await maya.do('channel.remove', { channel, users: crowd.map(({ user }) => user) });
    expect(await membersOf(channel)).toEqual([maya.user]);
    expect((await maya.do('channel.history', { channel })).messages.at(-1)).toMatchObject({
      system: { type: 'removed', more: 3 },
    });
  });

  test('are a thousand at most, and the report is not without end', async () => {
    const channel = await room(maya, 'bounds');
    const people = Array.from({ length: 150 }, (_, n) => `unknown ${n}`).join('\n');
    const report = await maya.do('channel.whoToAdd', { channel, people });
    expect([report.leftOut.length, report.moreLeftOut]).toEqual([100, 50]);
    const rules = await world.world.rules.of(world.workspace);
    const from = rules.channels.get(world.general.id)! as unknown as { members: Map<string, object> };
    const present = from.members;
    const many = Array.from({ length: limits.membersAtOnce + 1 }, (_, n) => [`U${n}`, {}] as const);
    for (const [id] of many)
      (rules.users as Map<string, object>).set(id, { id, kind: 'person', role: 'member', name: id, handle: id });
    from.members = new Map(many);
    const asked = maya.do('channel.addMany', { channel, channels: [world.general.id] });
    await expect(asked).rejects.toMatchObject({ code: 'too_large' });
    from.members = present;
    for (const [id] of many) (rules.users as Map<string, object>).delete(id);
  });
});
