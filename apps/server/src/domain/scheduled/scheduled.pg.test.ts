import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';
import { deliver } from './deliver.ts';

const NINE = Date.UTC(2026, 10, 23, 9);
const HOUR = 3_600_000;
const at = (ms: number) => toIso(ms * 1_000);

let world: TestWorld;
let maya: TestPerson;
let ade: TestPerson;
let nowMs = NINE - 10 * HOUR;
beforeAll(async () => {
  world = await openTestWorld({ now: () => nowMs });
  maya = world.person('Maya');
  ade = world.person('Ade');
});
afterAll(() => world.close());

const schedule = async (who: TestPerson, text: string, more: { channel?: string; at?: string } = {}) => {
  const scheduled = newId('scheduled');
  await who.do('scheduled.create', { scheduled, channel: world.general.id, at: at(NINE), text, ...more });
  return scheduled;
};
const waitingOf = async (who: TestPerson) =>
  (await who.do('workspace.snapshot', { workspace: world.workspace })).scheduled;
const textsIn = async (channel: string) =>
  (await maya.do('channel.history', { channel })).messages.map(({ text }) => text);
const jobs = () => world.database.sql<{ key: string; run_at: Date }[]>`select key, run_at from graphile_worker.jobs`;
const room = async (name: string) => {
  const { channel } = await maya.do('channel.create', { workspace: world.workspace, name, kind: 'private' });
  await maya.do('channel.invite', { channel: channel.id, users: [ade.user] });
  return channel.id;
};

