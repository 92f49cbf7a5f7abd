import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, outcomesOf, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let maya: TestPerson;
let ade: TestPerson;
let sofia: TestPerson;
let made = 0;
let direct: string;
beforeAll(async () => {
  world = await openTestWorld();
  [maya, ade, sofia] = ['Maya', 'Ade', 'Sofia'].map((name) => world.person(name)) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
});
afterAll(() => world.close());

const open = async (who: TestPerson, ...others: TestPerson[]) => {
  const users = others.map(({ user }) => user);
  return (await who.do('direct.open', { workspace: world.workspace, users })).channel.id;
};
const convert = async (history: boolean, name = `crew-${made++}`, who = maya, channel = direct) =>
  (await who.do('direct.convert', { channel, name, history })).channel;
const texts = async (who: TestPerson, channel: string) =>
  (await who.do('channel.history', { channel })).messages.map(({ system, text }) => system?.type ?? text);

describe('[M16] a channel made of a conversation', () => {
  beforeEach(async () => {
    direct = await open(maya, ade, sofia);
  });

  test('with its history is that conversation, which has a name then', async () => {
    const said = await ade.post(direct, 'shall we?');
    const channel = await convert(true, 'The Crew');
    expect(channel).toMatchObject({ id: direct, kind: 'private', name: 'the-crew', admins: [maya.user] });
    expect(channel.users).toBeUndefined();
    expect(await texts(sofia, direct)).toEqual(['shall we?', 'fromDirect']);
    const { unread } = await sofia.do('read.unread', { channel: direct });
    expect(unread.entries.map(({ message }) => message)).toEqual([said.id]);
    const newcomer = await world.join('Jun');
    await ade.do('channel.invite', { channel: direct, users: [newcomer.user] });
    expect(await texts(newcomer, direct)).toContain('shall we?');
    await sofia.do('channel.leave', { channel: direct });
    expect(await open(maya, ade, sofia)).not.toBe(direct);
  });

  test('without it is a new one of the same people, and the conversation stays', async () => {
    await ade.post(direct, 'for us alone');
    const channel = await convert(false);
    expect(channel).toMatchObject({ kind: 'private', createdBy: maya.user });
    expect(channel.id).not.toBe(direct);
    expect(await texts(ade, channel.id)).toEqual(['fromDirect']);
    expect(await texts(ade, direct)).toEqual(['for us alone', 'toChannel']);
    expect(await open(sofia, ade, maya)).toBe(direct);
    const { users } = await sofia.do('channel.members', { channel: channel.id });
    expect(users.map(({ id }) => id).sort()).toEqual([maya.user, ade.user, sofia.user].sort());
  });

  test('has a name of its own', async () => {
    await expect(convert(true, 'general')).rejects.toMatchObject({ code: 'conflict', field: 'args.name' });
    await expect(convert(true, '!!')).rejects.toMatchObject({ code: 'invalid' });
  });

  test('is made once, whoever presses at the same moment', async () => {
    const outcomes = await outcomesOf([convert(true, 'once', maya), convert(true, 'once-more', ade)]);
    expect(outcomes.sort()).toEqual(['done', 'forbidden']);
    await expect(convert(true, 'again')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is not made of a conversation of two, nor by who is not in it', async () => {
    const two = await open(maya, ade);
    await expect(convert(true, 'two', maya, two)).rejects.toMatchObject({ code: 'invalid', field: 'args.channel' });
    const stranger = await world.join('Kim');
    await expect(convert(true, 'mine', stranger)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('leaves out who has left the workspace', async () => {
    const gone = await world.join('Lee');
    const group = await open(maya, ade, gone);
    await gone.do('user.remove', { user: gone.user });
    await convert(true, 'rest', maya, group);
    const { users } = await ade.do('channel.members', { channel: group });
    expect(users.map(({ id }) => id).sort()).toEqual([maya.user, ade.user].sort());
  });
});

describe('[M17] the list of direct conversations', () => {
  const listed = async (who: TestPerson, more: { before?: string; limit?: number } = {}) =>
    who.do('direct.list', { workspace: world.workspace, ...more });

  test('is by recency, each with its last message, a page at a time', async () => {
    const who = await world.join('Ines');
    const [one, two, empty] = [await open(who, ade), await open(who, maya), await open(who)];
    await who.post(one!, 'first');
    await ade.post(one!, 'answer');
    await who.post(two!, 'second');
    const gone = await who.post(two!, 'gone');
    await who.do('message.delete', { message: gone.id });
    const { directs, hasMore } = await listed(who);
    expect(directs.map(({ channel, message }) => [channel.id, message.text])).toEqual([
      [two, 'second'],
      [one, 'answer'],
    ]);
    expect(hasMore).toBe(false);
    const page = await listed(who, { limit: 1 });
    expect(page).toMatchObject({ directs: [{ channel: { id: two } }], hasMore: true });
    const next = await listed(who, { limit: 1, before: page.directs[0]!.message.createdAt });
    expect(next).toMatchObject({ directs: [{ channel: { id: one } }], hasMore: false });
    expect(directs.some(({ channel }) => channel.id === empty)).toBe(false);
  });

  test('holds no replies, and nothing of others', async () => {
    const who = await world.join('Omar');
    const one = await open(who, ade);
    const root = await who.post(one, 'root');
    await ade.post(one, 'a reply', root.id);
    expect((await listed(who)).directs.map(({ message }) => message.text)).toEqual(['root']);
    const stranger = await world.join('Pia');
    expect((await listed(stranger)).directs).toEqual([]);
  });
});
