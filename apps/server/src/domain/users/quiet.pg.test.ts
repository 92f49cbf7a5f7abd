import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';

let world: TestWorld;
let maya: TestPerson;
let ade: TestPerson;
beforeAll(async () => {
  world = await openTestWorld();
  [maya, ade] = ['Maya', 'Ade'].map((name) => world.person(name)) as [TestPerson, TestPerson];
});
afterAll(() => world.close());

const until = '2100-01-01T00:00:00.000000Z';
const weekday = (day: number) => ({ day, from: 540, to: 1_080 });
const seen = async () => (await ade.do('user.get', { workspace: world.workspace, users: [maya.user] })).users[0]?.quiet;

test('[R3] a pause and one’s hours are seen by everybody, and each is changed by itself', async () => {
  await maya.do('user.update', { user: maya.user, pausedUntil: until });
  expect(await seen()).toEqual({ until });
  const hours = { timeZone: 'Europe/Berlin', days: [weekday(3), weekday(1)] };
  await maya.do('user.update', { user: maya.user, hours });
  const kept = { timeZone: 'Europe/Berlin', days: [weekday(1), weekday(3)] };
  expect(await seen()).toEqual({ until, hours: kept });
  await maya.do('user.update', { user: maya.user, status: { emoji: null, text: 'busy' } });
  await maya.do('user.update', { user: maya.user, pausedUntil: null });
  expect(await seen()).toEqual({ hours: kept });
  await maya.do('user.update', { user: maya.user, hours: null });
  expect(await seen()).toBeUndefined();
});

test('[R3] a pause ends in the future, hours are of a known zone and once a day, and all of it is one’s own to say', async () => {
  const update = (of: object) => maya.do('user.update', { user: maya.user, ...of });
  await expect(update({ pausedUntil: '2020-01-01T00:00:00.000000Z' })).rejects.toMatchObject({
    field: 'args.pausedUntil',
  });
  const days = [weekday(1)];
  await expect(update({ hours: { timeZone: 'Mars/Olympus', days } })).rejects.toMatchObject({
    field: 'args.hours.timeZone',
  });
  await expect(update({ hours: { timeZone: 'UTC', days: [...days, weekday(1)] } })).rejects.toMatchObject({
    field: 'args.hours',
  });
  await expect(ade.do('user.update', { user: maya.user, pausedUntil: until })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
