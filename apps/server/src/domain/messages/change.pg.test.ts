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

const timeline = async (channel = world.general.id) => (await ade.do('channel.history', { channel })).messages;
const everythingStored = async () => {
  const { sql } = world.database;
  const rows = await sql`
    select data::text as stored from event union all select text from message union all select coalesce(files::text, '') from message
    union all select coalesce(result::text, '') from command_key`;
  return rows.map((row) => row['stored'] as string).join('\n');
};

describe('editing', () => {
  test('changes the text and says when', async () => {
    const { id, createdAt } = await maya.post(world.general.id, 'tpyo');
    const { message } = await maya.do('message.edit', { message: id, text: 'typo' });
    expect(message).toMatchObject({ id, text: 'typo', createdAt });
    expect(message.editedAt! >= createdAt).toBe(true);
    expect((await timeline()).find((each) => each.id === id)).toEqual(message);
  });

  test('[M5] is for the author alone', async () => {
    const { id } = await maya.post(world.general.id, 'mine');
    await expect(sofia.do('message.edit', { message: id, text: 'ours' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('[O4] a repeated edit answers with the message', async () => {
    const { id } = await maya.post(world.general.id, 'one');
    const first = await maya.do('message.edit', { message: id, text: 'two' }, 'edit-1');
    expect(await maya.do('message.edit', { message: id, text: 'two' }, 'edit-1')).toEqual(first);
  });
});

describe('deleting', () => {
  test('[M4] takes the message out of the timeline', async () => {
    const { id } = await maya.post(world.general.id, 'away');
    await maya.do('message.delete', { message: id });
    expect((await timeline()).some((message) => message.id === id)).toBe(false);
    await expect(ade.do('message.get', { message: id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(maya.do('message.edit', { message: id, text: 'back' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[M4] takes a reaction along that was written in the same moment', async () => {
    const { id } = await maya.post(world.general.id, 'liked too late');
    await ade.post(world.general.id, 'there are answers', id);
    const { log } = world.world;
    const appended = async (count: number, doing: () => Promise<unknown>[]) => {
      const { append } = log;
      let left = count;
      const done = new Promise<void>((resolve) => {
        log.append = (item) => {
          const outcome = append(item);
          if (--left === 0) resolve();
          return outcome;
        };
      });
      const all = doing();
      await done;
      log.append = append;
      return all;
    };
    // While somebody else holds the stream a first post waits for it, and what follows shares the next batch.
    const pending = await world.database.sql.begin(async (tx) => {
      await tx`select from stream where id = ${world.workspace} for update`;
      return [
        ...(await appended(1, () => [ade.post(world.general.id, 'first')])),
        ...(await appended(1, () => [ade.do('reaction.add', { message: id, emoji: '👀' }).catch(() => {})])),
        ...(await appended(1, () => [maya.do('message.delete', { message: id })])),
      ];
    });
    await Promise.all(pending);
    const left = await world.database.sql`select from reaction where message_id = ${id}`;
    expect(left).toHaveLength(0);
  });

  test('[M4] leaves no trace of any text that the message ever had', async () => {
    const { message } = await maya.do('message.post', {
      channel: world.general.id,
      text: 'secret-first',
      clientId: 'to-be-forgotten',
    });
    await maya.do('message.edit', { message: message.id, text: 'secret-second' }, 'forget-1');
    await ade.do('reaction.add', { message: message.id, emoji: '👀' }, 'forget-2');
    await maya.do('message.edit', { message: message.id, text: 'secret-third' }, 'forget-3');
    expect(await everythingStored()).toMatch(/secret-first[^]*secret-third|secret-third[^]*secret-first/);
    await maya.do('message.delete', { message: message.id });
    expect(await everythingStored()).not.toMatch(/secret-/);
    const events = await world.world.log.read({ stream: world.workspace, after: 0, upTo: 100_000, limit: 1_000 });
    expect(JSON.stringify(events)).not.toContain('secret-');
    const again = await maya.do('message.edit', { message: message.id, text: 'secret-third' }, 'forget-3');
    expect(again.message).toMatchObject({ text: '', reactions: [] });
  });

  test('[M4] leaves other messages as they are', async () => {
    const kept = await maya.post(world.general.id, 'kept');
    const { id } = await maya.post(world.general.id, 'gone');
    await maya.do('message.delete', { message: id });
    expect((await timeline()).find((message) => message.id === kept.id)).toEqual(kept);
    expect(await everythingStored()).toContain('kept');
  });

  test('[M4] a message with replies stays as an empty tombstone until the last reply is gone', async () => {
    const root = await maya.post(world.general.id, 'question');
    const reply = await ade.post(world.general.id, 'answer', root.id);
    await ade.do('reaction.add', { message: root.id, emoji: '🤔' });
    await maya.do('message.delete', { message: root.id });
    const tombstone = (await timeline()).find((message) => message.id === root.id)!;
    expect(tombstone).toMatchObject({ text: '', replyCount: 1, reactions: [], deletedAt: expect.any(String) });
    expect((await ade.do('thread.history', { message: root.id })).messages.map(({ id }) => id)).toEqual([reply.id]);
    const late = await ade.post(world.general.id, 'still talking', root.id);
    await ade.do('message.delete', { message: reply.id });
    await ade.do('message.delete', { message: late.id });
    expect((await timeline()).some((message) => message.id === root.id)).toBe(false);
    await expect(ade.post(world.general.id, 'too late', root.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[M5] is for the author and for admins', async () => {
    const { id } = await maya.post(world.general.id, 'to be moderated');
    await expect(ade.do('message.delete', { message: id })).rejects.toMatchObject({ code: 'forbidden' });
    await sofia.do('message.delete', { message: id });
    expect((await timeline()).some((message) => message.id === id)).toBe(false);
  });

  test('what the channel tells by itself is neither edited nor deleted', async () => {
    const note = (await timeline()).find(
      (message) => message.system?.type === 'joined' && message.author === ade.user,
    )!;
    await expect(ade.do('message.edit', { message: note.id, text: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(sofia.do('message.delete', { message: note.id })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('in an archived channel nothing changes', async () => {
    const { channel } = await maya.do('channel.create', { workspace: world.workspace, name: 'done', kind: 'public' });
    const { id } = await maya.post(channel.id, 'final');
    await maya.do('channel.archive', { channel: channel.id });
    const attempts = [
      maya.do('message.edit', { message: id, text: 'x' }),
      maya.do('message.delete', { message: id }),
      maya.do('reaction.add', { message: id, emoji: '👍' }),
    ];
    expect(await outcomesOf(attempts)).toEqual(attempts.map(() => 'archived'));
    expect((await timeline(channel.id)).map(({ text }) => text)).toEqual(['final', 'archived the channel']);
  });
});

describe('reactions', () => {
  test('of one message are of no more kinds than a page can carry; more people may join in', async () => {
    const { id } = await maya.post(world.general.id, 'react!');
    for (let i = 0; i < 50; i++) await maya.do('reaction.add', { message: id, emoji: `:e${i}:` });
    const another = ade.do('reaction.add', { message: id, emoji: '👍' });
    await expect(another).rejects.toMatchObject({ code: 'conflict' });
    const joined = await ade.do('reaction.add', { message: id, emoji: ':e7:' });
    expect(joined.message.reactions[7]).toEqual({ emoji: ':e7:', users: [maya.user, ade.user] });
    await maya.do('reaction.remove', { message: id, emoji: ':e0:' });
    await ade.do('reaction.add', { message: id, emoji: '👍' });
  });
});

describe('threads', () => {
  test('[M1] a reply is counted at its root and is not in the timeline', async () => {
    const root = await maya.post(world.general.id, 'who is in?');
    for (const who of [ade, sofia, ade]) await who.post(world.general.id, 'me', root.id);
    const jun = await world.join('Jun');
    const last = await jun.post(world.general.id, 'me too', root.id);
    await maya.post(world.general.id, 'all of us', root.id);
    const messages = await timeline();
    const seen = messages.find((message) => message.id === root.id)!;
    expect(seen).toMatchObject({ replyCount: 5, replyUsers: [ade.user, sofia.user, jun.user] });
    expect(seen.lastReplyAt! > last.createdAt).toBe(true);
    expect(messages.some((message) => message.threadRoot)).toBe(false);
    const thread = await ade.do('thread.history', { message: root.id, limit: 2, before: last.id });
    expect(thread).toMatchObject({ root: seen, hasMoreBefore: true, hasMoreAfter: true });
    expect(thread.messages.map(({ author }) => author)).toEqual([sofia.user, ade.user]);
  });

  test('[M1] a thread that was emptied begins anew', async () => {
    const root = await maya.post(world.general.id, 'again?');
    const reply = await ade.post(world.general.id, 'first', root.id);
    await ade.do('message.delete', { message: reply.id });
    const emptied = (await maya.do('message.get', { message: root.id })).message;
    expect([emptied.replyCount, emptied.replyUsers, emptied.lastReplyAt]).toEqual([undefined, undefined, undefined]);
    const second = await sofia.post(world.general.id, 'second', root.id);
    const { message } = await maya.do('message.get', { message: root.id });
    expect(message).toMatchObject({ replyCount: 1, replyUsers: [sofia.user], lastReplyAt: second.createdAt });
  });

  test('[M1] many replies at once are all counted', async () => {
    const root = await maya.post(world.general.id, 'storm');
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? ade : sofia).post(world.general.id, `r${i}`, root.id)),
    );
    const { message } = await maya.do('message.get', { message: root.id });
    expect(message.replyCount).toBe(12);
    expect([...message.replyUsers!].sort()).toEqual([ade.user, sofia.user].sort());
  });

  test('only a message of the same channel that is no reply itself has a thread', async () => {
    const root = await maya.post(world.general.id, 'root');
    const reply = await maya.post(world.general.id, 'reply', root.id);
    await expect(maya.post(world.general.id, 'deeper', reply.id)).rejects.toMatchObject({
      code: 'invalid',
      field: 'args.threadRoot',
    });
    await world.person('Maya').do('channel.join', { channel: world.random.id });
    await expect(maya.post(world.random.id, 'elsewhere', root.id)).rejects.toMatchObject({
      code: 'not_found',
      field: 'args.threadRoot',
    });
    await expect(maya.do('thread.history', { message: reply.id })).rejects.toMatchObject({ code: 'not_found' });
  });
});
