import { toIso } from '@roost/protocol/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';
import { SeenBook } from './seenBook.ts';

const MINUTE = 60_000;
let now = Date.UTC(2026, 10, 21, 12);
let world: TestWorld;
let book: SeenBook;
let maya: TestPerson;
let ade: TestPerson;
beforeAll(async () => {
  world = await openTestWorld({ now: () => now });
  book = new SeenBook(world.database.sql, () => now);
  world.world.seen = book;
  [maya, ade] = ['Maya', 'Ade'].map((name) => world.person(name)) as [TestPerson, TestPerson];
});
afterAll(() => world.close());

const seen = async (who: TestPerson, ...users: string[]) =>
  (await who.do('user.seen', { workspace: world.workspace, users })).seen;
const written = async (user: string) =>
  (await world.database.sql<{ at: number }[]>`select at from last_seen where user_id = ${user}`)[0]?.at;

test('[G4] when somebody was active last is known at once, and written at most once in five minutes', async () => {
  const first = now;
  book.note(maya.user, first);
  expect(await seen(ade, maya.user, ade.user)).toEqual([{ user: maya.user, at: toIso(first * 1_000) }]);
  await book.flush();
  expect(await written(maya.user)).toBe(first * 1_000);
  now += MINUTE;
  book.note(maya.user, now);
  await book.flush();
  expect(await written(maya.user)).toBe(first * 1_000);
  expect(await seen(ade, maya.user)).toEqual([{ user: maya.user, at: toIso(now * 1_000) }]);
  const second = now;
  now += 5 * MINUTE;
  await book.flush();
  expect(await written(maya.user)).toBe(second * 1_000);
  expect(await seen(ade, maya.user)).toEqual([{ user: maya.user, at: toIso(second * 1_000) }]);
});

test('[G4] who stops is written down even so', async () => {
  book.note(maya.user, now);
  await book.flush({ all: true });
  expect(await written(maya.user)).toBe(now * 1_000);
});

test('[G4] what could not be written waits, and is written as soon as it can be', async () => {
  const { sql } = world.database;
  let isAway = true;
  const away = ((...query: Parameters<typeof sql>) =>
    isAway ? Promise.reject(new Error('The database is away.')) : sql(...query)) as typeof sql;
  const patient = new SeenBook(away, () => now);
  now += 10 * MINUTE;
  const [first, second] = [now, now + 1_000];
  patient.note(maya.user, first);
  patient.note(ade.user, first);
  const flushed = patient.flush();
  patient.note(ade.user, second);
  await expect(flushed).rejects.toThrow('away');
  isAway = false;
  await patient.flush();
  expect([await written(maya.user), await written(ade.user)]).toEqual([first * 1_000, second * 1_000]);
});

test('[G4] of who does not want it nobody is told, and it is one’s own to want', async () => {
  await maya.do('user.update', { user: maya.user, showsSeen: false });
  expect(await seen(ade, maya.user)).toEqual([]);
  await expect(ade.do('user.update', { user: maya.user, showsSeen: true })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await maya.do('user.update', { user: maya.user, showsSeen: true });
  expect(await seen(ade, maya.user)).toHaveLength(1);
});

test('[W9] a guest is told nothing of who is in none of their channels', async () => {
  const guest = await world.join('Gus', 'guest');
  expect(await seen(guest, maya.user)).toEqual([]);
});
