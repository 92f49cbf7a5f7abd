import { newId } from '@roost/protocol/ids';
import { fromIso, toIso } from '@roost/protocol/time';
import type { Message } from '@roost/protocol/entities';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let maya: TestPerson;
let channel: string;
let posted: Message[];

beforeAll(async () => {
  world = await openTestWorld({ people: ['Sofia', 'Maya'] });
  maya = world.person('Maya');
  channel = (await maya.do('channel.create', { workspace: world.workspace, name: 'long', kind: 'public' })).channel.id;
  posted = [];
  for (let i = 0; i < 20; i++) posted.push(await maya.post(channel, `message ${i}`));
});
afterAll(() => world.close());

type Window = { before?: string; after?: string; around?: string; limit?: number };
const page = async (window: Window) => {
  const { messages, hasMoreBefore, hasMoreAfter } = await maya.do('channel.history', { channel, ...window });
  return { texts: messages.map(({ text }) => Number(text.split(' ')[1])), hasMoreBefore, hasMoreAfter };
};
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const at = (i: number) => posted[i]!;

describe('pages of a timeline', () => {
  test('the newest, oldest first', async () => {
    expect(await page({ limit: 5 })).toEqual({ texts: range(15, 20), hasMoreBefore: true, hasMoreAfter: false });
    expect(await page({})).toEqual({ texts: range(0, 20), hasMoreBefore: false, hasMoreAfter: false });
  });

  test('before a message', async () => {
    expect(await page({ before: at(15).id, limit: 5 })).toEqual({
      texts: range(10, 15),
      hasMoreBefore: true,
      hasMoreAfter: true,
    });
    expect(await page({ before: at(3).id, limit: 3 })).toMatchObject({ texts: range(0, 3), hasMoreBefore: false });
    expect(await page({ before: at(0).id })).toEqual({ texts: [], hasMoreBefore: false, hasMoreAfter: true });
  });

  test('after a message', async () => {
    expect(await page({ after: at(4).id, limit: 5 })).toEqual({
      texts: range(5, 10),
      hasMoreBefore: true,
      hasMoreAfter: true,
    });
    expect(await page({ after: at(16).id, limit: 3 })).toMatchObject({ texts: range(17, 20), hasMoreAfter: false });
    expect(await page({ after: at(19).id })).toEqual({ texts: [], hasMoreBefore: true, hasMoreAfter: false });
  });

  test('around a message, which stands in the middle', async () => {
    expect(await page({ around: at(10).id, limit: 5 })).toEqual({
      texts: range(8, 13),
      hasMoreBefore: true,
      hasMoreAfter: true,
    });
  });

  test('around a message near an end, filled up from the other side', async () => {
    expect(await page({ around: at(0).id, limit: 6 })).toEqual({
      texts: range(0, 6),
      hasMoreBefore: false,
      hasMoreAfter: true,
    });
    expect(await page({ around: at(19).id, limit: 6 })).toEqual({
      texts: range(14, 20),
      hasMoreBefore: true,
      hasMoreAfter: false,
    });
  });

  test('[I3] by instant, to the microsecond', async () => {
    const { createdAt } = at(10);
    const later = toIso(fromIso(createdAt)! + 1);
    expect((await page({ before: createdAt, limit: 2 })).texts).toEqual([8, 9]);
    expect((await page({ before: later, limit: 2 })).texts).toEqual([9, 10]);
    expect((await page({ after: createdAt, limit: 2 })).texts).toEqual([11, 12]);
  });

  test('pages joined end to end are the whole timeline', async () => {
    const found: number[] = [];
    let before: string | undefined;
    for (;;) {
      const part = await maya.do('channel.history', { channel, limit: 3, ...(before && { before }) });
      found.unshift(...part.messages.map(({ text }) => Number(text.split(' ')[1])));
      if (!part.hasMoreBefore) break;
      before = part.messages[0]!.id;
    }
    expect(found).toEqual(range(0, 20));
  });

  test('only one place at a time, and one that is in the channel', async () => {
    await expect(page({ before: at(1).id, after: at(0).id })).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.after',
    });
    const elsewhere = await maya.post(world.general.id, 'elsewhere');
    await expect(page({ around: elsewhere.id })).rejects.toMatchObject({ code: 'not_found', field: 'args.around' });
    await expect(page({ around: newId('message') })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[C9] a page says at which position it was read', async () => {
    const { seq, messages } = await maya.do('channel.history', { channel, limit: 1 });
    const head = (await world.world.log.heads([world.workspace])).get(world.workspace)!;
    expect(seq).toBe(head.seq);
    expect(messages[0]!.rev).toBeLessThanOrEqual(seq);
  });

  test('a public channel may be read before one joins, a private one not even seen [O7]', async () => {
    const sofia = world.person('Sofia');
    expect((await sofia.do('channel.history', { channel, limit: 1 })).messages).toHaveLength(1);
    const { channel: secret } = await maya.do('channel.create', {
      workspace: world.workspace,
      name: 'secret',
      kind: 'private',
    });
    const { id } = await maya.post(secret.id, 'hidden');
    const hidden = { code: 'not_found' };
    await expect(sofia.do('channel.history', { channel: secret.id })).rejects.toMatchObject(hidden);
    await expect(sofia.do('message.get', { message: id })).rejects.toMatchObject(hidden);
    await expect(sofia.do('thread.history', { message: id })).rejects.toMatchObject(hidden);
    await expect(sofia.do('message.delete', { message: id })).rejects.toMatchObject(hidden);
    await expect(sofia.do('reaction.add', { message: id, emoji: '👍' })).rejects.toMatchObject(hidden);
    await expect(sofia.do('channel.members', { channel: secret.id })).rejects.toMatchObject(hidden);
    await expect(sofia.do('read.mark', { channel: secret.id, message: id })).rejects.toMatchObject(hidden);
  });
});

