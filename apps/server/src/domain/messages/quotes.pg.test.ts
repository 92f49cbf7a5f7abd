import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
let ade: TestPerson;
let secrets: string;
beforeAll(async () => {
  world = await openTestWorld();
  sofia = world.person('Sofia');
  maya = world.person('Maya');
  ade = world.person('Ade');
  const { channel } = await sofia.do('channel.create', {
    workspace: world.workspace,
    name: 'secrets',
    kind: 'private',
  });
  secrets = channel.id;
  await sofia.do('channel.invite', { channel: secrets, users: [maya.user] });
});
afterAll(() => world.close());

let keys = 0;
const quoting = async (
  who: TestPerson,
  message: string,
  over: { text?: string; rev?: number; channel?: string } = {},
) => {
  const { text = '', rev, channel = world.general.id } = over;
  const quote = { message, ...(rev !== undefined && { rev }) };
  return (await who.do('message.post', { channel, text, clientId: `quoting-${keys++}`, quote })).message;
};
const preview = async (who: TestPerson, item: { message: string; rev?: number; by?: string }) =>
  (await who.do('message.previews', { items: [item] })).previews[0];

describe('[Q1] a quote', () => {
  test('names a message and the text that it had, and needs no words of one’s own', async () => {
    const said = await maya.post(world.general.id, 'first');
    expect(await quoting(ade, said.id)).toMatchObject({ text: '', quote: { message: said.id, rev: said.rev } });
    const { message: edited } = await maya.do('message.edit', { message: said.id, text: 'second' });
    await ade.do('reaction.add', { message: said.id, emoji: '👍' });
    expect((await quoting(ade, said.id, { text: 'look' })).quote).toEqual({ message: said.id, rev: edited.rev });
    expect((await quoting(ade, said.id, { rev: said.rev })).quote).toEqual({ message: said.id, rev: said.rev });
    await expect(quoting(ade, said.id, { rev: said.rev - 1 })).rejects.toMatchObject({ field: 'args.quote.rev' });
  });

  test('is of what one may read, and of something', async () => {
    const secret = await sofia.post(secrets, 'a secret');
    await expect(quoting(ade, secret.id)).rejects.toMatchObject({ code: 'not_found' });
    const empty = await quoting(maya, secret.id);
    await expect(quoting(ade, empty.id)).rejects.toMatchObject({ code: 'invalid' });
    await expect(ade.post(world.general.id, '')).rejects.toMatchObject({ code: 'invalid', field: 'args.text' });
    await sofia.do('message.delete', { message: secret.id });
    await expect(quoting(maya, secret.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[O5] is part of what a key stands for', async () => {
    const [one, two] = [await maya.post(world.general.id, 'one'), await maya.post(world.general.id, 'two')];
    const args = { channel: world.general.id, text: '', clientId: 'the-same' };
    const first = await ade.do('message.post', { ...args, quote: { message: one.id } });
    expect(await ade.do('message.post', { ...args, quote: { message: one.id } })).toEqual(first);
    await expect(ade.do('message.post', { ...args, quote: { message: two.id } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('[Q2] a preview', () => {
  test('of what one may see is what it says now, and what was meant', async () => {
    const said = await maya.post(world.general.id, 'first');
    const by = await quoting(ade, said.id);
    expect(await preview(sofia, { message: said.id, by: by.id })).toMatchObject({
      state: 'live',
      message: { text: 'first' },
    });
    await maya.do('message.edit', { message: said.id, text: 'second' });
    expect(await preview(sofia, { message: said.id, by: by.id })).toMatchObject({
      state: 'live',
      message: { text: 'second' },
      quoted: { rev: said.rev, text: 'first', at: said.createdAt },
    });
    expect(await preview(sofia, { message: said.id, rev: said.rev })).toMatchObject({ quoted: { text: 'first' } });
    const plain = await preview(sofia, { message: said.id });
    expect(plain).toMatchObject({ state: 'live', message: { text: 'second' } });
    expect(plain).not.toHaveProperty('quoted');
  });

  test('of what one may not see is what was shared, by whom and when, and nothing else', async () => {
    const said = await sofia.post(secrets, 'shared on purpose');
    const by = await quoting(maya, said.id, { text: 'for all' });
    await sofia.do('message.edit', { message: said.id, text: 'not for all' });
    expect(await preview(ade, { message: said.id, by: by.id })).toEqual({
      state: 'shared',
      createdAt: said.createdAt,
      quoted: { rev: said.rev, author: sofia.user, at: said.createdAt, text: 'shared on purpose' },
    });
    expect(await preview(maya, { message: said.id, by: by.id })).toMatchObject({ message: { text: 'not for all' } });
  });

  test('does not come by a link, or by a message that does not quote it or is out of sight', async () => {
    const said = await sofia.post(secrets, 'for the few');
    const other = await ade.post(world.general.id, 'about something else');
    const hidden = await quoting(maya, said.id, { channel: secrets });
    expect(await preview(ade, { message: said.id })).toBeNull();
    expect(await preview(ade, { message: said.id, rev: said.rev })).toBeNull();
    expect(await preview(ade, { message: said.id, by: other.id })).toBeNull();
    expect(await preview(ade, { message: said.id, by: hidden.id })).toBeNull();
    const by = await quoting(maya, said.id);
    expect(await preview(ade, { message: said.id, by: by.id })).not.toBeNull();
    await maya.do('message.delete', { message: by.id });
    expect(await preview(ade, { message: said.id, by: by.id })).toBeNull();
  });

  test('gives no other text of a message than the one that was shared', async () => {
    const said = await sofia.post(secrets, 'old');
    await sofia.do('message.edit', { message: said.id, text: 'newer' });
    const by = await quoting(maya, said.id);
    expect(await preview(ade, { message: said.id, by: by.id, rev: said.rev })).toMatchObject({
      quoted: { text: 'newer' },
    });
  });
});

describe('[M4] what was deleted', () => {
  test('is gone from every quote of it', async () => {
    const said = await sofia.post(secrets, 'a mistake');
    const by = await quoting(maya, said.id, { text: 'look' });
    await ade.post(world.general.id, 'a reply', by.id);
    await sofia.do('message.delete', { message: said.id });
    expect(await preview(ade, { message: said.id, by: by.id })).toEqual({ state: 'gone' });
    expect(await preview(maya, { message: said.id })).toEqual({ state: 'gone' });
    // A quote goes with the message that made it, too.
    await maya.do('message.delete', { message: by.id });
    const { message } = await ade.do('message.get', { message: by.id });
    expect(message).not.toHaveProperty('quote');
  });

  test('is gone from every quote when its channel was deleted', async () => {
    const { channel } = await sofia.do('channel.create', {
      workspace: world.workspace,
      name: 'doomed',
      kind: 'private',
    });
    const said = await sofia.post(channel.id, 'not for long');
    const by = await quoting(sofia, said.id);
    await sofia.do('channel.delete', { channel: channel.id, name: 'doomed' });
    for (const who of [ade, sofia]) {
      expect(await preview(who, { message: said.id, by: by.id })).toEqual({ state: 'gone' });
      expect(await preview(who, { message: said.id })).toBeNull();
    }
  });
});
