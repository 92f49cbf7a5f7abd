import { afterAll, beforeAll, expect, test } from 'vitest';
import { pino } from 'pino';
import { proxyTo } from '../log/testProxy.ts';
import type { Proxy } from '../log/testProxy.ts';
import { startTestServer } from '../testServer.ts';
import type { TestServer } from '../testServer.ts';
import { post, TestSocket } from './testClient.ts';
import { openHouse } from './testHouse.ts';
import type { House } from './testHouse.ts';

// A server whose database goes away and comes back.

let house: House;
let wire: Proxy;
let server: TestServer;
const complaints: string[] = [];

beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya']);
  wire = await proxyTo(house.db.url);
  const logger = pino({ level: 'error' }, { write: (line: string) => void complaints.push(line) });
  server = await startTestServer({ databaseUrl: wire.url, logger });
});
afterAll(async () => {
  await server.close();
  await wire.close();
  await house.close();
});

const bearer = (name: string) => ({ authorization: `Bearer ${house.as(name).token}` });

test('[O3] while the database is away everybody is told so and to come back, and nothing counts as broken', async () => {
  const sofia = await TestSocket.join(server.socketUrl, house.as('Sofia').token);
  wire.refuse();
  const page = { channel: house.general };
  const read = await post(server.url, 'channel.history', page, bearer('Maya'));
  expect([read.status, await read.json()]).toMatchObject([503, { code: 'unavailable', retryAfterMs: 1_000 }]);
  const asked = await sofia.ask('query', 'channel.history', page);
  expect(asked).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true } });
  const unknown = await post(
    server.url,
    'identity.workspaces',
    {},
    { authorization: `Bearer roost_${'x'.repeat(43)}` },
  );
  expect(unknown.status).toBe(503);
  wire.admit();
  while (!(await post(server.url, 'channel.history', page, bearer('Maya'))).ok);
  await sofia.post(house.general, 'here again');
  await sofia.hears('here again');
  expect(complaints).toEqual([]);
  sofia.ws.terminate();
});
