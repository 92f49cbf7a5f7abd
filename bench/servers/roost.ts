import type { App } from '@roost/server/src/app.ts';
import { usualAdmission } from '@roost/server/src/doors/socket/turnstile.ts';
import { usualRates } from '@roost/server/src/domain/rateLimits.ts';
import { listen } from '@roost/server/src/testServer.ts';
import { tell } from './tell.ts';

// The real server, whole: authentication, permissions, validation, group commit, replay, back-pressure. Only its rate limits are
// lifted, unless LIMITS says `usual`. With SEED it first makes a workspace with so many members, through its own API, and tells their tokens.

interface Town {
  members: number;
  rooms: number;
  roomSize: number;
}

const lifted = { frames: { perSecond: 1e9, burst: 1e9, refusals: 1e9 } };
const usual = { rates: usualRates, admission: usualAdmission };
const server = await listen({
  databaseUrl: process.env['DATABASE_URL']!,
  ...(process.env['LIMITS'] === 'usual' ? usual : lifted),
});
const facts = process.env['SEED'] ? await seed(server.app, JSON.parse(process.env['SEED']) as Town) : {};
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
tell(Number(new URL(server.url).port), facts);

/** Everybody is in the general channel; the first ones have rooms of their own, a few each. */
async function seed({ http }: App, town: Town) {
  let token = '';
  const call = async <T>(name: string, args: object): Promise<T> => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const response = await http.inject({ method: 'POST', url: `/api/v1/${name}`, headers, payload: args });
    if (response.statusCode !== 200) throw new Error(`${name}: ${response.body}`);
    return response.json();
  };
  const founded = await call<{ accessToken: string; workspace: { id: string } }>('setup.create', {
    workspaceName: 'Bench',
    name: 'Owner',
    email: 'owner@example.test',
    password: 'a long enough password',
  });
  token = founded.accessToken;
  const workspace = founded.workspace.id;
  // Whoever changes the rules at the same moment has to try again: one after the other.
  const users = await times(town.members, 1, async (n) => {
    const { user } = await call<{ user: { id: string } }>('bot.create', { workspace, name: `Member ${n}` });
    return user.id;
  });
  const tokens = await times(town.members, 16, async (n) => {
    const made = await call<{ token: string }>('token.create', { user: users[n], scopes: ['read', 'write'] });
    return made.token;
  });
  const { channels } = await call<{ channels: { channel: { id: string; general?: true } }[] }>('channel.list', {
    workspace,
  });
  const crowd = channels.find(({ channel }) => channel.general)!.channel.id;
  const rooms = await times(town.rooms, 1, async (n) => {
    const args = { workspace, name: `room-${n}`, kind: 'public' };
    const { channel } = await call<{ channel: { id: string } }>('channel.create', args);
    const theirs = users.slice(n * town.roomSize, (n + 1) * town.roomSize);
    await call('channel.invite', { channel: channel.id, users: theirs });
    return channel.id;
  });
  return { tokens, crowd, rooms };
}

/** Does something so many times, a few at a time; the results in order. */
async function times<T>(count: number, atOnce: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) results[n] = await work(n);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
