import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const refused = (code: string, field?: string) => expect.objectContaining({ code, ...(field && { field }) });

describe('message.post', () => {
  test('a message stands in the history of its channel as it was answered', async () => {
    const { general } = world;
    const posted = await world.person('Maya').post(general.id, 'Good morning');
    const { messages } = await world.person('Ade').do('channel.history', { channel: general.id });
    expect(messages.at(-1)).toEqual(posted);
    expect(posted).toMatchObject({ text: 'Good morning', author: world.person('Maya').user, reactions: [] });
  });

  test('[O4] a repeated clientId answers with the first result and posts nothing', async () => {
    const maya = world.person('Maya');
    const args = { channel: world.general.id, text: 'only once', clientId: 'once' };
    const answers = await Promise.all([1, 2, 3].map(() => maya.do('message.post', args)));
    answers.push(await maya.do('message.post', args));
    expect(new Set(answers.map((answer) => answer.message.id)).size).toBe(1);
    const { messages } = await maya.do('channel.history', { channel: world.general.id });
    expect(messages.filter((message) => message.text === 'only once')).toHaveLength(1);
  });

  test('[O4] a repetition is answered even when the author may no longer post there', async () => {
    const { channel } = await world.person('Sofia').do('channel.create', {
      workspace: world.workspace,
      name: 'closing',
      kind: 'public',
    });
    const ade = world.person('Ade');
    await ade.do('channel.join', { channel: channel.id });
    const args = { channel: channel.id, text: 'last words', clientId: 'last' };
    const first = await ade.do('message.post', args);
    await world.person('Sofia').do('channel.archive', { channel: channel.id });
    expect(await ade.do('message.post', args)).toEqual(first);
    await expect(ade.post(channel.id, 'more')).rejects.toEqual(refused('archived'));
  });

  test('[O5] the same clientId with another text is refused', async () => {
    const maya = world.person('Maya');
    await maya.do('message.post', { channel: world.general.id, text: 'one', clientId: 'same' });
    const other = maya.do('message.post', { channel: world.general.id, text: 'two', clientId: 'same' });
    await expect(other).rejects.toEqual(refused('conflict'));
  });

  test('[M18] what is said in the third person is so for everybody, also when it is edited, until it is deleted', async () => {
    const maya = world.person('Maya');
    const ade = world.person('Ade');
    const waves = { channel: world.general.id, text: 'waves', clientId: 'waves', thirdPerson: true };
    const { id } = (await maya.do('message.post', waves)).message;
    await ade.post(world.general.id, 'Hello', id);
    const read = async () => (await ade.do('message.get', { message: id })).message;
    expect(await read()).toMatchObject({ text: 'waves', thirdPerson: true });
    await maya.do('message.edit', { message: id, text: 'waves at everybody' });
    expect(await read()).toMatchObject({ text: 'waves at everybody', thirdPerson: true });
    expect((await maya.post(world.general.id, 'plain')).thirdPerson).toBeUndefined();
    await maya.do('message.delete', { message: id });
    const { messages } = await ade.do('channel.history', { channel: world.general.id });
    const tombstone = messages.find((message) => message.id === id);
    expect(tombstone).toMatchObject({ text: '', replyCount: 1 });
    expect(tombstone).not.toHaveProperty('thirdPerson');
  });

  test('one posts only where one is a member', async () => {
    const { channel } = await world.person('Sofia').do('channel.create', {
      workspace: world.workspace,
      name: 'looking',
      kind: 'public',
    });
    await expect(world.person('Ade').post(channel.id, 'hi')).rejects.toEqual(refused('forbidden'));
    const stranger = await world.stranger('Nobody');
    await expect(stranger.post(channel.id, 'hi')).rejects.toEqual(refused('not_found'));
  });
});
