import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import { startTestServer } from '../testServer.ts';
import type { TestServer } from '../testServer.ts';
import { call, inviteIn, setUp, TestSocket } from './testClient.ts';
import type { Entry } from '@roost/protocol/operations/accounts';

let db: TestDatabase;
let server: TestServer;
let sofia: Entry;
let maya: Entry;
let team: string;
let general: string;

beforeAll(async () => {
  db = await freshDatabase();
  server = await startTestServer({ databaseUrl: db.url });
  sofia = await setUp(server.url, 'Sofia');
  maya = await inviteIn(server.url, sofia, 'Maya');
  team = sofia.workspace!.id;
  const snapshot = await call(server.url, 'workspace.snapshot', { workspace: team }, sofia.accessToken);
  general = snapshot.channels.find(({ general }) => general)!.id;
});

afterAll(async () => {
  await server.close();
  await db.drop();
});

const join = (who: Entry, cursors: Record<string, string | null> = {}) => TestSocket.join(server.socketUrl, who.accessToken, cursors);

test('[S1][S5][W1] two people chat over sockets', async () => {
  const [one, other] = [await join(sofia), await join(maya)];
  const message = await one.post(general, 'Good morning');
  await other.hears('Good morning');
  await other.post(general, 'Hello Sofia');
  await one.hears('Hello Sofia');
  await one.hears('Good morning');
  expect(message.author).toBe(sofia.user!.id);
  expect(one.textsOf(team)).toEqual(['Good morning', 'Hello Sofia']);
  one.ws.close();
  other.ws.close();
});
