import type { App } from '@roost/server/src/app.ts';
import { startTestServer } from '@roost/server/src/testServer.ts';

// The real server, whole: authentication, permissions, validation, group commit, replay, back-pressure. Only its rate limits are
// lifted. With SEED it first makes a workspace with so many members, through its own API, and tells their tokens.

const ROOM = 4;

const server = await startTestServer({
  databaseUrl: process.env['DATABASE_URL']!,
  frames: { perSecond: 1e9, burst: 1e9, refusals: 1e9 },
});
const facts = process.env['SEED'] ? await seed(server.app, Number(process.env['SEED'])) : {};
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
process.once('disconnect', () => process.exit(1));
process.send?.({ port: Number(new URL(server.url).port), ...facts });

/** Everybody is in the general channel; every four of them have a room of their own. */
async function seed({ http }: App, members: number) {
  let token = '';
  const call = async <T>(name: string, args: object): Promise<T> => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const response = await http.inject({ method: 'POST', url: `/api/v1/${name}`, headers, payload: args });
    if (response.statusCode !== 200) throw new Error(`${name}: ${response.body}`);
    return response.json();
  };
  const account = {
    workspaceName: 'Bench',
    name: 'Owner',
    email: 'owner@example.test',
    password: 'a long enough password',
  };
  const founded = await call<{ accessToken: string; workspace: { id: string } }>('setup.create', account);
  token = founded.accessToken;
  const workspace = founded.workspace.id;
  const users: string[] = [];
  for (let n = 0; n < members; n++) {
    const { user } = await call<{ user: { id: string } }>('bot.create', { workspace, name: `Member ${n}` });
    users.push(user.id);
  }
  const tokens: string[] = [];
  for (const user of users) {
    const made = await call<{ token: string }>('token.create', { user, scopes: ['read', 'write'] });
    tokens.push(made.token);
  }
  const { channels } = await call<{ channels: { channel: { id: string; general?: true } }[] }>('channel.list', {
    workspace,
  });
  const crowd = channels.find(({ channel }) => channel.general)!.channel.id;
  const rooms: string[] = [];
  for (let n = 0; n < Math.min(members, 200); n += ROOM) {
    const { channel } = await call<{ channel: { id: string } }>('channel.create', {
      workspace,
      name: `room-${n}`,
      kind: 'public',
    });
    await call('channel.invite', { channel: channel.id, users: users.slice(n, n + ROOM) });
    rooms.push(channel.id);
  }
  return { tokens, crowd, rooms };
}
