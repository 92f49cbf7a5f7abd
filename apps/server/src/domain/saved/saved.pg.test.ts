import { limits } from '@roost/protocol/limits';
import { newId } from '@roost/protocol/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, outcomesOf, type TestPerson, type TestWorld } from '../testWorld.ts';

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

const listOf = async (who: TestPerson, done = false) =>
  (await who.do('saved.list', { workspace: world.workspace, done })).entries;
const textsOf = async (who: TestPerson, done = false) => (await listOf(who, done)).map(({ message }) => message?.text);
const marked = async (who: TestPerson) => (await who.do('workspace.snapshot', { workspace: world.workspace })).saved;
const privateRoom = async (name: string) => {
  const { channel } = await sofia.do('channel.create', { workspace: world.workspace, name, kind: 'private' });
  await sofia.do('channel.invite', { channel: channel.id, users: [maya.user] });
  return channel.id;
};

describe('what one saves', () => {
  test('[M10] is to do until it is done, the newest first, and can be taken up again', async () => {
    const [one, two] = [await sofia.post(world.general.id, 'one'), await sofia.post(world.general.id, 'two')];
    const { saved } = await maya.do('message.save', { message: one.id });
    await maya.do('message.save', { message: two.id });
    expect(await textsOf(maya)).toEqual(['two', 'one']);
    expect(await marked(maya)).toEqual([one.id, two.id]);
    const done = await maya.do('message.save', { message: one.id, done: true });
    expect(done.saved.doneAt! >= saved.savedAt).toBe(true);
    expect(done.saved.savedAt).toBe(saved.savedAt);
    expect([await textsOf(maya), await textsOf(maya, true)]).toEqual([['two'], ['one']]);
    expect(await marked(maya)).toEqual([two.id]);
    await maya.do('message.save', { message: one.id });
    expect(await textsOf(maya)).toEqual(['one', 'two']);
    for (const { id } of [one, two]) await maya.do('message.unsave', { message: id });
    expect([await listOf(maya), await listOf(maya, true)]).toEqual([[], []]);
  });

  test('[W5] is in one’s own stream, and nobody else learns of it', async () => {
    const { id } = await sofia.post(world.general.id, 'mine to keep');
    const before = world.heard.length;
    await ade.do('message.save', { message: id });
    expect(world.heard.slice(before).map(({ stream, type }) => [stream, type])).toEqual([[ade.user, 'message.saved']]);
    expect(await marked(sofia)).toEqual([]);
    expect(await listOf(sofia)).toEqual([]);
    await ade.do('message.unsave', { message: id });
  });

  test('[M10] is shown without its text when it was deleted or one may not see it any more', async () => {
    const channel = await privateRoom('saved-secrets');
    const [kept, gone] = [await sofia.post(channel, 'a secret'), await sofia.post(channel, 'a mistake')];
    for (const { id } of [kept, gone]) await maya.do('message.save', { message: id });
    await sofia.do('message.delete', { message: gone.id });
    expect((await listOf(maya)).map(({ message }) => message?.text ?? null)).toEqual([null, 'a secret']);
    await sofia.do('channel.remove', { channel, users: [maya.user] });
    const entries = await listOf(maya);
    expect(entries.map(({ message, saved }) => [saved.message, message])).toEqual([
      [gone.id, null],
      [kept.id, null],
    ]);
    await maya.do('message.save', { message: kept.id, done: true });
    await maya.do('message.unsave', { message: gone.id });
    expect(await listOf(maya)).toEqual([]);
    await maya.do('message.unsave', { message: kept.id });
  });

  test('comes in pages that go on from the place of the last', async () => {
    for (const text of ['a', 'b', 'c'])
      await maya.do('message.save', { message: (await maya.post(world.general.id, text)).id });
    const { workspace } = world;
    const first = await maya.do('saved.list', { workspace, limit: 2 });
    expect(first.entries.map(({ message }) => message?.text)).toEqual(['c', 'b']);
    expect(first.hasMore).toBe(true);
    const rest = await maya.do('saved.list', { workspace, limit: 2, before: first.entries[1]!.saved.rev });
    expect(rest.entries.map(({ message }) => message?.text)).toEqual(['a']);
    expect(rest.hasMore).toBe(false);
  });

  test('never makes a page too large to carry', async () => {
    const long = 'x'.repeat(limits.messageText);
    const many = Math.ceil(262_144 / limits.messageText) + 2;
    const posted = await Promise.all(Array.from({ length: many }, () => ade.post(world.general.id, long)));
    for (const { id } of posted) await ade.do('message.save', { message: id });
    const first = await ade.do('saved.list', { workspace: world.workspace });
    expect(first.hasMore).toBe(true);
    const before = first.entries.at(-1)!.saved.rev;
    const rest = await ade.do('saved.list', { workspace: world.workspace, before });
    expect([...first.entries, ...rest.entries].map(({ saved }) => saved.message)).toEqual(
      posted.map(({ id }) => id).reverse(),
    );
  });
});

