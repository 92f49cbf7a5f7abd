import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call, inviteIn, TestSocket } from '../testClient.ts';
import { openHouse } from '../testHouse.ts';
import type { House } from '../testHouse.ts';
import { startTestServer } from '../../testServer.ts';

let house: House;
/** What the server's clock is ahead of ours. */
let ahead = 0;

beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya'], { now: () => Date.now() + ahead });
});
afterEach(() => {
  ahead = 0;
  house.disconnect();
});
afterAll(() => house.close());

const sweep = () => house.server.app.gateway.sweep();

test('[A6] signing out closes that login’s sessions within a second, and no others', async () => {
  const guest = await inviteIn(house.server.url, house.people['Sofia']!, 'Guest');
  const socket = await TestSocket.join(house.server.socketUrl, guest.accessToken);
  const maya = await house.join('Maya');
  const began = performance.now();
  await call(house.server.url, 'login.end', {}, guest.accessToken);
  expect(await socket.closed).toBe(4502);
  expect(performance.now() - began).toBeLessThan(1_000);
  await maya.post(house.general, 'still here');
  await maya.hears('still here');
  expect((await new TestSocket(house.server.socketUrl, guest.accessToken).refused).status).toBe(401);
});

test('[A6] a login that ends on another process closes its sessions here within a second', async () => {
  const other = await startTestServer({ databaseUrl: house.db.url });
  const guest = await inviteIn(house.server.url, house.people['Sofia']!, 'Visitor');
  const socket = await TestSocket.join(house.server.socketUrl, guest.accessToken);
  const ended = performance.now();
  await call(other.url, 'login.end', {}, guest.accessToken);
  expect(await socket.closed).toBe(4502);
  expect(performance.now() - ended).toBeLessThan(1_500);
  await other.close();
});

test('[A6] revoking a bot’s token closes its sessions', async () => {
  const { url, token } = house.as('Sofia');
  const { user } = await call(url, 'bot.create', { workspace: house.team, name: 'Robot' }, token);
  const bot = await call(url, 'token.create', { user: user.id, scopes: ['read', 'write'] }, token);
  const socket = await TestSocket.join(house.server.socketUrl, bot.token);
  expect(Object.keys((await socket.next('welcome')).cursors).sort()).toEqual([house.team, user.id].sort());
  await call(url, 'token.revoke', { token: bot.id }, token);
  expect(await socket.closed).toBe(4502);
});