describe('reactions on a page', () => {
  const reactionsTo = async (id: string) => {
    const { messages } = await maya.do('channel.history', { channel: world.general.id });
    return messages.find((message) => message.id === id)!.reactions;
  };

  test('emoji and people stand in the order in which they came, also when the first goes', async () => {
    const sofia = world.person('Sofia');
    const jun = await world.join('Jun');
    const { id } = await maya.post(world.general.id, 'vote');
    await sofia.do('reaction.add', { message: id, emoji: '👍' });
    await maya.do('reaction.add', { message: id, emoji: '🎉' });
    await jun.do('reaction.add', { message: id, emoji: '👍' });
    await maya.do('reaction.add', { message: id, emoji: '👍' });
    expect(await reactionsTo(id)).toEqual([
      { emoji: '👍', users: [sofia.user, jun.user, maya.user] },
      { emoji: '🎉', users: [maya.user] },
    ]);
    await sofia.do('reaction.remove', { message: id, emoji: '👍' });
    expect(await reactionsTo(id)).toEqual([
      { emoji: '👍', users: [jun.user, maya.user] },
      { emoji: '🎉', users: [maya.user] },
    ]);
    await sofia.do('reaction.add', { message: id, emoji: '👍' });
    await Promise.all([jun, maya, sofia].map((who) => who.do('reaction.remove', { message: id, emoji: '👍' })));
    const { message } = await jun.do('reaction.add', { message: id, emoji: '👍' });
    expect(message.reactions).toEqual([
      { emoji: '🎉', users: [maya.user] },
      { emoji: '👍', users: [jun.user] },
    ]);
  });

  test('many at once all count', async () => {
    const { id } = await maya.post(world.general.id, 'everybody');
    const emojis = ['👍', '🎉', '🚀', ':shipit:', '❤️'];
    await Promise.all(
      [maya, world.person('Sofia')].flatMap((who) =>
        emojis.map((emoji) => who.do('reaction.add', { message: id, emoji })),
      ),
    );
    const { message } = await maya.do('message.get', { message: id });
    expect(message.reactions.map(({ emoji }) => emoji).sort()).toEqual([...emojis].sort());
    expect(message.reactions.every(({ users }) => users.length === 2)).toBe(true);
  });
});

describe('a page of long messages', () => {
  const most = 262_144;
  let posted: string[];
  beforeAll(async () => {
    channel = (await maya.do('channel.create', { workspace: world.workspace, name: 'tales', kind: 'public' })).channel
      .id;
    posted = [];
    for (let i = 0; i < 50; i++) posted.push((await maya.post(channel, `${i} `.padEnd(12_000, 'x'))).id);
  });
  const read = (window: Window) => maya.do('channel.history', { channel, limit: 200, ...window });
  const sizeOf = (messages: readonly Message[]) => messages.reduce((size, { text }) => size + text.length, 0);

  test('is cut where it gets too large to be kept waiting for a slow reader, and says that there is more', async () => {
    const newest = await read({});
    expect(sizeOf(newest.messages)).toBeLessThanOrEqual(most);
    expect(newest.messages.at(-1)!.id).toBe(posted.at(-1));
    expect([newest.hasMoreBefore, newest.hasMoreAfter]).toEqual([true, false]);
    const after = await read({ after: posted[0]! });
    expect([after.messages[0]!.id, after.hasMoreBefore, after.hasMoreAfter]).toEqual([posted[1], true, true]);
    const around = await read({ around: posted[25]! });
    expect(sizeOf(around.messages)).toBeLessThanOrEqual(most);
    expect(around.messages.map(({ id }) => id)).toContain(posted[25]);
    expect([around.hasMoreBefore, around.hasMoreAfter]).toEqual([true, true]);
  });

  test('leaves nothing out: page by page all of it comes, in order', async () => {
    const seen: string[] = [];
    for (let more = true, before: string | undefined; more;) {
      const page = await read(before === undefined ? {} : { before });
      seen.unshift(...page.messages.map(({ id }) => id));
      before = page.messages[0]!.id;
      more = page.hasMoreBefore;
    }
    expect(seen).toEqual(posted);
  });
});
