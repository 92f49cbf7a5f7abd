import { limits } from '@roost/protocol/limits';
import { channelMention, hereMention, mentionOf } from '@roost/protocol/text';
import { toIso } from '@roost/protocol/time';
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
  test('remembers nobody who is not in the channel', async () => {
    const { id } = await maya.post(world.general.id, `look, ${mentionOf('U0000000000000001')}`);
    const text = `look, ${mentionOf('U0000000000000002')} ${mentionOf(sofia.user)}`;
    const { message } = await maya.do('message.edit', { message: id, text });
    expect(message.mentioned?.flatMap(({ users }) => users)).toEqual([sofia.user]);
  });

  test('that brings a mention calls whoever has read the message, once, whatever it says later', async () => {
    const { id } = await maya.post(channel, `look, ${mentionOf(ade.user)}`);
    for (const who of [ade, sofia]) await who.do('read.mark', { channel, message: id });
    const both = `look, ${mentionOf(ade.user)} and ${mentionOf(sofia.user)}`;
    const { message } = await maya.do('message.edit', { message: id, text: both });
    const at = message.editedAt!;
    const { entries } = (await sofia.do('read.unread', { channel })).unread;
    expect(entries).toEqual([{ message: id, createdAt: message.createdAt, mention: true, at }]);
    expect(await mentioned(ade)).toEqual([]);
    expect(await mentioned(maya)).toEqual([]);
    await sofia.do('read.mark', { channel, at });
    for (const text of ['nobody', both, `${both} ${channelMention}`, 'nobody', both])
      await maya.do('message.edit', { message: id, text });
    expect(await mentioned(sofia)).toEqual([]);
    expect(await mentioned(ade)).toEqual([]);
  });

  test('is found among very many that called somebody else, also by who has not read for long', async () => {
    const called = await maya.post(channel, 'look');
    const others = await Promise.all(
      Array.from({ length: limits.unreadEntries + 2 }, (_, i) => maya.post(channel, `n${i}`)),
    );
    const edit = (id: string, who: TestPerson) => maya.do('message.edit', { message: id, text: mentionOf(who.user) });
    await Promise.all(others.map(({ id }) => edit(id, ade)));
    const { message } = await edit(called.id, sofia);
    await maya.post(channel, 'after');
    const { entries, more } = (await sofia.do('read.unread', { channel })).unread;
    expect(more).toBe(true);
    expect(entries).toHaveLength(limits.unreadEntries);
    expect(entries.at(-2)).toEqual({
      message: called.id,
      createdAt: called.createdAt,
      mention: true,
      at: message.editedAt!,
    });
    expect((await mentioned(ade)).filter(Boolean)).toHaveLength(limits.unreadEntries - 1);
  });

  test('that brings everybody calls those who had not been named', async () => {
    const { id } = await maya.post(channel, `look, ${mentionOf(ade.user)}`);
    for (const who of [ade, sofia]) await who.do('read.mark', { channel, message: id });
    await maya.do('message.edit', { message: id, text: `look, ${channelMention}` });
    expect([await mentioned(ade), await mentioned(sofia)]).toEqual([[], [true]]);
  });

  test('counts for whoever has not read the message as one mention', async () => {
    const { id } = await maya.post(channel, 'look');
    await maya.do('message.edit', { message: id, text: `look, ${mentionOf(sofia.user)}` });
    expect(await mentioned(sofia)).toEqual([true]);
    await sofia.do('read.mark', { channel, message: id });
    expect(await mentioned(sofia)).toEqual([true]);
    await maya.do('message.edit', { message: id, text: 'look' });
    expect(await mentioned(sofia)).toEqual([]);
  });

  test('of many at the same moment is the first that brought it', async () => {
    const { id } = await maya.post(channel, 'look');
    await sofia.do('read.mark', { channel, message: id });
    const texts = ['a', 'b', 'c'].map((word) => `${word} ${mentionOf(sofia.user)}`);
    const before = world.heard.length;
    await Promise.all(texts.map((text) => maya.do('message.edit', { message: id, text })));
    const edits = world.heard.slice(before).filter(({ type }) => type === 'message.edited');
    expect(edits).toHaveLength(3);
    const { entries } = (await sofia.do('read.unread', { channel })).unread;
    expect(entries.map(({ at }) => at)).toEqual([toIso(edits[0]!.at)]);
  });

  test('stands in what was deleted no more, neither there nor in the log', async () => {
    const { id } = await maya.post(channel, 'look');
    await ade.post(channel, 'a reply holds its place', id);
    await maya.do('message.edit', { message: id, text: `look, ${mentionOf(sofia.user)}` });
    await maya.do('message.delete', { message: id });
    expect(await mentioned(sofia)).toEqual([]);
    const rows = await world.database.sql`select data from event where data->'message'->>'id' = ${id}`;
    for (const { data } of rows) expect(data.message).not.toHaveProperty('mentioned');
    const { messages } = await maya.do('channel.history', { channel });
    expect(messages.find((message) => message.id === id)).not.toHaveProperty('mentioned');
  });

  test('cannot be read before it was made [M3]', async () => {
    const { id } = await maya.post(channel, 'look');
    await sofia.do('read.mark', { channel, at: '2100-01-01T00:00:00.000000Z' });
    await maya.do('message.edit', { message: id, text: `look, ${mentionOf(sofia.user)}` });
    expect(await mentioned(sofia)).toEqual([true]);
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
