import type { DoorContext } from '../domain/verb.ts';
import type { Entry } from '@roost/protocol/operations/accounts';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import { startTestServer } from '../testServer.ts';
import type { TestServer, TestServerOptions } from '../testServer.ts';
import { call, inviteIn, setUp, TestSocket } from './testClient.ts';

/** A server with named people in one workspace, for tests of the doors. */
export interface House {
  db: TestDatabase;
  server: TestServer;
  people: Record<string, Entry>;
  team: string;
  /** The channel that everybody is in. */
  general: string;
  /** Connects somebody and says hello. */
  join(name: string, cursors?: Record<string, string | null>): Promise<TestSocket>;
  /** Somebody's call over HTTP, as `call` makes it. */
  as(name: string): { token: string; url: string };
  channel(name: string, owner: string, kind: 'public' | 'private', members?: string[]): Promise<string>;
  /** So many posts of somebody at once, past the doors. */
  posts(name: string, channel: string, count: number, size?: number): Promise<void>;
  /** Where somebody's snapshot stands. */
  cursors(name: string): Promise<Record<string, string>>;
  /** Cuts every connection that `join` made. */
  disconnect(): void;
  close(): Promise<void>;
}

const door: DoorContext = {
  address: '127.0.0.1',
  device: 'a test',
  origin: '',
  refreshToken: null,
  setRefreshToken() {},
};

/** The first of `names` founds the workspace, the others are invited. */
export async function openHouse(names: readonly string[], options: Partial<TestServerOptions> = {}): Promise<House> {
  const db = await freshDatabase();
  const server = await startTestServer({ databaseUrl: db.url, ...options });
  const [first = 'Sofia', ...others] = names;
  const people: Record<string, Entry> = { [first]: await setUp(server.url, first) };
  for (const name of others) people[name] = await inviteIn(server.url, people[first]!, name);
  const team = people[first]!.workspace!.id;
  const token = (name: string) => people[name]!.accessToken;
  const snapshot = (name: string) => call(server.url, 'workspace.snapshot', { workspace: team }, token(name));
  const general = (await snapshot(first)).channels.find((each) => each.general)!.id;
  const sockets: TestSocket[] = [];
  return {
    db,
    server,
    people,
    team,
    general,
    async join(name, cursors) {
      const socket = await TestSocket.join(server.socketUrl, token(name), cursors);
      sockets.push(socket);
      return socket;
    },
    as: (name) => ({ token: token(name), url: server.url }),
    async channel(name, owner, kind, members = []) {
      const { channel } = await call(server.url, 'channel.create', { workspace: team, name, kind }, token(owner));
      const users = members.map((member) => people[member]!.user!.id);
      if (users.length > 0) await call(server.url, 'channel.invite', { channel: channel.id, users }, token(owner));
      return channel.id;
    },
    async posts(name, channel, count, size = 10) {
      const identity = await server.app.identity.accessTokens.authenticate(token(name));
      const text = (i: number) => `${i} `.padEnd(size, 'x');
      const post = (i: number) => ({ channel, text: text(i), clientId: `${Date.now()}-${Math.random()}` });
      const all = Array.from({ length: count }, (_, i) =>
        server.app.dispatch('message.post', post(i), { identity, door }),
      );
      await Promise.all(all);
    },
    disconnect() {
      for (const socket of sockets.splice(0)) socket.ws.terminate();
    },
    cursors: async (name) => (await snapshot(name)).cursors,
    async close() {
      await server.close();
      await db.drop();
    },
  };
}
