import { limits } from '@roost/protocol/limits';
import { channelMention, hereMention, mentionOf } from '@roost/protocol/text';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let maya: TestPerson;
let ade: TestPerson;
let sofia: TestPerson;
let channel: string;
beforeAll(async () => {
  world = await openTestWorld();
  [maya, ade, sofia] = ['Maya', 'Ade', 'Sofia'].map((name) => world.person(name)) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
});
afterAll(() => world.close());

let made = 0;
beforeEach(async () => {
  world.here.clear();
  const args = { workspace: world.workspace, name: `m${made++}`, kind: 'public' as const };
  channel = (await maya.do('channel.create', args)).channel.id;
  for (const who of [ade, sofia]) await who.do('channel.join', { channel });
});

const mentioned = async (who: TestPerson) =>
  (await who.do('read.unread', { channel })).unread.entries.map(({ mention }) => mention);

describe('[M8] @here', () => {
  test('mentions who is there at that moment, and nobody who comes later', async () => {
    world.here.add(ade.user);
    const { reached } = await maya.post(channel, `${hereMention} lunch?`);
    expect(reached).toEqual([{ by: 'here', users: [ade.user] }]);
    world.here.add(sofia.user).delete(ade.user);
    expect(await mentioned(ade)).toEqual([true]);
    expect(await mentioned(sofia)).toEqual([false]);
  });

  test('leaves out oneself, who says to be away, and whoever is not in the channel', async () => {
    for (const who of [maya, ade, sofia]) world.here.add(who.user);
    await sofia.do('user.update', { user: sofia.user, away: true });
    await ade.do('channel.leave', { channel });
    expect((await maya.post(channel, hereMention)).reached).toEqual([{ by: 'here', users: [] }]);
    await sofia.do('user.update', { user: sofia.user, away: false });
    expect((await maya.post(channel, hereMention)).reached).toEqual([{ by: 'here', users: [sofia.user] }]);
  });

  test('keeps its meaning through edits for as long as it stands there', async () => {
    world.here.add(ade.user);
    const { id } = await maya.post(channel, `${hereMention} lunch?`);
    world.here.add(sofia.user).delete(ade.user);
    await maya.do('message.edit', { message: id, text: `${hereMention} dinner?` });
    expect(await mentioned(ade)).toEqual([true]);
    expect(await mentioned(sofia)).toEqual([false]);
    const { message } = await maya.do('message.edit', { message: id, text: 'nobody' });
    expect(message.reached).toBeUndefined();
    expect(await mentioned(ade)).toEqual([false]);
    await maya.do('message.edit', { message: id, text: `again ${hereMention}` });
    expect(await mentioned(ade)).toEqual([false]);
    expect(await mentioned(sofia)).toEqual([true]);
  });

  test('of a deleted message nothing is left, neither there nor in the log', async () => {
    world.here.add(ade.user);
    const { id } = await maya.post(channel, hereMention);
    await ade.post(channel, 'a reply holds its place', id);
    await maya.do('message.delete', { message: id });
    const { messages } = await maya.do('channel.history', { channel });
    expect(messages.find((message) => message.id === id)).not.toHaveProperty('reached');
    const rows = await world.database.sql`select data from event where data->'message'->>'id' = ${id}`;
    for (const { data } of rows) expect(data.message).not.toHaveProperty('reached');
  });

  test('is refused where more people are there than a message can hold', async () => {
    const crowd = await openTestWorld();
    try {
      const [owner, other] = ['Sofia', 'Maya'].map((name) => crowd.person(name)) as [TestPerson, TestPerson];
      for (let i = 0; i < limits.reached + 1; i++) crowd.here.add(`U${i}`);
      const rules = await crowd.world.rules.of(crowd.workspace);
      const members = rules.channels.get(crowd.general.id)!.members as Map<string, unknown>;
      const users = rules.users as Map<string, unknown>;
      for (const user of crowd.here) {
        members.set(user, { joinedSeq: 0, joinedAt: 0 });
        users.set(user, { ...rules.users.get(other.user), id: user });
      }
      await expect(owner.post(crowd.general.id, hereMention)).rejects.toMatchObject({
        code: 'invalid',
        field: 'args.text',
      });
    } finally {
      await crowd.close();
    }
  });
});

describe('[M8] an edit', () => {
  test('that brings a mention counts for whom it is new and who has not read the message, once', async () => {
    const { id } = await maya.post(channel, `look, ${mentionOf(ade.user)}`);
    await maya.do('message.edit', { message: id, text: `look, ${mentionOf(ade.user)} and ${mentionOf(sofia.user)}` });
    await maya.do('message.edit', { message: id, text: `look, ${mentionOf(sofia.user)} and ${mentionOf(ade.user)}!` });
    expect(await mentioned(ade)).toEqual([true]);
    expect(await mentioned(sofia)).toEqual([true]);
    await sofia.do('read.mark', { channel, message: id });
    await maya.do('message.edit', { message: id, text: `look, ${channelMention}` });
    expect(await mentioned(sofia)).toEqual([]);
  });

  test('that takes a mention back takes its number away', async () => {
    const { id } = await maya.post(channel, `look, ${mentionOf(ade.user)}`);
    await maya.do('message.edit', { message: id, text: 'look' });
    expect(await mentioned(ade)).toEqual([false]);
  });
});

describe('[M15] before one sends', () => {
  const reach = (text: string) => maya.do('channel.reach', { channel, text });

  test('it can be asked how many others a text would mention', async () => {
    world.here.add(ade.user).add(maya.user);
    expect((await reach(`hi ${mentionOf(ade.user)} ${mentionOf(maya.user)}`)).people).toBe(1);
    expect((await reach(`hi ${hereMention}`)).people).toBe(1);
    expect((await reach(`hi ${channelMention} ${mentionOf(ade.user)}`)).people).toBe(2);
    expect((await reach('hi')).people).toBe(0);
  });

  test('and who of those whom it names would not read it', async () => {
    await ade.do('channel.leave', { channel });
    const named = `${mentionOf(ade.user)} ${mentionOf(sofia.user)} ${mentionOf('U0000000000000000')}`;
    expect(await reach(named)).toEqual({ people: 1, outside: [ade.user] });
    const { channel: direct } = await maya.do('direct.open', { workspace: world.workspace, users: [sofia.user] });
    expect(await maya.do('channel.reach', { channel: direct.id, text: named })).toEqual({ people: 1, outside: [] });
  });

  test('by those who may write there', async () => {
    await maya.do('channel.leave', { channel });
    await expect(reach('hi')).rejects.toMatchObject({ code: 'forbidden' });
  });
});
