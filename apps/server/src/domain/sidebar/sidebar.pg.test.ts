import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, outcomesOf, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let sofia: TestPerson;
let ade: TestPerson;
beforeAll(async () => {
  world = await openTestWorld();
  sofia = world.person('Sofia');
  ade = world.person('Ade');
  for (const who of [ade, world.person('Maya')]) await who.do('channel.join', { channel: world.random.id });
});
afterAll(() => world.close());

const snapshot = (who: TestPerson) => who.do('workspace.snapshot', { workspace: world.workspace });
const kept = async (who: TestPerson, channel: string) =>
  (await snapshot(who)).preferences.find((one) => one.channel === channel);
const headings = async (who: TestPerson) => (await snapshot(who)).sidebar.sections.map(({ id, name }) => name ?? id);
const create = async (who: TestPerson, name: string) => {
  const section = newId('section');
  await who.do('section.create', { workspace: world.workspace, section, name });
  return section;
};

describe('[P1] how one keeps a channel', () => {
  test('is told to oneself alone, and is in the snapshot', async () => {
    const channel = world.random.id;
    const { preference } = await ade.do('channel.prefer', { channel, starred: true });
    expect(preference).toMatchObject({ channel, starred: true, muted: false, level: null, section: null });
    expect(world.heard.at(-1)).toMatchObject({ stream: ade.user, type: 'channel.preferred', data: { preference } });
    expect(await kept(ade, channel)).toEqual(preference);
    expect(await kept(sofia, channel)).toBeUndefined();
  });

  test('of two devices that change different things at once, both take effect', async () => {
    const channel = world.general.id;
    for (const on of [true, false, true, false, true]) {
      const level = on ? 'all' : 'mentions';
      await Promise.all([
        ade.do('channel.prefer', { channel, starred: on }),
        ade.do('channel.prefer', { channel, muted: on }),
        ade.do('channel.prefer', { channel, level }),
      ]);
      expect(await kept(ade, channel)).toMatchObject({ starred: on, muted: on, level });
    }
  });

  test('[O6] is no event where nothing changes', async () => {
    const channel = world.general.id;
    const before = world.heard.length;
    await ade.do('channel.prefer', { channel, starred: true });
    await sofia.do('channel.prefer', { channel, muted: false });
    expect(world.heard.length).toBe(before);
  });

  test('is for members, in archived channels too', async () => {
    const { channel } = await sofia.do('channel.create', { workspace: world.workspace, name: 'away', kind: 'public' });
    await expect(ade.do('channel.prefer', { channel: channel.id, muted: true })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await sofia.do('channel.archive', { channel: channel.id });
    await sofia.do('channel.prefer', { channel: channel.id, muted: true });
    expect(await kept(sofia, channel.id)).toMatchObject({ muted: true });
  });

  test('a channel goes only into a section that is there', async () => {
    const channel = world.general.id;
    const theirs = await create(sofia, 'Theirs');
    await expect(ade.do('channel.prefer', { channel, section: theirs })).rejects.toMatchObject({
      code: 'not_found',
      field: 'args.section',
    });
    const mine = await create(ade, 'Mine');
    await ade.do('channel.prefer', { channel, section: mine });
    expect(await kept(ade, channel)).toMatchObject({ section: mine });
    await ade.do('channel.prefer', { channel, section: null });
    expect(await kept(ade, channel)).toMatchObject({ section: null });
  });
});

describe('[P2] the sections of a sidebar', () => {
  let maya: TestPerson;
  beforeAll(() => {
    maya = world.person('Maya');
  });

  test('are at first those that everybody has', async () => {
    expect(await headings(maya)).toEqual(['starred', 'channels', 'directs']);
  });

  test('of two devices that arrange at once, both take effect', async () => {
    const [one, two] = await Promise.all([create(maya, 'One'), create(maya, 'Two')]);
    expect((await headings(maya)).toSorted()).toEqual(['One', 'Two', 'channels', 'directs', 'starred']);
    const { workspace } = world;
    await Promise.all([
      maya.do('section.update', { workspace, section: one, name: ' Uno ', before: null }),
      maya.do('section.update', { workspace, section: two, sort: 'unread', before: 'starred' }),
    ]);
    expect(await headings(maya)).toEqual(['Two', 'starred', 'channels', 'directs', 'Uno']);
    expect((await snapshot(maya)).sidebar.sections[0]).toEqual({ id: two, name: 'Two', sort: 'unread' });
    expect(
      await outcomesOf([
        maya.do('section.delete', { workspace, section: one }),
        maya.do('section.delete', { workspace, section: one }),
      ]),
    ).toEqual(['done', 'done']);
    expect(await headings(maya)).toEqual(['Two', 'starred', 'channels', 'directs']);
  });

  test('a channel whose section is gone stays, and its preference with it', async () => {
    const channel = world.random.id;
    const section = await create(maya, 'Short');
    await maya.do('channel.prefer', { channel, section, starred: false });
    await maya.do('section.delete', { workspace: world.workspace, section });
    expect(await kept(maya, channel)).toMatchObject({ section });
  });

  test('before a section that is gone, one stays where it is', async () => {
    const before = await headings(maya);
    await maya.do('section.update', { workspace: world.workspace, section: 'channels', before: newId('section') });
    expect(await headings(maya)).toEqual(before);
  });

  test('those that everybody has keep their names, and direct messages their order', async () => {
    const { workspace } = world;
    await expect(maya.do('section.update', { workspace, section: 'channels', name: 'Rooms' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.name',
    });
    await expect(maya.do('section.update', { workspace, section: 'directs', sort: 'name' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.sort',
    });
    await expect(
      maya.do('section.update', { workspace, section: newId('section'), sort: 'name' }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(create(maya, '\u200b')).rejects.toMatchObject({ code: 'invalid' });
  });

  test('are not without end', async () => {
    const jun = await world.join('Jun');
    for (let i = 3; i < limits.sections; i++) await create(jun, `S${i}`);
    await expect(create(jun, 'one more')).rejects.toMatchObject({ code: 'conflict' });
  });
});
