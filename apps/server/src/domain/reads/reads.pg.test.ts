import { channelMention, mentionOf } from '@roost/protocol/text';
import type { Message } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { unpackUnread } from '@roost/protocol/unreadPacking';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';

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

let made = 0;
const aChannel = async (...members: TestPerson[]) => {
  const { channel } = await maya.do('channel.create', {
    workspace: world.workspace,
    name: `c${made++}`,
    kind: 'public',
  });
  for (const who of members) await who.do('channel.join', { channel: channel.id });
  return channel.id;
};
const unread = async (who: TestPerson, channel: string) => (await who.do('read.unread', { channel })).unread;
const unreadIds = async (who: TestPerson, channel: string) =>
  (await unread(who, channel)).entries.map(({ message }) => message);

describe('[M2] unread', () => {
  test('is what others wrote since one joined', async () => {
    const channel = await aChannel();
    await maya.post(channel, 'before');
    await ade.do('channel.join', { channel });
    const after = await maya.post(channel, 'after');
    await ade.post(channel, 'my own');
    expect(await unread(ade, channel)).toEqual({
      entries: [{ message: after.id, createdAt: after.createdAt, mention: false }],
      more: false,
    });
  });

  test('leaves out system notes, thread replies and what was deleted', async () => {
    const channel = await aChannel(ade);
    const root = await maya.post(channel, 'root');
    await maya.post(channel, 'reply', root.id);
    const gone = await maya.post(channel, 'gone');
    await maya.do('message.delete', { message: gone.id });
    await maya.do('channel.update', { channel, topic: 'noted' });
    expect(await unreadIds(ade, channel)).toEqual([root.id]);
  });

  test('[M8] says which of them mention the reader', async () => {
    const channel = await aChannel(ade, sofia);
    await maya.post(channel, 'plain');
    await maya.post(channel, `hey ${mentionOf(ade.user)}!`);
    await maya.post(channel, `${channelMention} lunch`);
    await maya.post(channel, `@Ade ${ade.user}`);
    const flags = async (who: TestPerson) => (await unread(who, channel)).entries.map(({ mention }) => mention);
    expect(await flags(ade)).toEqual([false, true, true, false]);
    expect(await flags(sofia)).toEqual([false, false, true, false]);
  });

  test('holds the newest hundred and says that there are more', async () => {
    const channel = await aChannel(ade);
    const posted = [];
    for (let i = 0; i < limits.unreadEntries + 1; i++) posted.push((await maya.post(channel, `n${i}`)).id);
    const { entries, more } = await unread(ade, channel);
    expect(more).toBe(true);
    expect(entries.map(({ message }) => message)).toEqual(posted.slice(1));
    await ade.do('read.mark', { channel, message: posted[0]! });
    expect((await unread(ade, channel)).more).toBe(false);
  });

  test('is the same in the snapshot, for every channel at once', async () => {
    const { memberships } = await ade.do('workspace.snapshot', { workspace: world.workspace });
    expect(memberships.length).toBeGreaterThan(3);
    for (const membership of memberships) {
      const { entries, more } = await unread(ade, membership.channel);
      expect(unpackUnread(membership.unread)).toEqual({
        entries: entries.map(({ message: _, ...rest }) => rest),
        more,
      });
      expect(membership).toEqual((await ade.do('channel.get', { channel: membership.channel })).membership);
    }
  });

  test('who left and comes back starts anew', async () => {
    const channel = await aChannel(ade);
    await maya.post(channel, 'one');
    await ade.do('channel.leave', { channel });
    await maya.post(channel, 'two');
    await ade.do('channel.join', { channel });
    expect(await unreadIds(ade, channel)).toEqual([]);
  });

  test('is for members', async () => {
    const channel = await aChannel();
    await expect(unread(ade, channel)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('[M3] the read position', () => {
  test('moves forward', async () => {
    const channel = await aChannel(ade);
    const [one, two] = [await maya.post(channel, 'one'), await maya.post(channel, 'two')];
    expect(await ade.do('read.mark', { channel, message: one.id })).toEqual({ readAt: one.createdAt });
    expect(await unreadIds(ade, channel)).toEqual([two.id]);
    expect(await ade.do('read.mark', { channel, message: two.id })).toEqual({ readAt: two.createdAt });
    expect(await unreadIds(ade, channel)).toEqual([]);
  });

  test('does not move back by accident, but when that is meant', async () => {
    const channel = await aChannel(ade);
    const [one, two] = [await maya.post(channel, 'one'), await maya.post(channel, 'two')];
    await ade.do('read.mark', { channel, message: two.id });
    const before = world.heard.length;
    expect(await ade.do('read.mark', { channel, message: one.id })).toEqual({ readAt: two.createdAt });
    expect(world.heard.length).toBe(before);
    expect(await ade.do('read.mark', { channel, message: one.id, back: true })).toEqual({ readAt: one.createdAt });
    expect(await unreadIds(ade, channel)).toEqual([two.id]);
  });

  test('never ends up behind, whatever the order of arrival', async () => {
    const channel = await aChannel(ade);
    const posted: Message[] = [];
    for (let i = 0; i < 10; i++) posted.push(await maya.post(channel, `n${i}`));
    const shuffled = [3, 9, 0, 7, 1, 8, 2, 6, 5, 4];
    await Promise.all(shuffled.map((i) => ade.do('read.mark', { channel, message: posted[i]!.id })));
    const { membership } = await ade.do('channel.get', { channel });
    expect(membership!.readAt).toBe(posted[9]!.createdAt);
  });

  test('goes to an instant, which stands for the newest message when it lies ahead', async () => {
    const channel = await aChannel(ade);
    const [one, two] = [await maya.post(channel, 'one'), await maya.post(channel, 'two')];
    expect(await ade.do('read.mark', { channel, at: '2999-01-01T00:00:00.000000Z' })).toEqual({
      readAt: two.createdAt,
    });
    const three = await maya.post(channel, 'three');
    expect(await unreadIds(ade, channel)).toEqual([three.id]);
    expect(await ade.do('read.mark', { channel, at: one.createdAt, back: true })).toEqual({ readAt: one.createdAt });
    expect(await unreadIds(ade, channel)).toEqual([two.id, three.id]);
    expect(world.heard.at(-1)).toMatchObject({ data: { channel, message: null, readAt: one.createdAt } });
  });

  test('is given by a message or an instant, not by both or neither', async () => {
    const channel = await aChannel(ade);
    const { id, createdAt } = await maya.post(channel, 'one');
    const mark = (place: object) => ade.do('read.mark', { channel, ...place });
    await expect(mark({})).rejects.toMatchObject({ code: 'invalid', field: 'args.message' });
    await expect(mark({ message: id, at: createdAt })).rejects.toMatchObject({ code: 'invalid', field: 'args.at' });
    await expect(mark({ at: '2026-13-01T00:00:00.000000Z' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.at',
    });
  });

  test('does not go back beyond one’s joining', async () => {
    const channel = await aChannel();
    const old = await maya.post(channel, 'old');
    await ade.do('channel.join', { channel });
    const { membership } = await ade.do('channel.get', { channel });
    expect(await ade.do('read.mark', { channel, message: old.id, back: true })).toEqual({
      readAt: membership!.readAt,
    });
  });

  test('[W5] is told in one’s own stream', async () => {
    const channel = await aChannel(ade);
    const { id, createdAt } = await maya.post(channel, 'one');
    await ade.do('read.mark', { channel, message: id });
    expect(world.heard.at(-1)).toMatchObject({
      stream: ade.user,
      type: 'read.marked',
      data: { channel, message: id, readAt: createdAt },
    });
  });

  test('goes by messages of that channel’s timeline', async () => {
    const channel = await aChannel(ade);
    const root = await maya.post(channel, 'root');
    const reply = await maya.post(channel, 'reply', root.id);
    const elsewhere = await maya.post(world.general.id, 'elsewhere');
    const mark = (message: string) => ade.do('read.mark', { channel, message });
    await expect(mark(reply.id)).rejects.toMatchObject({ code: 'invalid', field: 'args.message' });
    await expect(mark(elsewhere.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
