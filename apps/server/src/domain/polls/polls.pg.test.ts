import type { NewPoll } from '@roost/protocol/poll';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../log/item.ts';
import { openTestWorld, outcomesOf, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
let ade: TestPerson;
let now = Date.now();
beforeAll(async () => {
  world = await openTestWorld({ now: () => now });
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
let asked = 0;
const ask = async (channel: string, poll: Partial<NewPoll> = {}, more: { threadRoot?: string } = {}) => {
  const whole = { options: ['tea', 'coffee', 'water'], ...poll };
  const args = { channel, text: 'What do we drink?', clientId: `poll-${asked++}`, poll: whole, ...more };
  return (await sofia.do('message.post', args)).message;
};
const vote = (who: TestPerson, message: string, ...choices: number[]) => who.do('poll.vote', { message, choices });
const inHours = (hours: number) => toIso((now + hours * 3_600_000) * 1_000);
const since = (told: number) => world.heard.slice(told);
/** What happened to a message, its own event left out. */
const about = (id: string) => world.heard.filter(({ data }) => (data as { message?: unknown }).message === id);

describe('a poll', () => {
  test('[J1] is a message whose text asks, with answers to choose from; also in a thread', async () => {
    const channel = await room('ask');
    const root = await maya.post(channel, 'lunch?');
    const message = await ask(channel, {}, { threadRoot: root.id });
    expect(message).toMatchObject({ text: 'What do we drink?', threadRoot: root.id });
    expect(message.poll).toEqual({ options: ['tea', 'coffee', 'water'].map((text) => ({ text, users: [] })) });
    const { messages } = await maya.do('thread.history', { message: root.id });
    expect(messages).toEqual([message]);
  });

  test.each<[string, Partial<NewPoll>, string]>([
    ['one answer', { options: ['yes'] }, 'args.poll.options'],
    ['eleven answers', { options: Array.from({ length: 11 }, (_, n) => `${n}`) }, 'args.poll.options'],
    ['an answer that shows nothing', { options: ['yes', ' \u200b '] }, 'args.poll.options.1'],
    ['two answers that look alike', { options: ['Yes', 'ｙｅｓ'] }, 'args.poll.options.1'],
    ['answers of which one has a sign more that nobody sees', { options: ['yes', 'yes\u200b'] }, 'args.poll.options.1'],
    ['an answer turned around', { options: ['yes', '\u202eyes'] }, 'args.poll.options.1'],
    ['an answer in letters that look the same', { options: ['Opa', 'Ора'] }, 'args.poll.options.1'],
    ['an end that has passed', { closesAt: '2001-01-01T00:00:00.000000Z' }, 'args.poll.closesAt'],
    ['an end that is no instant', { closesAt: '2027-13-41T00:00:00.000000Z' }, 'args.poll.closesAt'],
  ])('[J1] with %s is refused', async (_, poll, field) => {
    await expect(ask(world.general.id, poll)).rejects.toMatchObject({ code: 'invalid', field });
  });

  test('[J1] without a question, or with a very long one, is refused', async () => {
    const post = (text: string) =>
      sofia.do('message.post', {
        channel: world.general.id,
        text,
        clientId: `poll-${asked++}`,
        poll: { options: ['a', 'b'] },
      });
    for (const text of ['', 'x'.repeat(limits.pollQuestion + 1)])
      await expect(post(text)).rejects.toMatchObject({ code: 'invalid', field: 'args.text' });
  });

  test('[O5] is part of what its key stands for', async () => {
    const args = { channel: world.general.id, text: 'again?', clientId: 'poll-again' };
    await sofia.do('message.post', { ...args, poll: { options: ['yes', 'no'] } });
    const other = sofia.do('message.post', { ...args, poll: { options: ['yes', 'maybe'] } });
    await expect(other).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a vote by name', () => {
  test('[J2] takes the place of the earlier one, and can be taken back', async () => {
    const channel = await room('by-name');
    const { id } = await ask(channel);
    await vote(maya, id, 0);
    await vote(sofia, id, 1);
    const { message } = await vote(maya, id, 1);
    expect(message.poll?.options.map(({ users }) => users)).toEqual([[], [sofia.user, maya.user], []]);
    expect((await ade.do('channel.history', { channel })).messages.at(-1)).toEqual(message);
    const after = await vote(sofia, id);
    expect(after.message.poll?.options.map(({ users }) => users)).toEqual([[], [maya.user], []]);
    expect(after).not.toHaveProperty('vote');
  });

  test('[J2] may name several answers only where the poll says so', async () => {
    const channel = await room('several');
    const [one, many] = [await ask(channel), await ask(channel, { multiple: true })];
    await expect(vote(maya, one.id, 0, 1)).rejects.toMatchObject({ code: 'invalid', field: 'args.choices' });
    const { message } = await vote(maya, many.id, 2, 0);
    expect(message.poll?.options.map(({ users }) => users)).toEqual([[maya.user], [], [maya.user]]);
    for (const choices of [[3], [0, 0], [-1]])
      await expect(vote(maya, many.id, ...choices)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('[O6] that says what is so already changes nothing', async () => {
    const { id } = await ask(await room('same'));
    await vote(maya, id, 0);
    const told = world.heard.length;
    await vote(maya, id, 0);
    await vote(sofia, id);
    expect(since(told)).toEqual([]);
  });

  test('[J2][L3] given many times at the same moment counts once', async () => {
    const { id } = await ask(await room('race'));
    await Promise.all([0, 1, 2, 0, 1, 2, 0].map((choice) => vote(maya, id, choice)));
    const { message } = await maya.do('message.get', { message: id });
    expect(message.poll?.options.flatMap(({ users }) => users)).toEqual([maya.user]);
  });

  test('of what is no poll is refused', async () => {
    const { id } = await maya.post(world.general.id, 'no poll');
    await expect(vote(maya, id, 0)).rejects.toMatchObject({ code: 'invalid', field: 'args.message' });
  });
});

describe('an anonymous vote', () => {
  test('[J3] names its voter in no event, answer, page, preview or snapshot of anybody else', async () => {
    const channel = await room('secret-ballot');
    const { id } = await ask(channel, { anonymous: true, multiple: true });
    const told = world.heard.length;
    const key = 'secret-key';
    await maya.do('poll.vote', { message: id, choices: [0, 1] }, key);
    await vote(sofia, id, 0);
    await vote(maya, id, 1, 2);
    const others = since(told).filter(({ stream }) => stream !== maya.user);
    expect(JSON.stringify(others)).not.toContain(maya.user);
    const seen = await Promise.all([
      sofia.do('channel.history', { channel }),
      sofia.do('message.get', { message: id }),
      sofia.do('message.previews', { items: [{ message: id }] }),
      sofia.do('poll.mine', { workspace: world.workspace, messages: [id] }),
      sofia.do('message.versions', { message: id }),
    ]);
    const polls = JSON.stringify(seen.map((answer) => ('messages' in answer ? answer.messages.at(-1) : answer)));
    expect(polls).not.toContain(maya.user);
    const { votes } = await sofia.do('workspace.snapshot', { workspace: world.workspace });
    expect(votes.find(({ message }) => message === id)?.choices).toEqual([0]);
    expect(seen[1].message.poll).toEqual({
      anonymous: true,
      multiple: true,
      voters: 2,
      options: [
        { text: 'tea', count: 1 },
        { text: 'coffee', count: 1 },
        { text: 'water', count: 1 },
      ],
    });
  });

  test('[J3] is told to one’s own devices, and to a repetition of the command', async () => {
    const channel = await room('own-ballot');
    const { id } = await ask(channel, { anonymous: true });
    const told = world.heard.length;
    const first = await maya.do('poll.vote', { message: id, choices: [2] }, 'own-key');
    expect(first.vote).toMatchObject({ message: id, channel, choices: [2] });
    const own = since(told).filter(({ stream }) => stream === maya.user);
    expect(own).toMatchObject([{ type: 'vote.cast', data: { vote: first.vote } }]);
    expect(await maya.do('poll.vote', { message: id, choices: [2] }, 'own-key')).toEqual(first);
    const { votes } = await maya.do('workspace.snapshot', { workspace: world.workspace });
    expect(votes.find(({ message }) => message === id)).toEqual(first.vote);
    expect((await maya.do('poll.mine', { workspace: world.workspace, messages: [id] })).votes).toEqual([first.vote]);
  });

  test('[J2][J3] is counted from the set of votes, whoever votes at the same moment', async () => {
    const { id } = await ask(await room('count'), { anonymous: true });
    const many = [0, 1, 2, 1, 0, 2].flatMap((choice) => [vote(maya, id, choice), vote(sofia, id, choice)]);
    await Promise.all(many);
    const { message } = await sofia.do('message.get', { message: id });
    expect(message.poll?.voters).toBe(2);
    expect(message.poll?.options.reduce((sum, { count = 0 }) => sum + count, 0)).toBe(2);
    const numbers = about(id).filter(({ type }) => type === 'poll.counted');
    const sum = (numbers as LoggedEvent<'poll.counted'>[]).reduce(
      (now, { data }) => now + data.given.length - data.taken.length,
      0,
    );
    expect(sum).toBe(2);
    expect(new Set(numbers.map(({ actor }) => actor))).toEqual(new Set([null]));
  });
});

describe('the end of a poll', () => {
  test('[J4] by its clock: votes before it count, later ones are refused, and nothing need happen at that moment', async () => {
    const channel = await room('clock');
    const { id } = await ask(channel, { closesAt: inHours(1) });
    await vote(maya, id, 0);
    now += 3_600_000;
    const told = world.heard.length;
    await expect(vote(maya, id, 1)).rejects.toMatchObject({ code: 'closed' });
    await expect(vote(sofia, id, 1)).rejects.toMatchObject({ code: 'closed' });
    await vote(maya, id, 0);
    await sofia.do('poll.close', { message: id });
    expect(since(told)).toEqual([]);
    const { message } = await maya.do('message.get', { message: id });
    expect(message.poll?.options[0]?.users).toEqual([maya.user]);
    expect(message.poll).not.toHaveProperty('closed');
  });

  test('[J4] by who asked or an admin, once; nobody else may, and nobody votes afterwards', async () => {
    const channel = await room('end');
    const { id } = await ask(channel);
    const mine = await maya.do('message.post', {
      channel,
      text: 'mine?',
      clientId: `poll-${asked++}`,
      poll: { options: ['a', 'b'] },
    });
    await expect(maya.do('poll.close', { message: id })).rejects.toMatchObject({ code: 'forbidden' });
    const closings = [sofia, sofia, sofia].map((who) => who.do('poll.close', { message: id }));
    const [closed] = await Promise.all(closings);
    expect(closed?.message.poll?.closed).toMatchObject({ by: sofia.user });
    expect(about(id).filter(({ type }) => type === 'poll.closed')).toHaveLength(1);
    await expect(vote(maya, id, 0)).rejects.toMatchObject({ code: 'closed' });
    await maya.do('poll.close', { message: mine.message.id });
    await expect(vote(sofia, mine.message.id, 0)).rejects.toMatchObject({ code: 'closed' });
  });

  test('[J4][L3] lets no vote in that comes with it', async () => {
    const channel = await room('both');
    for (let round = 0; round < 10; round++) {
      const { id } = await ask(channel);
      await outcomesOf([vote(maya, id, 0), sofia.do('poll.close', { message: id }), vote(sofia, id, 1)]);
      const events = about(id).map(({ type }) => type);
      expect(events.at(-1)).toBe('poll.closed');
    }
  });
});

describe('the question', () => {
  test('[J5] can be edited while nobody has voted', async () => {
    const { id } = await ask(await room('edit'));
    const edit = (text: string) => sofia.do('message.edit', { message: id, text });
    expect((await edit('What do we eat?')).message.poll?.options).toHaveLength(3);
    await vote(maya, id, 0);
    await expect(edit('What do we wear?')).rejects.toMatchObject({ code: 'conflict', field: 'args.text' });
    await vote(maya, id);
    await edit('What do we sing?');
    await expect(edit('x'.repeat(limits.pollQuestion + 1))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('[J5][L3] is what the first voter read, also when both come at the same moment', async () => {
    const channel = await room('edit-race');
    for (let round = 0; round < 12; round++) {
      const { id } = await ask(channel);
      // Edits that set out a moment after each other: one of them is checked just before the vote is written.
      const edit = async (turns: number) => {
        for (let turn = 0; turn < turns; turn++) await new Promise((go) => void setImmediate(go));
        return sofia.do('message.edit', { message: id, text: `Edited ${round} ${turns}?` });
      };
      await outcomesOf([vote(maya, id, 0), ...Array.from({ length: 12 }, (_, turns) => edit(turns * 2))]);
      const types = world.heard
        .filter(({ data }) => {
          const { message } = data as { message?: string | { id: string } };
          return (typeof message === 'object' ? message.id : message) === id;
        })
        .map(({ type }) => type);
      expect(types.lastIndexOf('message.edited')).toBeLessThan(types.indexOf('poll.voted'));
    }
  });
});

describe('who may vote', () => {
  test('[M5] members of the channel, also where only some people write, and guests', async () => {
    const channel = await room('news');
    await sofia.do('channel.update', { channel, posting: { who: 'admins', users: [], replies: false } });
    const { id } = await ask(channel);
    await vote(maya, id, 0);
    await expect(vote(ade, id, 0)).rejects.toMatchObject({ code: 'forbidden' });
    const guest = await world.join('Gil', 'guest');
    await expect(vote(guest, id, 0)).rejects.toMatchObject({ code: 'not_found' });
    await sofia.do('channel.invite', { channel, users: [guest.user] });
    await vote(guest, id, 1);
    await expect(guest.do('poll.close', { message: id })).rejects.toMatchObject({ code: 'forbidden' });
    await sofia.do('user.deactivate', { user: guest.user });
    await expect(vote(guest, id, 2)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[O7] of a private channel one who is not in it learns nothing', async () => {
    const { id } = await ask(await room('board-room', 'private'));
    await expect(vote(ade, id, 0)).rejects.toMatchObject({ code: 'not_found' });
    await expect(ade.do('poll.close', { message: id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('nobody in an archived channel', async () => {
    const channel = await room('shelf');
    const { id } = await ask(channel);
    await vote(maya, id, 0);
    await sofia.do('channel.archive', { channel });
    await expect(vote(maya, id, 1)).rejects.toMatchObject({ code: 'archived' });
    await expect(sofia.do('poll.close', { message: id })).rejects.toMatchObject({ code: 'archived' });
  });
});

test('[M4] a deleted poll leaves neither answers nor votes, in its row, its events and its tombstone', async () => {
  const channel = await room('gone');
  const [named, secret] = [await ask(channel), await ask(channel, { anonymous: true, options: ['hush', 'hushed'] })];
  for (const { id } of [named, secret]) {
    await vote(maya, id, 0);
    await maya.post(channel, 'an answer', id);
    await sofia.do('message.delete', { message: id });
    await expect(vote(maya, id, 1)).rejects.toMatchObject({ code: 'not_found' });
  }
  const page = await maya.do('channel.history', { channel });
  for (const message of page.messages) expect(message).not.toHaveProperty('poll');
  const held = await world.database
    .sql`select data from event where data::text like '%hush%' or data::text like '%coffee%' and audience = ${channel}`;
  expect(held).toEqual([]);
  expect(await world.database.sql`select 1 from vote where message_id = ${named.id}`).toEqual([]);
});
