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

const room = async (name: string, kind: 'public' | 'private' = 'public') => {
  const { channel } = await sofia.do('channel.create', { workspace: world.workspace, name, kind });
  await sofia.do('channel.invite', { channel: channel.id, users: [maya.user] });
  return channel.id;
};
const pinsOf = async (channel: string) => (await maya.do('channel.pins', { channel })).messages;
const idsOf = (messages: { id: string }[]) => messages.map(({ id }) => id);
const pinEvents = () => world.heard.filter(({ type }) => type === 'message.pinned' || type === 'message.unpinned');

describe('a pin', () => {
  test('[M9] tells who pinned it and when, to everybody who reads the channel', async () => {
    const channel = await room('board');
    const { id } = await sofia.post(channel, 'the plan');
    const { message } = await maya.do('message.pin', { message: id });
    expect(message.pinned).toMatchObject({ by: maya.user });
    expect((await sofia.do('channel.history', { channel })).messages.at(-1)).toEqual(message);
    expect((await ade.do('channel.pins', { channel })).messages).toEqual([message]);
  });

  test('[M9] stands before older pins, however old its message is, and goes when it is taken away', async () => {
    const channel = await room('order');
    const [one, two, three] = [
      await sofia.post(channel, '1'),
      await sofia.post(channel, '2'),
      await sofia.post(channel, '3'),
    ];
    const reply = await maya.post(channel, 'a reply', one.id);
    for (const { id } of [two, reply, three, one]) await maya.do('message.pin', { message: id });
    expect(idsOf(await pinsOf(channel))).toEqual([one.id, three.id, reply.id, two.id]);
    const { message } = await sofia.do('message.unpin', { message: three.id });
    expect(message.pinned).toBeUndefined();
    expect(idsOf(await pinsOf(channel))).toEqual([one.id, reply.id, two.id]);
  });

  test('comes in pages that go on from the time of the last', async () => {
    const channel = await room('pages');
    for (const text of ['a', 'b', 'c']) await maya.do('message.pin', { message: (await maya.post(channel, text)).id });
    const first = await maya.do('channel.pins', { channel, limit: 2 });
    expect(first.messages.map(({ text }) => text)).toEqual(['c', 'b']);
    expect(first.hasMore).toBe(true);
    const rest = await maya.do('channel.pins', { channel, limit: 2, before: first.messages[1]!.pinned!.at });
    expect(rest).toMatchObject({ messages: [{ text: 'a' }], hasMore: false });
  });

  test('[O6] of what is pinned already changes nothing: the first one stays', async () => {
    const channel = await room('twice');
    const { id } = await sofia.post(channel, 'once');
    await maya.do('message.pin', { message: id });
    const before = pinEvents().length;
    const { message } = await sofia.do('message.pin', { message: id });
    expect(message.pinned?.by).toBe(maya.user);
    await sofia.do('message.unpin', { message: id });
    await sofia.do('message.unpin', { message: id });
    expect(pinEvents().length).toBe(before + 1);
  });

  test('[L3] of two people at the same moment takes effect once', async () => {
    const channel = await room('race');
    const { id } = await sofia.post(channel, 'both want it');
    const before = pinEvents().length;
    await Promise.all([maya, sofia, maya, sofia].map((who) => who.do('message.pin', { message: id })));
    expect(pinEvents().length).toBe(before + 1);
  });

  test('[M4] goes with its message', async () => {
    const channel = await room('gone');
    const { id } = await maya.post(channel, 'soon gone');
    await sofia.post(channel, 'an answer', id);
    await maya.do('message.pin', { message: id });
    await maya.do('message.delete', { message: id });
    expect(await pinsOf(channel)).toEqual([]);
    expect((await maya.do('channel.history', { channel })).messages.find((one) => one.id === id)).not.toHaveProperty(
      'pinned',
    );
    await expect(maya.do('message.pin', { message: id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('who may pin', () => {
  test('[M5] only members of the channel, and only what somebody wrote', async () => {
    const channel = await room('members');
    const { id } = await sofia.post(channel, 'hello');
    await expect(ade.do('message.pin', { message: id })).rejects.toMatchObject({ code: 'forbidden' });
    const note = (await maya.do('channel.history', { channel })).messages.find(({ system }) => system);
    await expect(maya.do('message.pin', { message: note!.id })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('[O7] of a private channel one who is not in it learns nothing', async () => {
    const channel = await room('secret', 'private');
    const { id } = await sofia.post(channel, 'psst');
    await expect(ade.do('message.pin', { message: id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(ade.do('channel.pins', { channel })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an archived channel keeps its pins as they are', async () => {
    const channel = await room('closed');
    const [kept, other] = [await sofia.post(channel, 'kept'), await sofia.post(channel, 'other')];
    await maya.do('message.pin', { message: kept.id });
    await sofia.do('channel.archive', { channel });
    await expect(maya.do('message.pin', { message: other.id })).rejects.toMatchObject({ code: 'archived' });
    await expect(maya.do('message.unpin', { message: kept.id })).rejects.toMatchObject({ code: 'archived' });
    expect(idsOf(await pinsOf(channel))).toEqual([kept.id]);
  });

  test('[M9] a channel is full at a hundred pins, also when several people take the last place', async () => {
    const channel = await room('full');
    const posted = await Promise.all(
      Array.from({ length: limits.pins + 2 }, (_, n) => sofia.post(channel, `number ${n}`)),
    );
    const [a, b, ...others] = posted;
    await Promise.all(others.slice(1).map(({ id }) => sofia.do('message.pin', { message: id })));
    const last = [a!, b!, others[0]!].map(({ id }) => maya.do('message.pin', { message: id }));
    expect((await outcomesOf(last)).sort()).toEqual(['conflict', 'conflict', 'done']);
    expect(await pinsOf(channel)).toHaveLength(limits.pins);
  });

  test('[M9] many who pin at the same moment are not turned away', async () => {
    const channel = await room('crowd');
    const posted = await Promise.all(Array.from({ length: 40 }, (_, n) => sofia.post(channel, `number ${n}`)));
    const pinned = await outcomesOf(posted.map(({ id }) => maya.do('message.pin', { message: id })));
    expect(new Set(pinned)).toEqual(new Set(['done']));
  });

  test('[O4] a repetition answers with the message as it stands', async () => {
    const channel = await room('again');
    const { id } = await sofia.post(channel, 'once more');
    const key = newId('session');
    await maya.do('message.pin', { message: id }, key);
    await sofia.do('message.unpin', { message: id });
    expect((await maya.do('message.pin', { message: id }, key)).message).not.toHaveProperty('pinned');
    expect(await pinsOf(channel)).toEqual([]);
  });
});
