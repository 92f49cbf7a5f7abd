import { limits } from '@roost/protocol/limits';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, outcomesOf, type TestPerson, type TestWorld } from '../testWorld.ts';

const PHONE = 'S01JD3ZK5Q8XG7TR1';
const DESK = 'S01JD3ZK5Q8XG7TR2';

let world: TestWorld;
let maya: TestPerson;
let ade: TestPerson;
beforeAll(async () => {
  world = await openTestWorld();
  maya = world.person('Maya');
  ade = world.person('Ade');
});
afterAll(() => world.close());

const write = async (who: TestPerson, text: string, more: { base?: number; by?: string; channel?: string } = {}) =>
  (await who.do('draft.write', { channel: world.general.id, base: 0, by: PHONE, ...more, text })).draft;
const draftsOf = async (who: TestPerson) => (await who.do('workspace.snapshot', { workspace: world.workspace })).drafts;
const textsOf = async (who: TestPerson) => (await draftsOf(who)).map(({ text }) => text);
const logged = () => world.database.sql<{ draft: { text: string } | null }[]>`
  select data->'draft' as draft from event where stream = ${maya.user} and type = 'draft.written' order by seq`;

describe('what one is about to write', () => {
  test('[D1] is one’s own alone, in one’s own stream, one per channel and thread', async () => {
    const before = world.heard.length;
    const { id } = await ade.post(world.general.id, 'What do you think?');
    await write(maya, 'in the channel');
    await maya.do('draft.write', {
      ...{ channel: world.general.id, threadRoot: id, text: 'in the thread', base: 0, by: PHONE },
    });
    expect(await textsOf(maya)).toEqual(['in the channel', 'in the thread']);
    expect(await textsOf(ade)).toEqual([]);
    const told = world.heard.slice(before).filter(({ type }) => type === 'draft.written');
    expect(told.map(({ stream, audience }) => [stream, audience])).toEqual([
      [maya.user, '*'],
      [maya.user, '*'],
    ]);
    for (const { channel, threadRoot, rev } of await draftsOf(maya))
      await maya.do('draft.write', { channel, ...(threadRoot && { threadRoot }), text: '', base: rev, by: DESK });
    expect(await textsOf(maya)).toEqual([]);
  });

  test('[D2] by two devices at the same moment is lost on neither', async () => {
    await Promise.all([write(maya, 'from the phone'), write(maya, 'from the desk', { by: DESK })]);
    const [draft] = await draftsOf(maya);
    const texts = [draft!.text, ...draft!.others.map(({ text }) => text)];
    expect(texts.toSorted()).toEqual(['from the desk', 'from the phone']);
    const { draft: decided } = await maya.do('draft.dismiss', { channel: world.general.id, at: draft!.others[0]!.at });
    expect(decided).toMatchObject({ text: draft!.text, at: draft!.at, by: draft!.by, others: [] });
    // Who has seen the text has seen it, whatever became of the other one.
    await write(maya, '', { base: draft!.written, by: 'S01JD3ZK5Q8XG7TR3' });
    expect(await draftsOf(maya)).toEqual([]);
  });

  test('[D3] leaves one text in the log, however long one writes, and none when it is sent', async () => {
    for (const text of ['I', 'I would', 'I would rather']) await write(maya, text);
    expect((await logged()).flatMap(({ draft }) => draft?.text ?? []).filter(Boolean)).toEqual(['I would rather']);
    const rows = await world.database.sql`select 1 from draft where user_id = ${maya.user}`;
    expect(rows).toHaveLength(1);
    await write(maya, '');
    expect((await logged()).flatMap(({ draft }) => draft?.text ?? []).filter(Boolean)).toEqual([]);
    expect(await world.database.sql`select 1 from draft where user_id = ${maya.user}`).toHaveLength(0);
  });

  test('[O4] under a key is answered again with what is there now', async () => {
    const args = { channel: world.general.id, text: 'once', base: 0, by: PHONE };
    const { draft } = await maya.do('draft.write', args, 'key-1');
    expect(await maya.do('draft.write', args, 'key-1')).toEqual({ draft });
    await write(maya, 'twice');
    expect(await maya.do('draft.write', args, 'key-1')).toMatchObject({ draft: { text: 'twice' } });
    await write(maya, '');
    expect(await maya.do('draft.write', args, 'key-1')).toMatchObject({ draft: { text: '', rev: 0 } });
  });

  test('[O6] is no event where nothing changes', async () => {
    await write(ade, 'the same');
    const before = world.heard.length;
    await write(ade, 'the same', { by: DESK });
    await write(ade, '', { by: DESK });
    await write(maya, '');
    expect(world.heard.length).toBe(before);
    await write(ade, '');
  });

  test('is kept as it can be shown, and not longer than a message', async () => {
    expect((await write(ade, 'a\r\nb\u0000c')).text).toBe('a\nbc');
    await expect(write(ade, 'x'.repeat(limits.messageText + 1))).rejects.toMatchObject({ field: 'args.text' });
    await expect(write(ade, '😀'.repeat(limits.messageText / 2 + 1))).rejects.toMatchObject({ field: 'args.text' });
    await write(ade, '');
  });

  test('[D1] [O7] is for members, in archived channels too; what one began before leaving stays one’s own to delete', async () => {
    const { channel } = await maya.do('channel.create', {
      ...{ workspace: world.workspace, name: 'closed', kind: 'private' },
    });
    const there = { channel: channel.id };
    await expect(write(ade, 'hello', there)).rejects.toMatchObject({ code: 'not_found' });
    await expect(write(ade, 'hello', { channel: world.random.id })).rejects.toMatchObject({ code: 'forbidden' });
    await maya.do('channel.invite', { channel: channel.id, users: [ade.user] });
    await maya.do('channel.archive', { channel: channel.id });
    await write(ade, 'too late?', there);
    await maya.do('channel.unarchive', { channel: channel.id });
    await maya.do('channel.remove', { channel: channel.id, users: [ade.user] });
    expect(await textsOf(ade)).toEqual(['too late?']);
    await expect(write(ade, 'still', there)).rejects.toMatchObject({ code: 'not_found' });
    await write(ade, '', there);
    expect(await textsOf(ade)).toEqual([]);
    await maya.do('channel.invite', { channel: channel.id, users: [ade.user] });
    await write(ade, 'and now?', there);
    await maya.do('channel.delete', { channel: channel.id, name: 'closed' });
    expect(await textsOf(ade)).toEqual(['and now?']);
    await write(ade, '', there);
    expect(await textsOf(ade)).toEqual([]);
    const stranger = await world.stranger('Otto');
    await expect(write(stranger, '', there)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is not without end, also at the same moment', async () => {
    const lee = await world.join('Lee');
    await world.database.sql`
      insert into draft (user_id, channel_id, root_id, text, others, by, at, written, rev)
      select ${lee.user}, ${world.general.id}, 'M' || lpad(n::text, 16, '0'), 'x', '[]', ${PHONE}, 1, 0, 0
      from generate_series(1, ${limits.drafts - 1}) as n`;
    await lee.do('channel.join', { channel: world.random.id });
    const outcomes = await outcomesOf([write(lee, 'one'), write(lee, 'two', { channel: world.random.id })]);
    expect(outcomes.toSorted()).toEqual(['conflict', 'done']);
  });

  test('[D1] keeps the message that it quotes, and is there with a quote alone', async () => {
    const { id: message, rev } = await ade.post(world.general.id, 'What do you think?');
    const quote = { message, rev };
    const place = { channel: world.general.id, threadRoot: message, by: PHONE };
    const quoted = async () =>
      (await draftsOf(maya)).filter(({ threadRoot }) => threadRoot === message).map((one) => [one.text, one.quote]);
    const { draft } = await maya.do('draft.write', { ...place, text: '', quote, base: 0 });
    expect(await quoted()).toEqual([['', quote]]);
    await maya.do('draft.write', { ...place, text: 'I agree', quote, base: draft.written });
    expect(await quoted()).toEqual([['I agree', quote]]);
    await maya.do('draft.write', { ...place, text: '', base: 0 });
    expect(await quoted()).toEqual([]);
  });
});