test('[O9] a bot’s socket does what its scopes say and no more', async () => {
  const { url, token } = house.as('Sofia');
  const { user } = await call(url, 'bot.create', { workspace: house.team, name: 'Reader' }, token);
  const bot = await call(url, 'token.create', { user: user.id, scopes: ['read'] }, token);
  const socket = await TestSocket.join(house.server.socketUrl, bot.token);
  const refused = await socket.ask('command', 'message.post', {
    channel: house.general,
    text: 'beep',
    clientId: 'beep',
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  socket.ws.terminate();
});

test('[S6] a token that runs out closes with 4002; a fresh one in band keeps the session', async () => {
  const [kept, lost] = [await house.join('Sofia'), await house.join('Maya')];
  ahead = 9 * 60_000;
  const { identity } = house.server.app;
  const { credential } = await identity.accessTokens.authenticate(house.people['Sofia']!.accessToken);
  const fresh = await identity.accessTokens.issue(house.people['Sofia']!.account.id, credential, 'account');
  await identity.accessTokens.authenticate(fresh.accessToken); // known from now on, so that the session does not wait for it
  kept.send({ type: 'auth', token: fresh.accessToken });
  kept.send({ type: 'ping' });
  await kept.next('pong');
  ahead = 11 * 60_000;
  sweep();
  expect(await lost.closed).toBe(4002);
  expect(await kept.ask('query', 'server.info', {})).toMatchObject({ ok: true });
});

test('[S6] a token of somebody else in band closes with 4503', async () => {
  const socket = await house.join('Sofia');
  socket.send({ type: 'auth', token: house.people['Maya']!.accessToken });
  expect(await socket.closed).toBe(4503);
});

test('[S2] whoever says nothing for five seconds is closed with 4000', async () => {
  const silent = new TestSocket(house.server.socketUrl, house.people['Sofia']!.accessToken);
  await silent.opened();
  ahead = 4_900;
  sweep();
  ahead = 5_000;
  sweep();
  expect(await silent.closed).toBe(4000);
});

test('[S7][C7] a heartbeat tells the cursors that moved and how many events were sent', async () => {
  const [sofia, maya] = [await house.join('Sofia'), await house.join('Maya')];
  await sofia.post(house.general, 'one');
  await sofia.post(house.general, 'two');
  await maya.hears('two');
  ahead = 25_000;
  sweep();
  const beat = await maya.next('heartbeat');
  const head = (await house.cursors('Maya'))[house.team];
  expect(beat).toMatchObject({
    cursors: { [house.team]: head },
    delivered: { [house.team]: maya.eventsOf(house.team).length },
  });
  ahead = 50_000;
  sweep();
  expect(await maya.next('heartbeat', (frame) => frame !== beat)).toEqual({
    type: 'heartbeat',
    cursors: {},
    delivered: {},
  });
});

test('[S5] every request is answered exactly once, also hundreds at a time', async () => {
  const socket = await house.join('Sofia');
  for (let id = 1_000; id < 1_400; id++) socket.send({ type: 'query', id, name: 'server.info', args: {} });
  for (let id = 1_000; id < 1_400; id++) await socket.next('result', (frame) => frame.id === id);
  socket.send({ type: 'ping' });
  await socket.next('pong');
  const ids = socket.frames.flatMap((frame) => (frame.type === 'result' ? [frame.id] : []));
  expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, i) => 1_000 + i));
});

test('[S3] flooding is refused with rate_limited, then closed with 4504', async () => {
  const strict = await startTestServer({
    databaseUrl: house.db.url,
    frames: { perSecond: 10, burst: 20, refusals: 30 },
  });
  const socket = await TestSocket.join(strict.socketUrl, house.people['Sofia']!.accessToken);
  for (let id = 1; id <= 100; id++) socket.send({ type: 'query', id, name: 'server.info', args: {} });
  await socket.next(
    'result',
    (frame) => !frame.ok && frame.error.code === 'rate_limited' && frame.error.retryAfterMs! > 0,
  );
  expect(await socket.closed).toBe(4504);
  await strict.close();
});

test('[F3] a stopping server asks everybody to come back, finishes what is under way and closes with 1012', async () => {
  const stopping = await startTestServer({ databaseUrl: house.db.url });
  const socket = await TestSocket.join(stopping.socketUrl, house.people['Sofia']!.accessToken);
  const lock = await house.db.sql.reserve();
  await lock`begin`;
  await lock`select from stream where id = ${house.team} for update`;
  const posting = socket.ask('command', 'message.post', { channel: house.general, text: 'last', clientId: 'last-one' });
  socket.send({ type: 'ping' });
  await socket.next('pong'); // the post has been taken and waits for the lock
  const closing = stopping.close();
  expect((await socket.next('reconnect')).afterMs).toBeGreaterThanOrEqual(0);
  expect((await fetch(`${stopping.url}/readyz`)).status).toBe(503);
  expect((await new TestSocket(stopping.socketUrl, house.people['Sofia']!.accessToken).refused).status).toBe(503);
  await lock`commit`;
  lock.release();
  expect(await posting).toMatchObject({ ok: true });
  expect(await socket.closed).toBe(1012);
  await closing;
});

test('a server that was killed leaves nothing half done: what was answered is there afterwards', async () => {
  const doomed = await startTestServer({ databaseUrl: house.db.url });
  const socket = await TestSocket.join(doomed.socketUrl, house.people['Sofia']!.accessToken);
  const { id } = await socket.post(house.general, 'answered');
  await doomed.kill();
  expect(await socket.closed).toBe(1006);
  const { url, token } = house.as('Sofia');
  expect((await call(url, 'message.get', { message: id }, token)).message.text).toBe('answered');
});
