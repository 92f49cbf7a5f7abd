import type { Activity } from '@roost/protocol/entities';
import { channelMention, groupMentionOf, mentionOf } from '@roost/protocol/text';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Args } from '@roost/protocol/registry';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
let ade: TestPerson;
let lee: TestPerson;
beforeAll(async () => {
  world = await openTestWorld();
  sofia = world.person('Sofia');
  maya = world.person('Maya');
  ade = world.person('Ade');
  for (const who of [maya, ade]) await who.do('channel.join', { channel: world.random.id });
});
afterAll(() => world.close());

/** Somebody to whom nothing has happened yet. */
let newcomers = 0;
const newcomer = async () => {
  const who = await world.join(`Lee ${newcomers++}`);
  await who.do('channel.join', { channel: world.random.id });
  return who;
};
/** A channel in which nobody else is told of anything. */
const roomOf = async (who: TestPerson) => {
  const { channel } = await ade.do('channel.create', {
    workspace: world.workspace,
    name: `room-${newcomers++}`,
    kind: 'public',
  });
  await who.do('channel.join', { channel: channel.id });
  return channel.id;
};
const list = (who: TestPerson, over: Partial<Args<'activity.list'>> = {}) =>
  who.do('activity.list', { workspace: world.workspace, ...over });
const told = (entry: Activity): string => {
  switch (entry.kind) {
    case 'mention':
      return `${entry.message.text} (${entry.target === 'here' ? 'here' : entry.target[0]})`;
    case 'reply':
      return `${entry.message.text} (${entry.follow})`;
    case 'reaction':
      return `${entry.emoji} ${entry.message.text}`;
  }
};
const all = async (who: TestPerson, over: Partial<Args<'activity.list'>> = {}) =>
  (await list(who, over)).entries.map(told);
const news = (who: TestPerson) => who.do('activity.news', { workspace: world.workspace });
const look = (who: TestPerson, at: string) => who.do('activity.look', { workspace: world.workspace, at });

