import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, TestSocket } from './testClient.ts';
import { openHouse } from './testHouse.ts';
import type { House } from './testHouse.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya', 'Ade']);
});
afterAll(() => house.close());

const idOf = (name: string) => house.people[name]!.user!.id;

test('[W4][W7] whoever is removed hears nothing more, live or replayed; the others hear of it', async () => {
  const { url } = house.server;
  const [maya, ade] = [await house.join('Maya'), await house.join('Ade')];
  const before = (await house.cursors('Maya'))[house.team]!;
  await call(url, 'user.remove', { user: idOf('Maya') }, house.as('Sofia').token);
  const { id: account } = house.people['Maya']!.account;
  await maya.next('batch', ({ stream, events }) => stream === account && events[0]?.type === 'workspace.left');
  const sofia = await house.join('Sofia');
  await sofia.post(house.general, 'among ourselves');
  await call(url, 'channel.create', { workspace: house.team, name: 'news', kind: 'public' }, house.as('Sofia').token);
  await ade.hears('among ourselves');
  await ade.next('batch', ({ events }) => events.some(({ type }) => type === 'channel.created'));
  expect(JSON.stringify(maya.frames)).not.toMatch(/among ourselves|channel\.created/);
  const left = ade.eventsOf(house.team).map(({ type }) => type);
  expect(left).toEqual(expect.arrayContaining(['member.left', 'user.updated']));

  const again = await TestSocket.join(house.server.socketUrl, house.as('Maya').token, { [house.team]: before });
  await again.next('resync', ({ stream, reason }) => stream === house.team && reason === 'unknown');
  again.send({ type: 'ping' });
  await again.next('pong');
  expect(again.eventsOf(house.team)).toEqual([]);
  expect((await again.next('welcome')).cursors).not.toHaveProperty(house.team);
});
