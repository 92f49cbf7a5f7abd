import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';
import { ring } from './ring.ts';

const NINE = Date.UTC(2026, 10, 23, 9);
const HOUR = 3_600_000;
const at = (ms: number) => toIso(ms * 1_000);

let world: TestWorld;
let maya: TestPerson;
let ade: TestPerson;
let nowMs = NINE - HOUR;
beforeAll(async () => {
  world = await openTestWorld({ now: () => nowMs });
  maya = world.person('Maya');
  ade = world.person('Ade');
});
afterAll(() => world.close());

const of = async (who: TestPerson) =>
  (await who.do('workspace.snapshot', { workspace: world.workspace })).reminders.map(({ message, due, at: when }) => [
    message,
    when,
    due ?? false,
  ]);
const jobs = () => world.database.sql<{ run_at: Date }[]>`select run_at from graphile_worker.jobs`;

describe('[E5] a reminder', () => {
  test('is one’s own alone, has a job for its time, and is due once', async () => {
    const { id } = await maya.post(world.general.id, 'Look at this');
    const before = world.heard.length;
    await ade.do('reminder.set', { message: id, at: at(NINE) });
    expect([await of(ade), await of(maya)]).toEqual([[[id, at(NINE), false]], []]);
    expect(await jobs()).toEqual([{ run_at: new Date(NINE) }]);
    await expect(ring(world.world, ade.user, id)).rejects.toMatchObject({ code: 'busy' }); // it was moved on meanwhile
    expect(await of(ade)).toEqual([[id, at(NINE), false]]);
    nowMs = NINE;
    await Promise.allSettled([1, 2].map(() => ring(world.world, ade.user, id)));
    await ring(world.world, ade.user, id);
    expect(await of(ade)).toEqual([[id, at(NINE), true]]);
    expect(world.heard.slice(before).map(({ stream, type }) => [stream, type])).toEqual([
      [ade.user, 'reminder.set'],
      [ade.user, 'reminder.set'],
    ]);
    await ade.do('reminder.set', { message: id, at: at(NINE + HOUR) });
    expect(await of(ade)).toEqual([[id, at(NINE + HOUR), false]]);
    await ade.do('reminder.clear', { message: id });
    await ade.do('reminder.clear', { message: id }).catch(() => {});
    expect([await of(ade), await jobs()]).toEqual([[], []]);
  });

  test('[O7] is for those who may read the message, and stays theirs when they may not any more', async () => {
    const { channel } = await maya.do('channel.create', {
      ...{ workspace: world.workspace, name: 'closed', kind: 'private' },
    });
    const { id } = await maya.post(channel.id, 'psst');
    await expect(ade.do('reminder.set', { message: id, at: at(NINE + HOUR) })).rejects.toMatchObject({
      code: 'not_found',
    });
    await maya.do('channel.invite', { channel: channel.id, users: [ade.user] });
    await ade.do('reminder.set', { message: id, at: at(NINE + HOUR) });
    const list = async () => (await ade.do('reminder.list', { workspace: world.workspace })).entries;
    expect((await list()).map(({ message }) => message?.text)).toEqual(['psst']);
    await maya.do('channel.remove', { channel: channel.id, users: [ade.user] });
    expect((await list()).map(({ message }) => message)).toEqual([null]);
    await ade.do('reminder.clear', { message: id });
    expect(await list()).toEqual([]);
  });

  test('leaves no text of one’s own in the log when it is moved, due or cleared', async () => {
    const id = newId('note');
    const note = { workspace: world.workspace, text: 'Buy a ring' };
    const logged = async () =>
      (
        await world.database.sql<{ text: string | null }[]>`
          select data->'reminder'->>'text' as text from event
          where stream = ${ade.user} and type = 'reminder.set' and data->'reminder'->>'message' = ${id} order by seq`
      ).map(({ text }) => text);
    await ade.do('reminder.set', { message: id, at: at(nowMs + HOUR), note });
    expect(await logged()).toEqual(['Buy a ring']);
    await ade.do('reminder.set', { message: id, at: at(nowMs + 2 * HOUR) });
    expect(await logged()).toEqual([null, 'Buy a ring']);
    await ade.do('reminder.clear', { message: id });
    expect(await logged()).toEqual([null, null]);
  });

  test('can be of a text of one’s own, which is moved, comes due, and is cleared like any other', async () => {
    const [id, other] = [newId('note'), newId('note')];
    const note = { workspace: world.workspace, text: ' Water the plants ' };
    await ade.do('reminder.set', { message: id, at: at(nowMs + HOUR), note });
    await ade.do('reminder.set', { message: id, at: at(nowMs + 2 * HOUR) });
    expect((await jobs()).map(({ run_at }) => run_at.getTime())).toContain(nowMs + 2 * HOUR);
    // The same name is somebody else's own affair.
    await maya.do('reminder.set', { message: id, at: at(nowMs + HOUR), note: { ...note, text: 'Mine' } });
    const texts = async (who: TestPerson) =>
      (await who.do('reminder.list', { workspace: world.workspace })).entries.map(({ reminder, message }) => [
        reminder.text,
        reminder.due ?? false,
        message,
      ]);
    nowMs += 2 * HOUR;
    await ring(world.world, ade.user, id);
    expect([await texts(ade), await texts(maya)]).toEqual([
      [['Water the plants', true, null]],
      [['Mine', false, null]],
    ]);
    await ade.do('reminder.clear', { message: id });
    expect([await texts(ade), await texts(maya)]).toEqual([[], [['Mine', false, null]]]);
    await maya.do('reminder.clear', { message: id });
    const set = (args: object) => maya.do('reminder.set', { message: other, at: at(nowMs + HOUR), ...args });
    await expect(set({})).rejects.toMatchObject({ code: 'not_found' });
    await expect(set({ note: { ...note, text: '\u200b' } })).rejects.toMatchObject({ field: 'args.note.text' });
    const { id: message } = await maya.post(world.general.id, 'A message');
    await expect(set({ message, note })).rejects.toMatchObject({ field: 'args.note' });
    const stranger = await world.stranger('Nobody');
    await expect(stranger.do('reminder.set', { message: other, at: at(nowMs + HOUR), note })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('is within a year, and not one of too many', async () => {
    const { id } = await maya.post(world.general.id, 'far');
    const far = at(nowMs + (limits.scheduleDays + 1) * 24 * HOUR);
    await expect(ade.do('reminder.set', { message: id, at: far })).rejects.toMatchObject({ field: 'args.at' });
    await world.database.sql`
      insert into reminder (user_id, message_id, channel_id, due_at, due, rev)
      select ${ade.user}, 'M' || lpad(n::text, 16, '0'), ${world.general.id}, 1, false, 0
      from generate_series(1, ${limits.reminders}) as n`;
    await expect(ade.do('reminder.set', { message: id, at: at(NINE + HOUR) })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
