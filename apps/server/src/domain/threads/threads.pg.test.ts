import { mentionOf } from '@roost/protocol/text';
import { limits } from '@roost/protocol/limits';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestViewer } from '../testViewer.ts';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
let ade: TestPerson;
let channel: string;
beforeAll(async () => {
  world = await openTestWorld();
  sofia = world.person('Sofia');
  maya = world.person('Maya');
  ade = world.person('Ade');
  channel = world.general.id;
});
afterAll(() => world.close());

const placeOf = async (who: TestPerson, root: string) => (await who.do('thread.place', { message: root })).place;
const followOf = async (who: TestPerson, root: string) => (await placeOf(who, root)).follow;
const unreadOf = async (who: TestPerson, root: string) =>
  (await placeOf(who, root)).unread.entries.map(({ message }) => message);
const aThread = async (by: TestPerson) => (await by.post(channel, 'a root')).id;

describe('[N1] following a thread', () => {
  test('is what one says, on every device, and is told in one’s own stream only', async () => {
    const root = await aThread(maya);
    expect(await followOf(ade, root)).toBeNull();
    expect((await ade.do('thread.follow', { message: root })).follow).toBe('followed');
    expect(world.heard.at(-1)).toMatchObject({ stream: ade.user, type: 'thread.followed', actor: ade.user });
    expect(await followOf(ade, root)).toBe('followed');
    expect((await ade.do('thread.unfollow', { message: root })).follow).toBeNull();
    expect(world.heard.at(-1)).toMatchObject({ stream: ade.user, type: 'thread.unfollowed' });
    expect(await followOf(ade, root)).toBeNull();
  });

  test('twice changes nothing', async () => {
    const root = await aThread(maya);
    await ade.do('thread.follow', { message: root });
    const before = world.heard.length;
    expect((await ade.do('thread.follow', { message: root })).follow).toBe('followed');
    expect((await sofia.do('thread.unfollow', { message: root })).follow).toBeNull();
    expect(world.heard.length).toBe(before);
  });

  test('[M5] is for members of the channel: what one cannot see is not found, what one only looks into is forbidden', async () => {
    const { channel: secret } = await maya.do('channel.create', {
      workspace: world.workspace,
      name: 'secret',
      kind: 'private',
    });
    const { channel: open } = await maya.do('channel.create', {
      workspace: world.workspace,
      name: 'open',
      kind: 'public',
    });
    const hidden = await maya.post(secret.id, 'hidden');
    const shown = await maya.post(open.id, 'shown');
    for (const name of ['thread.follow', 'thread.unfollow', 'thread.place'] as const) {
      await expect(ade.do(name, { message: hidden.id })).rejects.toMatchObject({ code: 'not_found' });
      await expect(ade.do(name, { message: shown.id })).rejects.toMatchObject({ code: 'forbidden' });
    }
    const read = (message: string) => ade.do('thread.read', { message, upTo: message });
    await expect(read(hidden.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(read(shown.id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('goes by the message that is answered, not by a reply, and not by one that is gone', async () => {
    const root = await aThread(maya);
    const reply = await ade.post(channel, 'a reply', root);
    await expect(maya.do('thread.follow', { message: reply.id })).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.message',
    });
    const gone = await aThread(maya);
    await maya.do('message.delete', { message: gone });
    await expect(maya.do('thread.follow', { message: gone })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('ends with leaving the channel', async () => {
    const { channel: open } = await maya.do('channel.create', {
      workspace: world.workspace,
      name: 'come-and-go',
      kind: 'public',
    });
    await ade.do('channel.join', { channel: open.id });
    const root = (await maya.post(open.id, 'root')).id;
    await ade.post(open.id, 'reply', root);
    expect(await followOf(ade, root)).toBe('replied');
    await ade.do('channel.leave', { channel: open.id });
    await ade.do('channel.join', { channel: open.id });
    expect(await followOf(ade, root)).toBeNull();
  });
});

test('[N1] who looks on while leaving and coming back sees no thread followed that is not', async () => {
  const { channel: open } = await maya.do('channel.create', {
    workspace: world.workspace,
    name: 'in-and-out',
    kind: 'public',
  });
  await sofia.do('channel.join', { channel: open.id });
  const root = (await maya.post(open.id, 'root')).id;
  await sofia.post(open.id, 'reply', root);
  const viewer = await TestViewer.open(sofia, world.workspace);
  const told = world.heard.length;
  await sofia.do('channel.leave', { channel: open.id });
  await sofia.do('channel.join', { channel: open.id });
  viewer.take(world.heard.slice(told));
  await viewer.readEverything();
  await viewer.compare();
});

describe('[N2] a reply makes follow', () => {
  test('whoever writes it and whoever started the thread', async () => {
    const root = await aThread(maya);
    await ade.post(channel, 'a reply', root);
    expect(await followOf(ade, root)).toBe('replied');
    expect(await followOf(maya, root)).toBe('started');
    expect(await followOf(sofia, root)).toBeNull();
    const told = world.heard.slice(-3).map(({ stream, type }) => [stream, type]);
    expect(told).toEqual(
      expect.arrayContaining([
        [world.workspace, 'message.posted'],
        [ade.user, 'thread.followed'],
        [maya.user, 'thread.followed'],
      ]),
    );
  });

  test('not oneself by answering oneself alone for others’ sake, but as the author of the reply', async () => {
    const root = await aThread(maya);
    await maya.post(channel, 'to myself', root);
    expect(await followOf(maya, root)).toBe('replied');
  });

  test('those whom it mentions by name, who then have it unread, and not what came before', async () => {
    const root = await aThread(maya);
    await ade.post(channel, 'before', root);
    const reply = await ade.post(channel, `what do you think, ${mentionOf(sofia.user)}?`, root);
    const place = await placeOf(sofia, root);
    expect(place.follow).toBe('mentioned');
    expect(place.unread.entries).toEqual([{ message: reply.id, createdAt: reply.createdAt, mention: true }]);
  });

  test('nobody outside of the channel', async () => {
    const { channel: open } = await maya.do('channel.create', {
      workspace: world.workspace,
      name: 'small',
      kind: 'public',
    });
    const root = (await maya.post(open.id, 'root')).id;
    await maya.post(open.id, `${mentionOf(sofia.user)} is not here`, root);
    await sofia.do('channel.join', { channel: open.id });
    expect(await followOf(sofia, root)).toBeNull();
  });

  test('by one event each, and none when they follow already', async () => {
    const root = await aThread(maya);
    await ade.post(channel, 'one', root);
    const before = world.heard.length;
    await ade.post(channel, `two ${mentionOf(maya.user)}`, root);
    expect(world.heard.slice(before).map(({ type }) => type)).toEqual(['message.posted']);
  });

  test('after one said no only when one replies or is mentioned again', async () => {
    const root = await aThread(maya);
    await ade.post(channel, 'one', root);
    await maya.do('thread.unfollow', { message: root });
    await ade.post(channel, 'two', root);
    expect(await followOf(maya, root)).toBeNull();
    expect(await unreadOf(maya, root)).toEqual([]);
    const three = await ade.post(channel, `three ${mentionOf(maya.user)}`, root);
    expect(await followOf(maya, root)).toBe('mentioned');
    expect(await unreadOf(maya, root)).toEqual([three.id]);
    await maya.do('thread.unfollow', { message: root });
    await maya.post(channel, 'four', root);
    expect(await followOf(maya, root)).toBe('replied');
  });

  test('whom an edit of it mentions anew, who has that one unread until they have read the edit', async () => {
    const root = await aThread(maya);
    const reply = await ade.post(channel, 'what do you think?', root);
    const last = await maya.post(channel, 'hm', root);
    const { message } = await ade.do('message.edit', { message: reply.id, text: `and you, ${mentionOf(sofia.user)}?` });
    const place = await placeOf(sofia, root);
    expect(place.follow).toBe('mentioned');
    const entry = { message: reply.id, createdAt: reply.createdAt, mention: true, at: message.editedAt };
    expect(place.unread.entries).toEqual([entry]);
    await sofia.do('thread.read', { message: root, upTo: last.id });
    expect(await unreadOf(sofia, root)).toEqual([reply.id]);
    await sofia.do('thread.read', { message: root, upTo: last.id, at: '2100-01-01T00:00:00.000000Z' });
    expect(await unreadOf(sofia, root)).toEqual([]);
    await sofia.do('thread.unfollow', { message: root });
    await ade.do('message.edit', { message: reply.id, text: `and you, ${mentionOf(sofia.user)}, too?` });
    expect(await followOf(sofia, root)).toBeNull();
    const bad = sofia.do('thread.read', { message: root, upTo: last.id, at: '2026-13-01T00:00:00.000000Z' });
    await expect(bad).rejects.toMatchObject({ field: 'args.at' });
  });

  test('once, also when many reply at the same moment', async () => {
    const root = await aThread(maya);
    const before = world.heard.length;
    await Promise.all([ade, sofia, ade, sofia].map((who, i) => who.post(channel, `at once ${i}`, root)));
    const followed = world.heard.slice(before).filter(({ type }) => type === 'thread.followed');
    expect(followed.map(({ stream }) => stream).sort()).toEqual([ade.user, maya.user, sofia.user].sort());
  });
});

describe('[N3] unread of a thread', () => {
  test('are the replies of others after the read position, and the channel does not count them', async () => {
    const root = await aThread(maya);
    const replies = [];
    for (const text of ['one', 'two', 'three']) replies.push((await ade.post(channel, text, root)).id);
    await maya.post(channel, 'my own', root);
    expect(await unreadOf(maya, root)).toEqual(replies);
    const counted = (await maya.do('read.unread', { channel })).unread.entries.map(({ message }) => message);
    for (const reply of replies) expect(counted).not.toContain(reply);
    await ade.do('message.delete', { message: replies[1]! });
    expect(await unreadOf(maya, root)).toEqual([replies[0], replies[2]]);
  });

  test('are of nobody who does not follow it', async () => {
    const root = await aThread(maya);
    await ade.post(channel, 'one', root);
    expect(await unreadOf(sofia, root)).toEqual([]);
    const { threads } = await sofia.do('workspace.snapshot', { workspace: world.workspace });
    expect(threads.map((thread) => thread.root)).not.toContain(root);
  });

  test('hold the newest twenty and say that there are more', async () => {
    const root = await aThread(maya);
    const posted = [];
    for (let i = 0; i <= limits.unreadReplies; i++) posted.push((await ade.post(channel, `n${i}`, root)).id);
    const { unread } = await placeOf(maya, root);
    expect(unread.more).toBe(true);
    expect(unread.entries.map(({ message }) => message)).toEqual(posted.slice(1));
    await maya.do('thread.read', { message: root, upTo: posted[0]! });
    expect((await placeOf(maya, root)).unread.more).toBe(false);
  });

  test('are the same in the snapshot', async () => {
    const { threads, threadsComplete } = await maya.do('workspace.snapshot', { workspace: world.workspace });
    expect(threadsComplete).toBe(true);
    expect(threads.length).toBeGreaterThan(5);
    for (const place of threads) expect(place).toEqual(await placeOf(maya, place.root));
  });
});

describe('[N4] the read position of a thread', () => {
  test('moves forward, and back only when that is meant', async () => {
    const root = await aThread(maya);
    const [one, two] = [await ade.post(channel, 'one', root), await ade.post(channel, 'two', root)];
    expect(await maya.do('thread.read', { message: root, upTo: two.id })).toEqual({
      follow: 'started',
      readAt: two.createdAt,
    });
    expect(await unreadOf(maya, root)).toEqual([]);
    await maya.do('thread.read', { message: root, upTo: one.id });
    expect(await unreadOf(maya, root)).toEqual([]);
    await maya.do('thread.read', { message: root, upTo: one.id, back: true });
    expect(await unreadOf(maya, root)).toEqual([two.id]);
    await maya.do('thread.read', { message: root, upTo: root, back: true });
    expect(await unreadOf(maya, root)).toEqual([one.id, two.id]);
  });

  test('[W5] is told in one’s own stream, and is of no use where one does not follow', async () => {
    const root = await aThread(maya);
    const reply = await ade.post(channel, 'one', root);
    await maya.do('thread.read', { message: root, upTo: reply.id });
    expect(world.heard.at(-1)).toMatchObject({
      stream: maya.user,
      type: 'thread.marked',
      data: { channel, root, message: reply.id, readAt: reply.createdAt },
    });
    const before = world.heard.length;
    expect((await sofia.do('thread.read', { message: root, upTo: reply.id })).follow).toBeNull();
    expect(world.heard.length).toBe(before);
  });

  test('goes by messages of that thread', async () => {
    const root = await aThread(maya);
    const other = await aThread(maya);
    const elsewhere = await ade.post(channel, 'elsewhere', other);
    const read = (upTo: string) => maya.do('thread.read', { message: root, upTo });
    await expect(read(elsewhere.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(read(other)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('[N5] the list of followed threads', () => {
  test('has the newest reply first, a page at a time, each thread once', async () => {
    const sam = await world.join('Sam');
    const roots = [];
    for (let i = 0; i < 5; i++) roots.push(await aThread(sam));
    for (const root of roots) await ade.post(channel, 'a reply', root);
    await ade.post(channel, 'the newest', roots[1]!);
    await sam.do('thread.follow', { message: await aThread(maya) }); // without replies: nothing to show
    await sam.do('thread.unfollow', { message: roots[3]! });
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await sam.do('thread.list', {
        workspace: world.workspace,
        limit: 2,
        ...(after !== undefined && { after }),
      });
      for (const { root, place } of page.threads) {
        expect(place).toEqual(await placeOf(sam, root.id));
        expect(root.replyCount).toBeGreaterThan(0);
        seen.push(root.id);
      }
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual([roots[1], roots[4], roots[2], roots[0]]);
  });
});

describe('[M1] a reply that is also sent to the channel', () => {
  const both = (who: TestPerson, threadRoot: string, clientId: string) =>
    who.do('message.post', { channel, text: 'for everybody', clientId, threadRoot, alsoToChannel: true });

  test('stands in both, counts in both, and goes from both', async () => {
    const root = await aThread(maya);
    const { message } = await both(ade, root, 'both-1');
    expect(message).toMatchObject({ threadRoot: root, inChannel: true });
    const ids = async (of: 'channel' | 'thread') => {
      const page =
        of === 'channel' ? maya.do('channel.history', { channel }) : maya.do('thread.history', { message: root });
      return (await page).messages.map(({ id }) => id);
    };
    const unread = async () => (await maya.do('read.unread', { channel })).unread.entries.map((entry) => entry.message);
    expect(await ids('channel')).toContain(message.id);
    expect(await ids('thread')).toEqual([message.id]);
    expect(await unread()).toContain(message.id);
    expect(await unreadOf(maya, root)).toEqual([message.id]);
    await maya.do('read.mark', { channel, message: message.id });
    expect(await unread()).toEqual([]);
    expect(await unreadOf(maya, root)).toEqual([message.id]);
    await ade.do('message.delete', { message: message.id });
    expect(await ids('channel')).not.toContain(message.id);
    expect(await ids('thread')).toEqual([]);
  });

  test('is another message than the same text for the thread alone [O5], and has to be a reply', async () => {
    const root = await aThread(maya);
    const { message } = await both(ade, root, 'both-2');
    expect((await both(ade, root, 'both-2')).message.id).toBe(message.id);
    const alone = { channel, text: 'for everybody', clientId: 'both-2', threadRoot: root };
    await expect(ade.do('message.post', alone)).rejects.toMatchObject({ code: 'conflict' });
    const noReply = { channel, text: 'no reply', clientId: 'both-3', alsoToChannel: true };
    await expect(ade.do('message.post', noReply)).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.alsoToChannel',
    });
  });
});
