import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from './testClient.ts';
import { openHouse } from './testHouse.ts';
import type { House } from './testHouse.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya', 'Ade']);
});
afterAll(() => house.close());

const idOf = (name: string) => house.people[name]!.user!.id;

test('[W10] whoever is deactivated hears nothing more, and everything again once they are let in', async () => {
  const { url } = house.server;
  const token = house.as('Sofia').token;
  const [maya, ade, sofia] = [await house.join('Maya'), await house.join('Ade'), await house.join('Sofia')];
  await call(url, 'user.deactivate', { user: idOf('Maya') }, token);
  const { id: account } = house.people['Maya']!.account;
  await maya.next('batch', ({ stream, events }) => stream === account && events[0]?.type === 'workspace.left');
  await sofia.post(house.general, 'among ourselves');
  await ade.hears('among ourselves');
  await call(url, 'user.reactivate', { user: idOf('Maya') }, token);
  await maya.next('batch', ({ stream, events }) => stream === account && events[0]?.type === 'workspace.joined');
  await sofia.post(house.general, 'welcome back');
  await maya.hears('welcome back');
  expect(JSON.stringify(maya.frames)).not.toContain('among ourselves');
});

test('[A6] an admin signs somebody out on all their devices', async () => {
  const { url } = house.server;
  const ade = await house.join('Ade');
  await expect(call(url, 'user.endSessions', { user: idOf('Sofia') }, house.as('Ade').token)).rejects.toThrow();
  expect(await call(url, 'user.endSessions', { user: idOf('Ade') }, house.as('Sofia').token)).toEqual({ logins: 1 });
  expect(await ade.closed).toBe(4502);
  await expect(call(url, 'login.list', {}, house.as('Ade').token)).rejects.toThrow();
});
