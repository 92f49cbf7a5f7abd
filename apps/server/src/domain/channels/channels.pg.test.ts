import { limits } from '@roost/protocol/limits';
import { newId } from '@roost/protocol/ids';
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

const create = async (who: TestPerson, name: string, kind: 'public' | 'private' = 'public') =>
  (await who.do('channel.create', { workspace: world.workspace, name, kind })).channel;
const notes = async (who: TestPerson, channel: string) =>
  (await who.do('channel.history', { channel })).messages.map(({ system, text }) => [system?.type, text]);
const membersOf = async (who: TestPerson, channel: string) =>
  (await who.do('channel.members', { channel })).users.map(({ name }) => name);

describe('a channel', () => {
  test('is made with its creator as the first member, and without a word', async () => {
    const { channel } = await maya.do('channel.create', {
      workspace: world.workspace,
      name: 'Design Crit',
      kind: 'public',
      topic: ' Thursdays ',
    });
    expect(channel).toMatchObject({ name: 'design-crit', topic: 'Thursdays', kind: 'public', createdBy: maya.user });
    expect(await membersOf(ade, channel.id)).toEqual(['Maya']);
    expect(await notes(maya, channel.id)).toEqual([]);
    const { membership } = await maya.do('channel.get', { channel: channel.id });
    expect(membership).toMatchObject({ memberCount: 1, lastMessageAt: null, unread: { created: [] } });
    expect(membership!.readAt >= channel.createdAt).toBe(true);
    expect((await ade.do('channel.get', { channel: channel.id })).membership).toBeNull();
  });

  test('[M6] has a name of its own, whatever the case and form', async () => {
    await create(maya, 'straße');
    for (const name of ['STRASSE', 'Straße', '#straße', 'straße\u200b']) {
      await expect(create(ade, name)).rejects.toMatchObject({ code: 'conflict', field: 'args.name' });
    }
    const made = await Promise.allSettled([maya, ade, sofia].map((who) => create(who, 'rush')));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('is joined, and the joining is told', async () => {
    const channel = await create(maya, 'joinable');
    await ade.do('channel.join', { channel: channel.id });
    expect(await notes(ade, channel.id)).toEqual([['joined', 'joined the channel']]);
    const hidden = await create(maya, 'hidden-1', 'private');
    await expect(ade.do('channel.join', { channel: hidden.id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('people are added by members', async () => {
    const channel = await create(maya, 'private-1', 'private');
    await maya.do('channel.invite', { channel: channel.id, users: [ade.user, maya.user, ade.user, sofia.user] });
    expect(await membersOf(ade, channel.id)).toEqual(['Ade', 'Maya', 'Sofia']);
    expect(await notes(ade, channel.id)).toEqual([['invited', 'added Ade, Sofia']]);
    await expect(
      maya.do('channel.invite', { channel: channel.id, users: [ade.user, newId('user')] }),
    ).rejects.toMatchObject({ code: 'not_found', field: 'args.users.1' });
  });

  test('[W3] who leaves hears of that last', async () => {
    const channel = await create(maya, 'leaving');
    await ade.do('channel.join', { channel: channel.id });
    const before = world.heard.length;
    await ade.do('channel.leave', { channel: channel.id });
    expect(world.heard.slice(before).map(({ type }) => type)).toEqual(['member.left', 'message.posted']);
    await ade.do('channel.leave', { channel: channel.id });
    expect(await notes(maya, channel.id)).toEqual([
      ['joined', 'joined the channel'],
      ['left', 'left the channel'],
    ]);
    await expect(ade.do('channel.leave', { channel: world.general.id })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('people are removed by its creator and by admins', async () => {
    const channel = await create(maya, 'removing');
    for (const who of [ade, sofia]) await who.do('channel.join', { channel: channel.id });
    const removal = (by: TestPerson, user: string) => by.do('channel.remove', { channel: channel.id, users: [user] });
    await expect(removal(ade, sofia.user)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removal(maya, maya.user)).rejects.toMatchObject({ code: 'invalid' });
    await removal(maya, ade.user);
    await removal(sofia, maya.user);
    expect(await membersOf(sofia, channel.id)).toEqual(['Sofia']);
    expect((await notes(sofia, channel.id)).slice(-2)).toEqual([
      ['removed', 'removed Ade'],
      ['removed', 'removed Maya'],
    ]);
  });

  test('is renamed by its creator or an admin, and gets its topic from any member', async () => {
    const channel = await create(maya, 'before');
    await ade.do('channel.join', { channel: channel.id });
    await expect(ade.do('channel.update', { channel: channel.id, name: 'mine' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await ade.do('channel.update', { channel: channel.id, topic: 'What\nnow' });
    const { channel: renamed } = await sofia.do('channel.update', { channel: channel.id, name: 'After' });
    expect(renamed).toMatchObject({ name: 'after', topic: 'What now' });
    expect((await notes(ade, channel.id)).slice(1)).toEqual([
      ['topic', 'set the topic: What now'],
      ['renamed', 'renamed the channel from before to after'],
    ]);
    await expect(maya.do('channel.update', { channel: channel.id, name: 'general' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await create(ade, 'before');
  });

  test('that is archived is read-only and comes back as it was', async () => {
    const channel = await create(maya, 'sleepy');
    await ade.do('channel.join', { channel: channel.id });
    await expect(ade.do('channel.archive', { channel: channel.id })).rejects.toMatchObject({ code: 'forbidden' });
    const { channel: archived } = await maya.do('channel.archive', { channel: channel.id });
    expect(archived.archivedAt).toBeTruthy();
    const attempts = [
      ade.post(channel.id, 'anyone?'),
      sofia.do('channel.join', { channel: channel.id }),
      maya.do('channel.update', { channel: channel.id, topic: 'x' }),
      maya.do('channel.invite', { channel: channel.id, users: [sofia.user] }),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'archived'));
    const { channel: open } = await maya.do('channel.unarchive', { channel: channel.id });
    expect(open).toEqual({ ...channel, rev: open.rev });
    await ade.post(channel.id, 'back');
  });

  test('#general has everybody in it, for good', async () => {
    const jun = await world.join('Jun');
    expect(await membersOf(jun, world.general.id)).toEqual(['Ade', 'Jun', 'Maya', 'Sofia']);
    const attempts = [
      sofia.do('channel.archive', { channel: world.general.id }),
      sofia.do('channel.remove', { channel: world.general.id, users: [jun.user] }),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'forbidden'));
  });
});

describe('the list of channels', () => {
  test('has the public ones and one’s own private ones, by name, a page at a time', async () => {
    const fresh = await openTestWorld({ people: ['Sofia', 'Maya'] });
    try {
      const [owner, other] = [fresh.person('Sofia'), fresh.person('Maya')];
      const of = { workspace: fresh.workspace };
      for (const name of ['zebra', 'apple', 'mango']) await owner.do('channel.create', { ...of, name, kind: 'public' });
      await owner.do('channel.create', { ...of, name: 'leads', kind: 'private' });
      await other.do('direct.open', { ...of, users: [owner.user] });
      const names = async (who: TestPerson, more = {}) => {
        const { channels, next } = await who.do('channel.list', { ...of, ...more });
        return [channels.map(({ channel }) => channel.name), next] as const;
      };
      expect(await names(other)).toEqual([['apple', 'general', 'mango', 'random', 'zebra'], null]);
      expect((await names(owner))[0]).toContain('leads');
      const [first, next] = await names(other, { limit: 2 });
      expect(first).toEqual(['apple', 'general']);
      expect(await names(other, { limit: 3, after: next! })).toEqual([['mango', 'random', 'zebra'], 'zebra']);
      await expect(names(other, { after: '\u0000' })).rejects.toMatchObject({ code: 'invalid', field: 'args.after' });
      expect((await names(other, { search: 'AN' }))[0]).toEqual(['mango', 'random']);
      expect((await names(other, { search: '%' }))[0]).toEqual([]);
      const apple = (await owner.do('channel.list', { ...of, search: 'apple' })).channels[0]!;
      expect(apple).toMatchObject({ joined: true, memberCount: 1 });
      await owner.do('channel.archive', { channel: apple.channel.id });
      expect((await names(other))[0]).not.toContain('apple');
      expect((await names(other, { archived: true }))[0]).toEqual(['apple']);
    } finally {
      await fresh.close();
    }
  });
});

test('the list of channels comes in other orders and in parts, with pages that leave nothing out', async () => {
  const fresh = await openTestWorld({ people: ['Sofia', 'Maya'] });
  try {
    const [owner, other] = [fresh.person('Sofia'), fresh.person('Maya')];
    const of = { workspace: fresh.workspace };
    const made = new Map<string, string>();
    for (const name of ['zebra', 'apple', 'mango'])
      made.set(name, (await owner.do('channel.create', { ...of, name, kind: 'public' })).channel.id);
    const { channel } = await owner.do('channel.create', { ...of, name: 'leads', kind: 'private' });
    await other.do('channel.join', { channel: made.get('mango')! });
    await owner.post(made.get('apple')!, 'the newest of all');
    const names = async (who: TestPerson, more = {}) => {
      const { channels, next } = await who.do('channel.list', { ...of, ...more });
      return [channels.map((one) => one.channel.name), next] as const;
    };
    expect((await names(other, { sort: 'members' }))[0].slice(0, 2)).toEqual(['general', 'mango']);
    expect((await names(other, { sort: 'activity' }))[0][0]).toBe('apple');
    expect((await names(other, { sort: 'newest' }))[0].slice(0, 3)).toEqual(['mango', 'apple', 'zebra']);
    for (const sort of ['members', 'newest', 'activity']) {
      const seen: (string | null)[] = [];
      for (let after: string | null = ''; after !== null;) {
        const page: Awaited<ReturnType<typeof names>> = await names(other, { sort, limit: 2, ...(after && { after }) });
        seen.push(...page[0]);
        after = page[1];
      }
      expect(seen).toEqual((await names(other, { sort }))[0]);
      expect(seen).toHaveLength(5);
    }
    expect((await names(other, { only: 'joined', sort: 'name' }))[0]).toEqual(['general', 'mango']);
    expect((await names(other, { only: 'notJoined', sort: 'members' }))[0]).not.toContain('leads');
    expect((await names(owner, { only: 'private' }))[0]).toEqual([channel.name]);
    expect((await names(other, { only: 'private' }))[0]).toEqual([]);
    await expect(names(other, { sort: 'newest', after: 'x' })).rejects.toMatchObject({ field: 'args.after' });
  } finally {
    await fresh.close();
  }
});

describe('direct channels', () => {
  const open = async (who: TestPerson, users: TestPerson[]) =>
    (await who.do('direct.open', { workspace: world.workspace, users: users.map(({ user }) => user) })).channel;

  test('[M7] there is one per set of people, whoever opens it', async () => {
    const one = await open(maya, [ade]);
    expect(await open(ade, [maya])).toEqual(one);
    expect(await open(ade, [maya, ade])).toEqual(one);
    expect(one).toMatchObject({ kind: 'direct', name: null, users: [maya.user, ade.user].sort() });
    const group = await open(maya, [ade, sofia]);
    expect(group.id).not.toBe(one.id);
    expect((await open(maya, [])).users).toEqual([maya.user]);
  });

  test('[M7] people who open it at the same moment get the same one', async () => {
    const jun = await world.join('Jun Two');
    const opened = await Promise.all([
      ...Array.from({ length: 5 }, () => open(jun, [sofia, maya])),
      ...Array.from({ length: 5 }, () => open(sofia, [maya, jun])),
    ]);
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  });

  test('[O7] nobody else sees it, not even the owner', async () => {
    const { id } = await open(maya, [ade]);
    await maya.post(id, 'between us');
    const attempts = [
      sofia.do('channel.get', { channel: id }),
      sofia.do('channel.history', { channel: id }),
      sofia.post(id, 'and me'),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'not_found'));
  });

  test('are only for people of the workspace, and not for crowds', async () => {
    const { workspace } = world;
    const stranger = await world.stranger('Elsewhere');
    await expect(stranger.do('direct.open', { workspace, users: [maya.user] })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(maya.do('direct.open', { workspace, users: [newId('user')] })).rejects.toMatchObject({
      code: 'not_found',
      field: 'args.users.0',
    });
    const crowd = Array.from({ length: limits.directUsers + 1 }, () => newId('user'));
    await expect(maya.do('direct.open', { workspace, users: crowd })).rejects.toMatchObject({ code: 'invalid' });
  });
});
