import { channelMention, mentionOf } from '@roost/protocol/text';
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

const room = async (name: string, kind: 'public' | 'private' = 'public') => {
  const { channel } = await sofia.do('channel.create', { workspace: world.workspace, name, kind });
  await sofia.do('channel.invite', { channel: channel.id, users: [maya.user] });
  return channel.id;
};
let posted = 0;
const urge = async (channel: string, text = 'The power goes off at noon', threadRoot?: string) => {
  const args = { channel, text, clientId: `urge-${posted++}`, ...(threadRoot !== undefined && { threadRoot }) };
  const urging = { priority: 'urgent', askAcknowledgement: true } as const;
  return (await sofia.do('message.post', { ...args, ...urging })).message;
};
const acknowledge = (who: TestPerson, message: string, key?: string) => who.do('message.acknowledge', { message }, key);
const listed = async (message: string, who: 'acknowledged' | 'missing', by = sofia) => {
  const { users, ...rest } = await by.do('acknowledgement.list', { message, who });
  return { ids: users.map(({ id }) => id), ...rest };
};
const sorted = (...people: TestPerson[]) => people.map(({ user }) => user).sort();
const given = (message: string) =>
  world.heard.filter(
    ({ type, data }) => type === 'message.acknowledged' && (data as { message: string }).message === message,
  );

describe('a message', () => {
  test('[X1] says how much it asks to be read, roots and replies alike, and keeps it when it is edited', async () => {
    const channel = await room('urgent');
    const root = await urge(channel);
    const reply = await urge(channel, 'in the kitchen, too', root.id);
    expect([root, reply]).toMatchObject([
      { priority: 'urgent', acknowledged: [] },
      { priority: 'urgent', acknowledged: [] },
    ]);
    const { message } = await sofia.do('message.edit', { message: root.id, text: 'At one' });
    expect(message).toMatchObject({ priority: 'urgent', acknowledged: [] });
    expect(await maya.post(channel, 'no hurry')).not.toHaveProperty('priority');
  });

  test('[O5] with another priority is another one for its key', async () => {
    const args = { channel: world.general.id, text: 'soon', clientId: 'urge-again' };
    await sofia.do('message.post', { ...args, priority: 'important' });
    for (const other of [{ priority: 'urgent' } as const, { askAcknowledgement: true }, {}])
      await expect(sofia.do('message.post', { ...args, ...other })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[M4] that is deleted asks for nothing any more', async () => {
    const channel = await room('deleted');
    const { id } = await urge(channel);
    await maya.post(channel, 'an answer', id);
    await acknowledge(maya, id);
    await sofia.do('message.delete', { message: id });
    const [tombstone] = (await maya.do('channel.history', { channel })).messages.filter((one) => one.id === id);
    expect(tombstone).not.toHaveProperty('priority');
    expect(tombstone).not.toHaveProperty('acknowledged');
    await expect(acknowledge(ade, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.database.sql`select 1 from acknowledgement where message_id = ${id}`).toEqual([]);
  });
});

describe('an acknowledgement', () => {
  test('[X2] is given once by each, told to everybody who reads, in order', async () => {
    const channel = await room('noon');
    await sofia.do('channel.invite', { channel, users: [ade.user] });
    const { id } = await urge(channel);
    await Promise.all([maya, maya, maya].map((who) => acknowledge(who, id)));
    await acknowledge(ade, id, 'a-key');
    const again = await acknowledge(ade, id, 'a-key');
    expect(again.message.acknowledged).toEqual([maya.user, ade.user]);
    expect((await maya.do('channel.history', { channel })).messages.at(-1)).toEqual(again.message);
    expect(given(id)).toHaveLength(2);
  });

  test('[X2][M5] is for members alone, where it is asked for, and not of one’s own', async () => {
    const channel = await room('news');
    await sofia.do('channel.update', { channel, posting: { who: 'admins', users: [], replies: false } });
    const { id } = await urge(channel);
    await acknowledge(maya, id);
    await expect(acknowledge(ade, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(acknowledge(sofia, id)).rejects.toMatchObject({ code: 'forbidden' });
    const plain = await sofia.post(channel, 'nothing asked');
    await expect(acknowledge(maya, plain.id)).rejects.toMatchObject({ code: 'invalid', field: 'args.message' });
    await expect(listed(plain.id, 'missing')).rejects.toMatchObject({ code: 'invalid' });
    const guest = await world.join('Gil', 'guest');
    await expect(acknowledge(guest, id)).rejects.toMatchObject({ code: 'not_found' });
    await sofia.do('channel.invite', { channel, users: [guest.user] });
    await acknowledge(guest, id);
    await sofia.do('user.deactivate', { user: guest.user });
    await expect(acknowledge(guest, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[X2] is not given in an archived channel, nor in one that one does not see', async () => {
    const [shelf, secret] = [await room('shelf'), await room('cabinet', 'private')];
    const [first, second] = [await urge(shelf), await urge(secret)];
    await sofia.do('channel.archive', { channel: shelf });
    await expect(acknowledge(maya, first.id)).rejects.toMatchObject({ code: 'archived' });
    await expect(acknowledge(ade, second.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(listed(second.id, 'acknowledged', ade)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('who has not yet', () => {
  test('[X3] are those whom the message mentions, or, where it mentions nobody, all the others of the channel', async () => {
    const channel = await room('who');
    await sofia.do('channel.invite', { channel, users: [ade.user] });
    const all = await urge(channel);
    expect(await listed(all.id, 'missing')).toMatchObject({ ids: sorted(maya, ade), acknowledged: 0, missing: 2 });
    await acknowledge(maya, all.id);
    expect(await listed(all.id, 'missing', ade)).toMatchObject({ ids: [ade.user], acknowledged: 1, missing: 1 });
    expect(await listed(all.id, 'acknowledged', ade)).toMatchObject({ ids: [maya.user] });
    const named = await urge(channel, `${mentionOf(ade.user)} only you`);
    expect((await listed(named.id, 'missing')).ids).toEqual([ade.user]);
    const everybody = await urge(channel, `${channelMention} all of you`);
    expect((await listed(everybody.id, 'missing')).ids).toEqual(sorted(maya, ade));
  });

  test('[X3] come a page at a time', async () => {
    const channel = await room('pages');
    const people = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => world.join(`Page ${name}`)));
    await sofia.do('channel.invite', { channel, users: people.map(({ user }) => user) });
    const { id: message } = await urge(channel);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: { users: { id: string }[]; next: string | null } = await sofia.do('acknowledgement.list', {
        ...{ message, who: 'missing', limit: 2 },
        ...(after !== null && { after }),
      });
      seen.push(...page.users.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(sorted(maya, ...people));
  });

  test('[X3][W9] a guest learns of those alone whom they may know', async () => {
    const channel = await room('guests');
    const guest = await world.join('Gwen', 'guest');
    await sofia.do('channel.invite', { channel, users: [guest.user, ade.user] });
    const { id } = await urge(channel);
    await acknowledge(ade, id);
    await ade.do('channel.leave', { channel });
    expect(await listed(id, 'acknowledged', guest)).toMatchObject({ ids: [], acknowledged: 0 });
    expect((await listed(id, 'acknowledged')).ids).toEqual([ade.user]);
  });
});
