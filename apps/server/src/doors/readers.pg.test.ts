import { once } from 'node:events';
import { request } from 'node:http';
import type { Scope } from '@roost/protocol/entities';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, post, TestSocket } from './testClient.ts';
import { openHouse } from './testHouse.ts';
import type { House } from './testHouse.ts';

let house: House;
let bot: string;
beforeAll(async () => {
  house = await openHouse(['Sofia']);
  const { user } = await call(url(), 'bot.create', { workspace: house.team, name: 'Deploys' }, sofia());
  bot = user.id;
});
afterAll(() => house.close());

const url = () => house.server.url;
const sofia = () => house.people['Sofia']!.accessToken;
const tokenFor = async (...scopes: Scope[]) =>
  (await call(url(), 'token.create', { user: bot, scopes }, sofia())).token;
const stream = { kind: 'stream', cursors: {} };

test('[O9] events are read: a token that is for writing alone opens neither a socket nor a stream', async () => {
  const token = await tokenFor('write', 'admin');
  const refused = await new TestSocket(house.server.socketUrl, token).refused;
  expect([refused.status, JSON.parse(refused.body)]).toMatchObject([403, { code: 'forbidden' }]);
  const answer = await post(url(), 'stream', stream, { authorization: `Bearer ${token}` });
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
  await call(url(), 'message.post', { channel: house.general, text: 'deployed', clientId: 'one' }, token);
});

test('[O9] nor does it take a session over that another token opened', async () => {
  const socket = await TestSocket.join(house.server.socketUrl, await tokenFor('read'));
  socket.send({ type: 'auth', token: await tokenFor('write') });
  expect(await socket.closed).toBe(4002);
});

test('whoever hangs up while their token is looked at leaves no session behind', async () => {
  const { accessTokens } = house.server.app.identity;
  const { authenticate } = accessTokens;
  const token = await tokenFor('read');
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const { hostname, port } = new URL(url());
  const asked = request({ hostname, port, path: '/api/v1/stream', method: 'POST', headers });
  const hungUp = new Promise<void>((resolve) => void asked.on('error', () => {}).on('close', resolve));
  const looked = new Promise<void>((resolve) => {
    accessTokens.authenticate = async (bearer) => {
      accessTokens.authenticate = authenticate;
      const gone = once(house.server.app.http.server, 'hungUp');
      asked.destroy();
      await gone;
      const identity = await accessTokens.authenticate(bearer);
      setImmediate(resolve);
      return identity;
    };
  });
  const { server } = house.server.app.http;
  server.on('connection', (socket) => socket.once('close', () => server.emit('hungUp')));
  asked.end(JSON.stringify(stream));
  await Promise.all([hungUp, looked]);
  expect(house.server.app.gateway.size).toBe(0);
});