describe('saving', () => {
  test('[O6] what is saved already changes nothing', async () => {
    const { id } = await sofia.post(world.general.id, 'twice');
    const first = await sofia.do('message.save', { message: id });
    const before = world.heard.length;
    expect(await sofia.do('message.save', { message: id })).toEqual(first);
    await sofia.do('message.unsave', { message: id });
    await sofia.do('message.unsave', { message: id });
    expect(world.heard.length).toBe(before + 1);
  });

  test('[L3] twice at the same moment takes effect once', async () => {
    const { id } = await sofia.post(world.general.id, 'at once');
    const before = world.heard.length;
    await Promise.all([1, 2, 3].map(() => sofia.do('message.save', { message: id })));
    expect(world.heard.length).toBe(before + 1);
    await sofia.do('message.unsave', { message: id });
  });

  test('[O7] is for those who may read the message', async () => {
    const channel = await privateRoom('saved-closed');
    const { id } = await sofia.post(channel, 'psst');
    const stranger = await world.stranger('Otto');
    for (const who of [ade, stranger]) {
      await expect(who.do('message.save', { message: id })).rejects.toMatchObject({ code: 'not_found' });
      await expect(who.do('message.unsave', { message: id })).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(stranger.do('saved.list', { workspace: world.workspace })).rejects.toMatchObject({
      code: 'not_found',
    });
    await sofia.do('message.delete', { message: id });
    await expect(maya.do('message.save', { message: id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[M10] ends at a thousand that are to do, also at the same moment; what is done leaves room', async () => {
    const lee = await world.join('Lee');
    const posted = await Promise.all(Array.from({ length: 3 }, (_, n) => lee.post(world.general.id, `last ${n}`)));
    // As many as fit but one, put there as the log would have.
    await world.database.sql`
      insert into saved (user_id, message_id, channel_id, saved_at, done, rev)
      select ${lee.user}, 'M' || lpad(n::text, 16, '0'), ${world.general.id}, 1, false, 0
      from generate_series(1, ${limits.saved - 1}::int4) n`;
    const outcomes = await outcomesOf(posted.map(({ id }) => lee.do('message.save', { message: id })));
    expect(outcomes.sort()).toEqual(['conflict', 'conflict', 'done']);
    await lee.do('message.save', { message: (await marked(lee)).at(-1)!, done: true });
    const left = await Promise.all(posted.map(({ id }) => lee.do('message.save', { message: id }).catch(() => null)));
    expect(left.some(Boolean)).toBe(true);
    expect(await marked(lee)).toHaveLength(limits.saved);
  });

  test('[O4] a repetition gets the first answer', async () => {
    const { id } = await sofia.post(world.general.id, 'once more');
    const key = newId('session');
    const first = await sofia.do('message.save', { message: id }, key);
    await sofia.do('message.unsave', { message: id });
    expect(await sofia.do('message.save', { message: id }, key)).toEqual(first);
    expect(await listOf(sofia)).toEqual([]);
  });
});
