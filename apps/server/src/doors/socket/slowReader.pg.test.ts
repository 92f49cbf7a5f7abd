import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../testClient.ts';
import type { TestSocket } from '../testClient.ts';
import { openHouse } from '../testHouse.ts';
import type { House } from '../testHouse.ts';

let house: House;
/** What the server's clock is ahead of ours. */
let ahead = 0;

beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya', 'Ade'], { now: () => Date.now() + ahead });
});
afterEach(() => {
  ahead = 0;
  house.disconnect();
});
afterAll(() => house.close());

const parked = async () =>
  Number(/^roost_sessions_parked_total (\d+)/m.exec(await (await fetch(`${house.server.url}/metrics`)).text())![1]);

test('[F1][C3][F4] a reader that cannot keep up is parked, delays nobody, and catches up from the log without a gap', async () => {
  const [slow, quick] = [await house.join('Maya'), await house.join('Ade')];
  slow.ws.pause();
  // More than the kernel's buffers and our queue hold together.
  for (let round = 0; (await parked()) === 0; round++) {
    expect(round).toBeLessThan(60);
    await house.posts('Sofia', house.general, 60, 10_000);
  }
  await house.posts('Sofia', house.general, 200, 10_000);
  await quick.post(house.general, 'the last one');
  await quick.hears('the last one');
  slow.ws.resume();
  await slow.hears('the last one');
  const told = (socket: TestSocket) => [...new Set(socket.eventsOf(house.team).map(({ seq }) => seq))];
  expect(told(slow)).toEqual(told(quick).sort((a, b) => a - b));
  expect(slow.frames.some(({ type }) => type === 'resync')).toBe(false);
  await slow.post(house.general, 'awake again');
  await slow.hears('awake again');
}, 60_000);

test('[F1][W4] what one may not see any more when one has drained is not caught up with', async () => {
  const slow = await house.join('Maya');
  const room = await house.channel('left', 'Ade', 'private', ['Maya']);
  await slow.next('batch', ({ events }) => events.some(({ type }) => type === 'member.joined'));
  const before = await parked();
  slow.ws.pause();
  for (let round = 0; (await parked()) === before; round++) {
    expect(round).toBeLessThan(60);
    await house.posts('Ade', house.general, 60, 10_000);
  }
  await house.posts('Ade', room, 3);
  const { url, token } = house.as('Ade');
  await call(url, 'channel.remove', { channel: room, users: [house.people['Maya']!.user!.id] }, token);
  await house.posts('Ade', house.general, 1);
  await call(url, 'message.post', { channel: house.general, text: 'the end', clientId: 'the-end' }, token);
  slow.ws.resume();
  await slow.hears('the end');
  const seen = slow.eventsOf(house.team).filter(({ data }) => JSON.stringify(data).includes(room));
  expect(seen.at(-1)!.type).toBe('member.left');
  expect(
    seen.filter(({ type, data }) => type === 'message.posted' && !('system' in (data as { message: object }).message)),
  ).toEqual([]);
}, 60_000);

test('[S5][F1] results of a parked session are never dropped', async () => {
  const slow = await house.join('Maya');
  slow.ws.pause();
  const before = await parked();
  const asked = Array.from({ length: 20 }, () => slow.ask('query', 'channel.history', { channel: house.general }));
  for (let round = 0; (await parked()) === before; round++) {
    expect(round).toBeLessThan(60);
    await house.posts('Ade', house.general, 60, 10_000);
  }
  slow.ws.resume();
  for (const result of await Promise.all(asked)) expect(result.ok).toBe(true);
}, 60_000);

test('[F2] a reader that takes nothing for thirty seconds is closed with 4001', async () => {
  const stuck = await house.join('Maya');
  stuck.ws.pause();
  const before = await parked();
  for (let round = 0; (await parked()) === before; round++) {
    expect(round).toBeLessThan(60);
    await house.posts('Ade', house.general, 60, 10_000);
  }
  const { gateway } = house.server.app;
  const closes = async () =>
    (await (await fetch(`${house.server.url}/metrics`)).text()).includes('roost_closes_total{code="4001"} 1');
  gateway.sweep();
  gateway.sweep();
  ahead = 29_000;
  gateway.sweep();
  expect(await closes()).toBe(false);
  ahead = 31_000;
  gateway.sweep();
  expect(await closes()).toBe(true);
}, 60_000);

test('a peer that answers no ping for a hundred seconds is given up', async () => {
  const [gone, there] = [await house.join('Maya'), await house.join('Ade')];
  gone.ws.pause();
  for (ahead = 25_000; ahead <= 125_000; ahead += 25_000) {
    house.server.app.gateway.sweep();
    there.send({ type: 'ping' });
    await there.next('pong');
    there.frames.length = 0;
  }
  gone.ws.resume();
  expect(await gone.closed).toBe(4001);
  expect(await there.ask('query', 'server.info', {})).toMatchObject({ ok: true });
});
