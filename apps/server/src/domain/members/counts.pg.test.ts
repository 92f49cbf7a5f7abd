import { afterEach, beforeEach, expect, test } from 'vitest';
import { inviteIn, openSettledHouse, type Device, type House } from '../accounts/testHouse.ts';

let house: House;
let sofia: Device;
let workspace: string;
beforeEach(async () => {
  ({ house, sofia, workspace } = await openSettledHouse());
});
afterEach(() => house.close());

const counts = async (by: Device) => {
  const { memberships } = await by.do('workspace.snapshot', { workspace });
  return memberships.map(({ memberCount }) => memberCount).sort((a, b) => a - b);
};

test('[C8] a snapshot counts the members of its own instant, also where the index has not heard of them yet', async () => {
  const there = sofia.through(await house.another());
  expect(await counts(there)).toEqual([1, 1]);
  await inviteIn(house, sofia, workspace, 'Maya');
  for (const device of [there, sofia]) expect(await counts(device)).toEqual([1, 2]);
});

test('where the index has heard of everything, no rows are counted', async () => {
  await inviteIn(house, sofia, workspace, 'Maya');
  await counts(sofia);
  await house.database.sql`delete from membership where user_id <> (select id from users where name = 'Sofia')`;
  expect(await counts(sofia)).toEqual([1, 2]);
});