describe('a message that is to be sent later', () => {
  test('[E1] waits with its author alone, and has a job for its time', async () => {
    const before = world.heard.length;
    const id = await schedule(ade, 'Good morning');
    expect(await waitingOf(ade)).toMatchObject([{ id, text: 'Good morning', at: at(NINE) }]);
    expect(await waitingOf(maya)).toEqual([]);
    expect(world.heard.slice(before).map(({ stream, type }) => [stream, type])).toEqual([
      [ade.user, 'message.scheduled'],
    ]);
    expect(await jobs()).toEqual([{ key: id, run_at: new Date(NINE) }]);
    await ade.do('scheduled.update', { scheduled: id, at: at(NINE + HOUR), text: 'Good day' });
    expect(await jobs()).toEqual([{ key: id, run_at: new Date(NINE + HOUR) }]);
    await ade.do('scheduled.cancel', { scheduled: id });
    expect([await waitingOf(ade), await jobs()]).toEqual([[], []]);
  });

  test('[Q1] quotes what its author may read then and at its time, with no text of its own if need be', async () => {
    const { id: message, rev } = await maya.post(world.general.id, 'Lunch at noon');
    const args = { channel: world.general.id, at: at(NINE), text: '' };
    const scheduled = newId('scheduled');
    await expect(ade.do('scheduled.create', { ...args, scheduled })).rejects.toMatchObject({ field: 'args.text' });
    await ade.do('scheduled.create', { ...args, scheduled, quote: { message, rev } });
    await ade.do('scheduled.update', { scheduled, at: at(NINE + HOUR) });
    expect(await waitingOf(ade)).toMatchObject([{ text: '', quote: { message, rev } }]);
    const sent = await ade.do('scheduled.send', { scheduled });
    expect(sent.message).toMatchObject({ text: '', quote: { message, rev } });
    const hidden = await maya.post(await room('quoted'), 'For Ade');
    const { channel } = await maya.do('channel.create', {
      ...{ workspace: world.workspace, name: 'shut', kind: 'private' },
    });
    const secret = await maya.post(channel.id, 'psst');
    const quoting = { ...args, scheduled: newId('scheduled'), quote: { message: secret.id, rev: secret.rev } };
    await expect(ade.do('scheduled.create', quoting)).rejects.toMatchObject({ code: 'not_found' });
    const lost = { ...args, scheduled: newId('scheduled'), quote: { message: hidden.id, rev: hidden.rev } };
    await ade.do('scheduled.create', lost);
    await maya.do('message.delete', { message: hidden.id });
    nowMs = NINE;
    await deliver(world.world, lost.scheduled);
    expect((await waitingOf(ade)).map(({ id, failed }) => [id, failed?.code])).toEqual([[lost.scheduled, 'not_found']]);
    await ade.do('scheduled.cancel', { scheduled: lost.scheduled });
    nowMs = NINE - 10 * HOUR;
  });

  test('[E2] is sent once, however often and by however many at once it is tried', async () => {
    const id = await schedule(ade, 'Once');
    nowMs = NINE;
    await Promise.all([1, 2, 3].map(() => deliver(world.world, id)));
    await deliver(world.world, id);
    expect((await textsIn(world.general.id)).filter((text) => text === 'Once')).toEqual(['Once']);
    expect(await waitingOf(ade)).toEqual([]);
    const [posted, ended] = world.heard.slice(-2);
    expect(posted).toMatchObject({ type: 'message.posted', actor: ade.user, data: { message: { clientId: id } } });
    expect(ended).toMatchObject({
      ...{ stream: ade.user, type: 'schedule.ended' },
      data: { scheduled: id, message: (posted!.data as { message: { id: string } }).message.id, late: false },
    });
  });

  test('[E2] is not sent before its time by a job that had begun when it was put off', async () => {
    const id = await schedule(ade, 'Put off', { at: at(NINE) });
    await ade.do('scheduled.update', { scheduled: id, at: at(nowMs + HOUR) });
    await expect(deliver(world.world, id)).rejects.toMatchObject({ code: 'busy' });
    expect(await textsIn(world.general.id)).not.toContain('Put off');
    await ade.do('scheduled.cancel', { scheduled: id });
  });

  test('[E2] is sent once by its author and its time at the same moment', async () => {
    const id = await schedule(ade, 'Now');
    const [answer] = await Promise.allSettled([
      ade.do('scheduled.send', { scheduled: id }),
      deliver(world.world, id),
      ade.do('scheduled.cancel', { scheduled: id }),
    ]);
    const sent = (await textsIn(world.general.id)).filter((text) => text === 'Now');
    expect(sent.length).toBeLessThanOrEqual(1);
    if (answer.status === 'fulfilled') expect(sent).toEqual(['Now']);
    expect(await waitingOf(ade)).toEqual([]);
  });

  test('says so when it is late', async () => {
    const id = await schedule(ade, 'Late', { at: at(NINE) });
    nowMs = NINE + HOUR;
    await deliver(world.world, id);
    expect(world.heard.at(-1)).toMatchObject({ type: 'schedule.ended', data: { late: true } });
  });

  test('goes to a thread, and to its channel, too', async () => {
    const { id: threadRoot } = await maya.post(world.general.id, 'A root');
    const scheduled = newId('scheduled');
    await ade.do('scheduled.create', {
      ...{ scheduled, channel: world.general.id, threadRoot, alsoToChannel: true, at: at(NINE), text: 'A reply' },
    });
    await deliver(world.world, scheduled);
    const { messages } = await maya.do('thread.history', { message: threadRoot });
    expect(messages).toMatchObject([{ text: 'A reply', inChannel: true }]);
    const { message } = await ade.do('message.get', { message: messages[0]!.id });
    expect(message.author).toBe(ade.user);
  });

  test('[E3] stays with the reason when its author may not write there any more, until they decide', async () => {
    const channel = await room('left-by-then');
    const id = await schedule(ade, 'Too late', { channel });
    await maya.do('channel.remove', { channel, users: [ade.user] });
    await deliver(world.world, id);
    expect(await waitingOf(ade)).toMatchObject([{ id, failed: { code: 'not_found' } }]);
    const before = world.heard.length;
    await deliver(world.world, id);
    expect(world.heard.length).toBe(before);
    await expect(ade.do('scheduled.send', { scheduled: id })).rejects.toMatchObject({ code: 'not_found' });
    await maya.do('channel.invite', { channel, users: [ade.user] });
    await ade.do('scheduled.update', { scheduled: id });
    expect((await waitingOf(ade))[0]).not.toHaveProperty('failed');
    await deliver(world.world, id);
    expect(await textsIn(channel)).toContain('Too late');
  });

  test('[E3] stays when its channel was deleted, and can be taken away', async () => {
    const channel = await room('gone-by-then');
    const id = await schedule(ade, 'Nowhere', { channel });
    await maya.do('channel.delete', { channel, name: 'gone-by-then' });
    await deliver(world.world, id);
    expect(await waitingOf(ade)).toMatchObject([{ id, failed: { code: 'not_found' } }]);
    await ade.do('scheduled.cancel', { scheduled: id });
    expect(await waitingOf(ade)).toEqual([]);
  });

  test('[O7] is for who may write there, and for nobody else to touch', async () => {
    await expect(schedule(ade, 'x', { channel: world.random.id })).rejects.toMatchObject({ code: 'forbidden' });
    const id = await schedule(ade, 'mine');
    for (const name of ['scheduled.send', 'scheduled.cancel', 'scheduled.update'] as const)
      await expect(maya.do(name, { scheduled: id })).rejects.toMatchObject({ code: 'not_found' });
    await ade.do('scheduled.cancel', { scheduled: id });
  });

  test('has a text, an instant within a year, and room', async () => {
    await expect(schedule(ade, '\u200b')).rejects.toMatchObject({ code: 'invalid' });
    const far = at(nowMs + (limits.scheduleDays + 1) * 24 * HOUR);
    await expect(schedule(ade, 'x', { at: far })).rejects.toMatchObject({ field: 'args.at' });
    const lee = await world.join('Lee');
    await world.database.sql`
      insert into scheduled (id, user_id, channel_id, also_to_channel, text, due_at, rev)
      select 'Q' || lpad(n::text, 16, '0'), ${lee.user}, ${world.general.id}, false, 'x', 1, 0
      from generate_series(1, ${limits.scheduled}) as n`;
    await expect(schedule(lee, 'one more')).rejects.toMatchObject({ code: 'conflict' });
  });
});
