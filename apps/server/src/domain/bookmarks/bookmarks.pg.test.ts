import type { Args } from '@roost/protocol/registry';
import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audienceOf } from '../../fanout/audience.ts';
import { eraseDeleted } from '../channels/eraseDeleted.ts';
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

const room = async (name: string, kind: 'public' | 'private' = 'public') => {
  const { channel } = await maya.do('channel.create', { workspace: world.workspace, name, kind });
  await maya.do('channel.invite', { channel: channel.id, users: [sofia.user] });
  return channel.id;
};
const add = async (who: TestPerson, channel: string, title: string, more: Partial<Args<'bookmark.add'>> = {}) => {
  const bookmark = newId('bookmark');
  await who.do('bookmark.add', { channel, bookmark, title, address: 'https://wiki.example', ...more });
  return bookmark;
};
const listOf = async (who: TestPerson, channel: string) =>
  (await who.do('channel.history', { channel })).bookmarks?.list ?? [];
const titles = async (channel: string) => (await listOf(maya, channel)).map(({ title }) => title);
const channelOf = async (channel: string) => (await maya.do('channel.get', { channel })).channel;

describe('[B1] the bookmarks of a channel', () => {
  test('are read by whoever may read it, and say who put them there', async () => {
    const channel = await room('wiki');
    const id = await add(sofia, channel, ' Run\u200bbook\n', {
      emoji: ':BOOK:',
      address: 'HTTPS://Wiki.Example/a b'.replace(' ', '%20'),
    });
    expect(await listOf(ade, channel)).toEqual([
      { id, title: 'Run\u200bbook', address: 'https://wiki.example/a%20b', emoji: ':book:', by: sofia.user },
    ]);
    const event = world.heard.find(
      ({ type, data }) => type === 'bookmarks.arranged' && (data as { channel: string }).channel === channel,
    )!;
    expect(audienceOf(event)).toEqual({ type: 'members', channel });
  });

  test('are renamed, moved and taken away by whoever writes there', async () => {
    const channel = await room('moves');
    const [one, two, three] = [
      await add(maya, channel, 'one'),
      await add(maya, channel, 'two'),
      await add(maya, channel, 'three'),
    ];
    await sofia.do('bookmark.update', { channel, bookmark: three, before: one });
    await sofia.do('bookmark.update', { channel, bookmark: one, title: 'uno', before: null, emoji: '🚢' });
    expect(await titles(channel)).toEqual(['three', 'two', 'uno']);
    await sofia.do('bookmark.remove', { channel, bookmark: two });
    const heard = world.heard.length;
    await maya.do('bookmark.remove', { channel, bookmark: two });
    await maya.do('bookmark.update', { channel, bookmark: three, before: two });
    expect([await titles(channel), world.heard.length]).toEqual([['three', 'uno'], heard]);
    await expect(maya.do('bookmark.update', { channel, bookmark: two, title: 'gone' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await add(maya, channel, 'between', { before: one }).then(() => titles(channel))).toEqual([
      'three',
      'between',
      'uno',
    ]);
  });

  test('[B2] the channel says whether there are any, whatever else becomes of it', async () => {
    const channel = await room('marked');
    expect(await channelOf(channel)).not.toHaveProperty('bookmarked');
    const [one, two] = [await add(maya, channel, 'one'), await add(maya, channel, 'two')];
    await maya.do('channel.update', { channel, topic: 'links' });
    await maya.do('channel.convert', { channel, kind: 'private' });
    expect(await channelOf(channel)).toMatchObject({ bookmarked: true, kind: 'private' });
    expect(await titles(channel)).toEqual(['one', 'two']);
    await maya.do('bookmark.remove', { channel, bookmark: one });
    expect(await channelOf(channel)).toHaveProperty('bookmarked');
    await maya.do('bookmark.remove', { channel, bookmark: two });
    expect(await channelOf(channel)).not.toHaveProperty('bookmarked');
    expect(await maya.do('channel.history', { channel })).not.toHaveProperty('bookmarks');
  });

  test('[B2] leave the log when they are taken away or changed', async () => {
    const channel = await room('forgotten');
    const id = await add(maya, channel, 'once a secret', { address: 'https://secret.example' });
    await add(maya, channel, 'stays');
    const logged = async () => {
      const rows = await world.database.sql<{ list: { title: string }[] }[]>`
        select data->'list' as list from event
        where audience = ${channel} and type = 'bookmarks.arranged' order by seq`;
      return rows.map(({ list }) => list.map(({ title }) => title));
    };
    expect(await logged()).toEqual([[], ['once a secret', 'stays']]);
    await maya.do('bookmark.remove', { channel, bookmark: id });
    expect(await logged()).toEqual([[], [], ['stays']]);
    expect(await titles(channel)).toEqual(['stays']);
  });

  test('of two people who arrange at the same moment, both take effect', async () => {
    const channel = await room('race');
    await Promise.all([maya, sofia, maya, sofia, maya].map((who, i) => add(who, channel, `n${i}`)));
    expect((await titles(channel)).toSorted()).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
  });

  test('[O4] repeated, answer with what is there now', async () => {
    const channel = await room('again');
    const key = newId('session');
    const args = { channel, bookmark: newId('bookmark'), title: 'once', address: 'mailto:ops@harbor.example' };
    await maya.do('bookmark.add', args, key);
    await maya.do('bookmark.remove', { channel, bookmark: args.bookmark });
    expect((await maya.do('bookmark.add', args, key)).bookmarks.list).toEqual([]);
    expect(await titles(channel)).toEqual([]);
  });

  test('are twenty at most', async () => {
    const channel = await room('full');
    for (let i = 0; i < limits.bookmarks; i++) await add(maya, channel, `n${i}`);
    expect(await outcomesOf([add(maya, channel, 'one more')])).toEqual(['conflict']);
  });

  test('are in direct conversations, too', async () => {
    const { channel } = await maya.do('direct.open', { workspace: world.workspace, users: [ade.user] });
    await add(ade, channel.id, 'ours');
    expect(await titles(channel.id)).toEqual(['ours']);
  });

  test('[W8] go with their channel, out of the events, too', async () => {
    const channel = await room('erased', 'private');
    await add(maya, channel, 'a secret address');
    await maya.do('channel.delete', { channel, name: 'erased' });
    await eraseDeleted(world.database.sql);
    const rows = await world.database.sql`select 1 from event where data::text like '%a secret address%'`;
    expect(rows).toHaveLength(0);
  });
});

describe('[B1] who arranges bookmarks', () => {
  test('[M5] nobody who is not in the channel, but the admins of the workspace where they see it', async () => {
    const channel = await room('who');
    await expect(add(ade, channel, 'no')).rejects.toMatchObject({ code: 'forbidden' });
    await maya.do('channel.remove', { channel, users: [sofia.user] }).catch(() => {});
    await add(sofia, channel, 'an owner');
    const closed = await room('closed', 'private');
    await expect(add(ade, closed, 'no')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('where few write, those alone', async () => {
    const channel = await room('news');
    await maya.do('channel.invite', { channel, users: [ade.user] });
    await maya.do('channel.update', { channel, posting: { who: 'admins', users: [], replies: true } });
    await expect(add(ade, channel, 'no')).rejects.toMatchObject({ code: 'forbidden' });
    await add(maya, channel, 'yes');
    await maya.do('channel.update', { channel, posting: { who: 'chosen', users: [ade.user], replies: true } });
    await add(ade, channel, 'now I do');
  });

  test('no guest, and nobody in an archived channel', async () => {
    const channel = await room('ends');
    const gil = await world.join('Gil', 'guest');
    await sofia.do('channel.invite', { channel, users: [gil.user] });
    await expect(add(gil, channel, 'no')).rejects.toMatchObject({ code: 'forbidden' });
    await maya.do('channel.archive', { channel });
    await expect(add(maya, channel, 'no')).rejects.toMatchObject({ code: 'archived' });
  });
});

describe('[B1] the address of a bookmark', () => {
  test.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,hello',
    'file:///etc/passwd',
    'vbscript:x',
    '//wiki.example',
    '/w/T1/c/C1',
    'wiki.example',
    'https://',
    'https://bank.example@elsewhere.example/',
    'https://wiki.example/a b',
    'https://wiki.example/\u202emoc',
    'https://wiki.example/\u0007',
    'mailto:',
    `https://wiki.example/${'ü'.repeat(400)}`,
  ])('is not %j', async (address) => {
    const attempt = add(maya, world.general.id, 'x', { address });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', field: 'args.address' });
  });

  test.each([{ title: '\u200b ' }, { emoji: 'not one' }])(
    'and the rest of it is checked as well: %j',
    async (wrong) => {
      const field = `args.${Object.keys(wrong)[0]}`;
      await expect(add(maya, world.general.id, 'x', wrong)).rejects.toMatchObject({ code: 'invalid', field });
    },
  );
});