describe('[R1] somebody’s activity', () => {
  test('is what others did that concerns them, the newest first, each with the reason', async () => {
    lee = await newcomer();
    const general = world.general.id;
    const mine = await lee.post(general, 'mine');
    await ade.do('reaction.add', { message: mine.id, emoji: '👍' });
    await maya.post(general, `to ${mentionOf(lee.user)}`);
    await maya.post(general, `to ${channelMention}`);
    await sofia.post(general, 'to nobody');
    await ade.post(general, 'an answer', mine.id);
    await lee.post(general, `to myself ${mentionOf(lee.user)}`);
    await lee.do('reaction.add', { message: mine.id, emoji: '🎉' });
    expect(await all(lee)).toEqual([
      'an answer (started)',
      `to ${channelMention} (C)`,
      `to ${mentionOf(lee.user)} (U)`,
      '👍 mine',
    ]);
    const { entries } = await list(lee);
    expect(entries.map(({ by }) => by)).toEqual([ade.user, maya.user, maya.user, ade.user]);
    expect(entries[2]).toMatchObject({ at: entries[2]!.message.createdAt });
  });

  test('shows a message once, as what is nearest', async () => {
    const who = await newcomer();
    const room = await roomOf(who);
    const root = await who.post(room, 'root');
    await ade.post(room, `${mentionOf(who.user)} ${channelMention}`, root.id);
    expect(await all(who)).toEqual([`${mentionOf(who.user)} ${channelMention} (U)`]);
    expect(await all(who, { kinds: ['reply'] })).toEqual([`${mentionOf(who.user)} ${channelMention} (mentioned)`]);
  });

  test('is of the kinds that are asked for, and newer than what is named', async () => {
    const text = mentionOf(lee.user);
    expect(await all(lee, { kinds: ['reaction'] })).toEqual(['👍 mine']);
    expect(await all(lee, { kinds: ['mention'] })).toEqual([`to ${channelMention} (C)`, `to ${text} (U)`]);
    const [first, second] = (await list(lee)).entries;
    expect(await all(lee, { since: second!.at })).toEqual([told(first!)]);
    await expect(list(lee, { since: '2026-13-01T00:00:00.000000Z' })).rejects.toMatchObject({ field: 'args.since' });
  });

  test('comes in pages that leave nothing out and repeat nothing', async () => {
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(lee, { limit: 1, ...(before && { before }) });
      seen.push(...page.entries.map(told));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual(await all(lee));
  });

  test('follows from what is there: edits, deletions, and what is taken back', async () => {
    const who = await newcomer();
    const [one, two] = [await ade.post(world.random.id, 'one'), await ade.post(world.random.id, mentionOf(who.user))];
    const mine = await who.post(world.random.id, 'mine');
    await maya.do('reaction.add', { message: mine.id, emoji: '👍' });
    await maya.do('reaction.remove', { message: mine.id, emoji: '👍' });
    expect(await all(who)).toEqual([`${mentionOf(who.user)} (U)`]);
    await ade.do('message.edit', { message: one.id, text: `now ${mentionOf(who.user)}` });
    await ade.do('message.edit', { message: two.id, text: 'never mind' });
    // Where the edit called, not where the message stands: it is news.
    const [entry] = (await list(who)).entries;
    const { editedAt } = entry!.message;
    expect(entry!.at).toBe(editedAt);
    await who.do('activity.look', { workspace: world.workspace, at: editedAt! });
    // Once is enough.
    for (const text of ['nobody', `again ${mentionOf(who.user)} and ${channelMention}`])
      await ade.do('message.edit', { message: one.id, text });
    expect((await list(who)).entries.map(({ at }) => at)).toEqual([editedAt]);
    expect((await news(who)).count).toBe(0);
    await ade.do('message.delete', { message: one.id });
    expect(await all(who)).toEqual([]);
    expect((await news(who)).count).toBe(0);
  });

  test('a reaction stays where it came, also when it takes another’s place', async () => {
    const who = await newcomer();
    const mine = await who.post(world.random.id, 'popular');
    await maya.do('reaction.add', { message: mine.id, emoji: '👍' });
    await ade.post(world.random.id, mentionOf(who.user));
    await ade.do('reaction.add', { message: mine.id, emoji: '👍' });
    await maya.do('reaction.remove', { message: mine.id, emoji: '👍' });
    expect(await all(who)).toEqual(['👍 popular', `${mentionOf(who.user)} (U)`]);
  });

  test('is of channels that they are in, and nobody else’s', async () => {
    const who = await newcomer();
    const { channel } = await sofia.do('channel.create', {
      workspace: world.workspace,
      name: 'secrets',
      kind: 'private',
    });
    await sofia.do('channel.invite', { channel: channel.id, users: [who.user] });
    await sofia.post(channel.id, `${mentionOf(who.user)} ${mentionOf(ade.user)}`);
    expect(await all(who)).toHaveLength(1);
    expect((await all(ade)).some((text) => text.includes(who.user))).toBe(false);
    await who.do('channel.leave', { channel: channel.id });
    expect(await all(who)).toEqual([]);
    const stranger = await world.stranger('Nobody');
    await expect(list(stranger)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('knows of what was said to everybody since one is there, and of what was said to oneself', async () => {
    const { channel } = await sofia.do('channel.create', { workspace: world.workspace, name: 'early', kind: 'public' });
    const who = await newcomer();
    await sofia.post(channel.id, `${channelMention} before`);
    await sofia.post(channel.id, `${mentionOf(who.user)} before`);
    await who.do('channel.join', { channel: channel.id });
    await sofia.post(channel.id, `${channelMention} after`);
    expect(await all(who)).toEqual([`${channelMention} after (C)`, `${mentionOf(who.user)} before (U)`]);
  });

  test('knows whom a group meant when it was mentioned', async () => {
    const [who, other] = [await newcomer(), await newcomer()];
    const { group } = await sofia.do('group.create', {
      workspace: world.workspace,
      name: 'Deployers',
      handle: 'deployers',
      users: [who.user],
    });
    const text = groupMentionOf(group.id);
    await ade.post(world.random.id, text);
    await sofia.do('group.update', { group: group.id, add: [other.user], remove: [who.user] });
    expect(await all(who, { kinds: ['mention'] })).toEqual([`${text} (H)`]);
    expect(await all(other)).toEqual([]);
  });

  test('leaves out threads that one does not follow any more', async () => {
    const who = await newcomer();
    const root = await who.post(world.random.id, 'root');
    await ade.post(world.random.id, 'reply', root.id);
    expect(await all(who)).toEqual(['reply (started)']);
    await who.do('thread.unfollow', { message: root.id });
    expect(await all(who)).toEqual([]);
  });
});

describe('[R2] the last look', () => {
  test('says what is new; it is told in one’s own stream, and only moves forward', async () => {
    const who = await newcomer();
    await ade.post(world.random.id, mentionOf(who.user));
    const second = await ade.post(world.random.id, mentionOf(who.user));
    expect(await news(who)).toEqual({ count: 2, newest: second.createdAt, lookedAt: null, seq: second.rev });
    expect(await look(who, second.createdAt)).toEqual({ lookedAt: second.createdAt });
    expect(world.heard.at(-1)).toMatchObject({
      stream: who.user,
      type: 'activity.looked',
      data: { lookedAt: second.createdAt },
    });
    expect(await news(who)).toMatchObject({ count: 0, newest: null, lookedAt: second.createdAt });
    const before = world.heard.length;
    expect(await look(who, '2020-01-01T00:00:00.000000Z')).toEqual({ lookedAt: second.createdAt });
    expect(world.heard.length).toBe(before);
    const { lookedAt } = await who.do('workspace.snapshot', { workspace: world.workspace });
    expect(lookedAt).toBe(second.createdAt);
  });

  test('is never later than now: what is not written yet has not been seen', async () => {
    const who = await newcomer();
    const { lookedAt } = await look(who, '2999-01-01T00:00:00.000000Z');
    expect(lookedAt < '2999').toBe(true);
    await ade.post(world.random.id, mentionOf(who.user));
    expect((await news(who)).count).toBe(1);
  });
});
