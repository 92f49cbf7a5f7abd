import type { Posting } from '@roost/protocol/entities';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, outcomesOf, type TestPerson, type TestWorld } from '../testWorld.ts';
import { eraseDeleted } from './eraseDeleted.ts';

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

const create = async (who: TestPerson, name: string, kind: 'public' | 'private' = 'public') =>
  (await who.do('channel.create', { workspace: world.workspace, name, kind })).channel;
const everybody: Posting = { who: 'everybody', users: [], replies: true };
const heardSince = (from: number) => world.heard.slice(from).map(({ type, audience }) => [type, audience]);

describe('who runs a channel', () => {
  test('its maker makes others admins of it, who then may do what the maker may', async () => {
    const { id } = await create(maya, 'run-together');
    await ade.do('channel.join', { channel: id });
    const rename = () => ade.do('channel.update', { channel: id, name: 'run-by-ade' });
    await expect(rename()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(maya.do('channel.setAdmin', { channel: id, user: sofia.user, admin: true })).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.user',
    });
    const { channel } = await maya.do('channel.setAdmin', { channel: id, user: ade.user, admin: true });
    expect(channel.admins).toEqual([ade.user, maya.user].sort());
    await rename();
    await ade.do('channel.setAdmin', { channel: id, user: maya.user, admin: false });
    await expect(maya.do('channel.archive', { channel: id })).rejects.toMatchObject({ code: 'forbidden' });
    const { messages } = await maya.do('channel.history', { channel: id });
    expect(messages.map(({ text }) => text)).toContain('made Ade admin of the channel');
  });

  test('who is taken out does not run it when they come back', async () => {
    const { id } = await create(maya, 'taken-out');
    for (const who of [ade, sofia]) await who.do('channel.join', { channel: id });
    await maya.do('channel.setAdmin', { channel: id, user: ade.user, admin: true });
    const { channel } = await maya.do('channel.remove', { channel: id, users: [ade.user] });
    expect(channel.admins).toEqual([maya.user]);
    await ade.do('channel.join', { channel: id });
    await expect(ade.do('channel.archive', { channel: id })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a channel of announcements', () => {
  test('[M13] lets only those write who may, and the others reply where that is allowed', async () => {
    const { id } = await create(maya, 'news');
    await ade.do('channel.join', { channel: id });
    await maya.do('channel.update', { channel: id, posting: { who: 'admins', users: [ade.user], replies: true } });
    const root = await maya.post(id, 'The harbour opens on Monday');
    const reply = (alsoToChannel: boolean) =>
      ade.do('message.post', {
        channel: id,
        text: 'good',
        clientId: `r${alsoToChannel}`,
        threadRoot: root.id,
        alsoToChannel,
      });
    expect(await outcomesOf([ade.post(id, 'me too'), reply(false), reply(true)])).toEqual([
      'forbidden',
      'done',
      'forbidden',
    ]);
    const { channel } = await maya.do('channel.update', {
      channel: id,
      posting: { who: 'chosen', users: [ade.user], replies: false },
    });
    expect(channel.posting).toEqual({ who: 'chosen', users: [ade.user], replies: false });
    await ade.post(id, 'now I may');
    await expect(ade.do('channel.update', { channel: id, posting: everybody })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      maya.do('channel.update', { channel: id, posting: { who: 'chosen', users: [], replies: true } }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'args.posting.users' });
    expect((await maya.do('channel.update', { channel: id, posting: everybody })).channel.posting).toBeUndefined();
  });

  test('[M13] may be one from the start', async () => {
    const make = (name: string, who: 'admins' | 'chosen' | 'everybody', ...users: string[]) =>
      maya.do('channel.create', {
        workspace: world.workspace,
        name,
        kind: 'public',
        posting: { who, users, replies: false },
      });
    const { channel } = await make('from-the-start', 'chosen', ade.user, ade.user);
    expect(channel.posting).toEqual({ who: 'chosen', users: [ade.user], replies: false });
    for (const who of [ade, sofia]) await who.do('channel.join', { channel: channel.id });
    await ade.post(channel.id, 'chosen');
    await maya.post(channel.id, 'I made it');
    const jun = await world.join('Jun at the start');
    await jun.do('channel.join', { channel: channel.id });
    expect(await outcomesOf([jun.post(channel.id, 'no')])).toEqual(['forbidden']);
    expect((await make('open-to-all', 'everybody')).channel.posting).toBeUndefined();
    const nobody = make('chosen-nobody', 'chosen');
    await expect(nobody).rejects.toMatchObject({ code: 'invalid', field: 'args.posting.users' });
    const stranger = make('chosen-strangers', 'chosen', 'U01JD3ZK5Q8XG7TRM');
    await expect(stranger).rejects.toMatchObject({ code: 'not_found', field: 'args.posting.users.0' });
  });

  test('has a description of several lines', async () => {
    const { id } = await create(maya, 'described');
    const { channel } = await maya.do('channel.update', { channel: id, description: ' Who we are\r\n\nand why ' });
    expect(channel.description).toBe('Who we are\n\nand why');
    expect((await maya.do('channel.update', { channel: id, description: '' })).channel.description).toBeUndefined();
  });
});

describe('names', () => {
  test('[M6] one that looks like another is refused, also of a channel that one does not see', async () => {
    await create(maya, 'scope', 'private');
    await expect(create(ade, 'ѕсоре')).rejects.toMatchObject({ code: 'conflict', field: 'args.name' });
  });

  test('[M14] an old name leads to the channel, until another is called so', async () => {
    const find = async (who: TestPerson, name: string) =>
      (await who.do('channel.byName', { workspace: world.workspace, name })).channel.id;
    const { id } = await create(maya, 'old-name');
    await maya.do('channel.update', { channel: id, name: 'new-name' });
    await maya.do('channel.update', { channel: id, name: 'newest-name' });
    for (const name of ['old-name', '#Old Name', 'new-name', 'newest-name']) expect(await find(ade, name)).toBe(id);
    const hidden = await create(maya, 'old-name', 'private');
    expect(await find(maya, 'old-name')).toBe(hidden.id);
    expect(await find(ade, 'old-name')).toBe(id);
    await expect(find(ade, 'never-name')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('converting a channel', () => {
  test('[W2] to private takes it from those who are not in it, and tells them no more than that', async () => {
    const { id } = await create(maya, 'soon-private');
    await maya.post(id, 'for all to read');
    await ade.do('channel.get', { channel: id });
    const from = world.heard.length;
    await expect(ade.do('channel.convert', { channel: id, kind: 'private' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await maya.do('channel.convert', { channel: id, kind: 'private' });
    expect(heardSince(from)).toEqual([
      ['channel.updated', id],
      ['channel.hidden', '*'],
      ['message.posted', id],
    ]);
    expect(world.heard[from + 1]!.data).toEqual({ channel: id });
    for (const name of ['channel.get', 'channel.history', 'channel.members'] as const)
      await expect(sofia.do(name, { channel: id })).rejects.toMatchObject({ code: 'not_found' });
    const { channels } = await ade.do('channel.list', { workspace: world.workspace });
    expect(channels.map(({ channel }) => channel.id)).not.toContain(id);
  });

  test('[W2] to public lets everybody read it, also what was written before', async () => {
    const { id } = await create(maya, 'soon-public', 'private');
    await maya.post(id, 'a secret no more');
    const from = world.heard.length;
    await maya.do('channel.convert', { channel: id, kind: 'public' });
    expect(heardSince(from)[0]).toEqual(['channel.updated', '*']);
    const { messages } = await ade.do('channel.history', { channel: id });
    expect(messages.map(({ text }) => text)).toEqual(['a secret no more', 'made the channel public']);
  });

  test('nobody converts or deletes #general', async () => {
    const channel = world.general.id;
    const attempts = [
      sofia.do('channel.convert', { channel, kind: 'private' }),
      sofia.do('channel.delete', { channel, name: 'general' }),
    ];
    expect(await outcomesOf(attempts)).toEqual(['forbidden', 'forbidden']);
  });
});

describe('newcomers', () => {
  test('are put into the channels that an admin of the workspace has chosen', async () => {
    const { id } = await create(maya, 'welcome');
    const choose = (who: TestPerson) => who.do('channel.update', { channel: id, newcomers: true });
    await expect(choose(maya)).rejects.toMatchObject({ code: 'forbidden' });
    await choose(sofia);
    const jun = await world.join('Jun');
    const { users } = await jun.do('channel.members', { channel: id });
    expect(users.map(({ name }) => name)).toEqual(['Jun', 'Maya']);
    const { channel } = await maya.do('channel.convert', { channel: id, kind: 'private' });
    expect(channel.newcomers).toBeUndefined();
    const kim = await world.join('Kim');
    await expect(kim.do('channel.get', { channel: id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('[W8] a deleted channel', () => {
  test('is gone for everybody at once, with everything in it, and its name is free', async () => {
    const { id } = await create(maya, 'doomed');
    await ade.do('channel.join', { channel: id });
    const root = await maya.post(id, 'nobody must read this again');
    await ade.post(id, 'nor this', root.id);
    await ade.do('message.save', { message: root.id });
    await expect(maya.do('channel.delete', { channel: id, name: 'doomed' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(sofia.do('channel.delete', { channel: id, name: 'dommed' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.name',
    });
    await sofia.do('channel.delete', { channel: id, name: '#Doomed' });
    const attempts = [
      maya.do('channel.get', { channel: id }),
      maya.do('channel.history', { channel: id }),
      maya.do('message.get', { message: root.id }),
      maya.do('message.versions', { message: root.id }),
      ade.do('thread.history', { message: root.id }),
      ade.do('message.edit', { message: root.id, text: 'x' }),
      ade.post(id, 'hello?'),
      sofia.do('channel.delete', { channel: id, name: 'doomed' }),
      ade.do('channel.byName', { workspace: world.workspace, name: 'doomed' }),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'not_found'));
    const { entries } = await ade.do('saved.list', { workspace: world.workspace });
    expect(entries.map(({ message }) => message)).toEqual([null]);
    const snapshot = await ade.do('workspace.snapshot', { workspace: world.workspace });
    expect(JSON.stringify([snapshot.channels, snapshot.memberships, snapshot.threads])).not.toContain(id);
    await create(ade, 'doomed');
  });

  test('a private one is deleted by who runs it, and only who was in it hears of that', async () => {
    const { id } = await create(maya, 'private-doom', 'private');
    await maya.do('channel.invite', { channel: id, users: [ade.user] });
    const from = world.heard.length;
    await maya.do('channel.delete', { channel: id, name: 'private-doom' });
    expect(heardSince(from)).toEqual([['channel.deleted', id]]);
    const rules = await world.world.rules.of(world.workspace);
    expect([...rules.deleted.get(id)!].sort()).toEqual([maya.user, ade.user].sort());
    world.world.rules.forget(world.workspace);
    const again = await world.world.rules.of(world.workspace);
    expect([...again.deleted.get(id)!].sort()).toEqual([maya.user, ade.user].sort());
  });

  test('what was written there is taken off the disk, out of the log too', async () => {
    const { id } = await create(sofia, 'erased');
    const { sql } = world.database;
    const message = await sofia.post(id, 'xyzzy secret');
    await sofia.do('message.edit', { message: message.id, text: 'xyzzy edited' });
    await sofia.do('reaction.add', { message: message.id, emoji: '👍' });
    await sofia.do('channel.delete', { channel: id, name: 'erased' });
    await eraseDeleted(sql);
    const [left] = await sql<{ events: number; messages: number; reactions: number }[]>`
      select (select count(*)::int from event where data::text like '%xyzzy%') as events,
        (select count(*)::int from message where channel_id = ${id}) as messages,
        (select count(*)::int from reaction where message_id = ${message.id}) as reactions`;
    expect(left).toEqual({ events: 0, messages: 0, reactions: 0 });
    expect(await eraseDeleted(sql)).toBe(0);
    const events = await world.world.log.read({ stream: world.workspace, after: 0, upTo: 1e9, limit: 5_000 });
    const posted = events.filter((event) => event.audience === id && event.type === 'message.posted');
    expect(posted.length).toBeGreaterThan(0);
  });
});
