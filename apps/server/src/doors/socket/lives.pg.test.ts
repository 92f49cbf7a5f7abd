import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fromCursor } from '@roost/protocol/cursor';
import type { TestSocket } from '../testClient.ts';
import { call } from '../testClient.ts';
import { openHouse } from '../testHouse.ts';
import type { House } from '../testHouse.ts';
import { startTestServer } from '../../testServer.ts';
import { changeEpochs } from '../../log/epoch.ts';

// Streams begin another life under a running server.

let house: House;

beforeAll(async () => {
  // Nothing is found by looking once a second: what the node learns, it learns from what passes through it.
  house = await openHouse(['Sofia', 'Maya'], { every: () => () => {} });
});
afterEach(() => house.disconnect());
afterAll(() => house.close());

const begin = () => changeEpochs(house.server.app.database.sql as never);
const epochOf = async (): Promise<string> => {
  const [head] = (await house.server.app.log.heads([house.team])).values();
  return head!.epoch;
};
const resyncs = (socket: TestSocket) =>
  socket.frames.flatMap((frame) => (frame.type === 'resync' ? [`${frame.stream} ${frame.reason}`] : [])).sort();
const streams = () => [house.people['Maya']!.account.id, house.people['Maya']!.user!.id, house.team].sort();
const lastCursor = (socket: TestSocket) =>
  socket.frames
    .flatMap((frame) => (frame.type === 'batch' && frame.stream === house.team ? [frame.cursor] : []))
    .at(-1)!;

test('[L9] a snapshot of the new life is not answered before the readers are in it, each told once of each stream', async () => {
  const maya = await house.join('Maya');
  await maya.post(house.general, 'in the old life');
  await maya.hears('in the old life');
  await begin();
  const answer = await maya.ask('query', 'workspace.snapshot', { workspace: house.team });
  const epoch = await epochOf();
  expect(
    answer.ok && fromCursor((answer.value as { cursors: Record<string, string> }).cursors[house.team]!)!.epoch,
  ).toBe(epoch);
  await maya.post(house.general, 'in the new life');
  await maya.hears('in the new life');
  expect(fromCursor(lastCursor(maya))!.epoch).toBe(epoch);
  expect(resyncs(maya)).toEqual(streams().map((stream) => `${stream} epoch`));
});

test('[L9] a commit in the new life brings everybody there', async () => {
  const [maya, sofia] = [await house.join('Maya'), await house.join('Sofia')];
  await begin();
  await sofia.post(house.general, 'the first of the new life');
  for (const stream of streams()) await maya.next('resync', (frame) => frame.stream === stream);
  await sofia.post(house.general, 'the second');
  await maya.hears('the second');
  expect(fromCursor(lastCursor(maya))!.epoch).toBe(await epochOf());
  expect(resyncs(maya)).toEqual(streams().map((stream) => `${stream} epoch`));
});

test('[L9][C3] who comes from another node that knows the new life already is resumed', async () => {
  const maya = await house.join('Maya');
  await begin();
  const other = await startTestServer({ databaseUrl: house.db.url });
  const { cursors } = await call(other.url, 'workspace.snapshot', { workspace: house.team }, house.as('Maya').token);
  await other.close();
  const again = await house.join('Maya', cursors);
  await again.post(house.general, 'here');
  await again.hears('here');
  expect(resyncs(again)).toEqual([]);
  for (const stream of streams()) await maya.next('resync', (frame) => frame.stream === stream);
});
