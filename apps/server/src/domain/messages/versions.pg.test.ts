import { limits } from '@roost/protocol/limits';
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

const versionsOf = async (message: string, who = ade) => (await who.do('message.versions', { message })).versions;

describe('what a message has said', () => {
  test('[M12] is told with who and when, the newest first', async () => {
    const { id, createdAt } = await maya.post(world.general.id, 'tpyo');
    await maya.do('message.edit', { message: id, text: 'typo' });
    const { message } = await maya.do('message.edit', { message: id, text: 'Typo.' });
    const versions = await versionsOf(id);
    expect(versions.map(({ text, author }) => [text, author])).toEqual([
      ['Typo.', maya.user],
      ['typo', maya.user],
      ['tpyo', maya.user],
    ]);
    expect([versions[0]!.at, versions[2]!.at]).toEqual([message.editedAt, createdAt]);
  });

  test('is its one text when nobody edited it', async () => {
    const { id } = await maya.post(world.general.id, 'once and for all');
    expect((await versionsOf(id)).map(({ text }) => text)).toEqual(['once and for all']);
  });

  test('[O7] is told to those who may read the message, and to nobody else', async () => {
    const { channel } = await sofia.do('channel.create', {
      workspace: world.workspace,
      name: 'versions-secret',
      kind: 'private',
    });
    const { id } = await sofia.post(channel.id, 'psst');
    await sofia.do('message.edit', { message: id, text: 'hush' });
    await expect(versionsOf(id)).rejects.toMatchObject({ code: 'not_found' });
    await sofia.do('channel.invite', { channel: channel.id, users: [ade.user] });
    expect(await versionsOf(id)).toHaveLength(2);
  });

  test('[M4] is nothing when it was deleted', async () => {
    const { id } = await maya.post(world.general.id, 'gone');
    await maya.do('message.edit', { message: id, text: 'gone soon' });
    await ade.post(world.general.id, 'an answer', id);
    await maya.do('message.delete', { message: id });
    await expect(versionsOf(id, maya)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('comes in pages that an answer can carry', async () => {
    const { id } = await maya.post(world.general.id, '0');
    const edits = Math.ceil(262_144 / limits.messageText) + 3;
    for (let n = 1; n <= edits; n++)
      await maya.do('message.edit', { message: id, text: `${n} `.padEnd(limits.messageText, 'x') });
    const first = await ade.do('message.versions', { message: id });
    expect(first.hasMore).toBe(true);
    const rest = await ade.do('message.versions', { message: id, before: first.versions.at(-1)!.rev });
    expect(rest.hasMore).toBe(false);
    expect([...first.versions, ...rest.versions].map(({ text }) => Number(text.split(' ')[0]))).toEqual(
      Array.from({ length: edits + 1 }, (_, n) => edits - n),
    );
  });

  test('[W6] of an imported message begins with what the import knew: its last text, at the time of its edit', async () => {
    const [channel, author] = [world.random.id, maya.user];
    const id = 'M0000000000000042';
    const createdAt = '2020-01-01T10:00:00.000000Z';
    const written = { id, channel, author, clientId: 'slack:1', text: 'as it is now', createdAt };
    const common = { stream: world.workspace, actor: author, audience: channel, backfill: true } as const;
    await world.world.log.append({
      events: [
        {
          ...common,
          type: 'message.posted',
          clock: channel,
          givenAt: 1_577_872_800_000_000,
          data: ({ seq }) => ({ message: { ...written, rev: seq, reactions: [] } }),
        },
        {
          ...common,
          type: 'message.edited',
          givenAt: 1_577_872_900_000_000,
          data: ({ seq }) => ({ message: { ...written, rev: seq, editedAt: '2020-01-01T10:01:40.000000Z' } }),
        },
      ],
      checked: [],
      guards: [],
      touches: [],
    });
    const told = (await versionsOf(id)).map(({ text, at }) => [text, at]);
    expect(told).toEqual([['as it is now', '2020-01-01T10:01:40.000000Z']]);
    await sofia.do('channel.invite', { channel, users: [maya.user] }).catch(() => {});
    await maya.do('channel.join', { channel });
    await maya.do('message.edit', { message: id, text: 'as it is here' });
    expect((await versionsOf(id)).map(({ text }) => text)).toEqual(['as it is here', 'as it is now']);
  });
});
