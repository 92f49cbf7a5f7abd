import { join } from 'node:path';
import { call, setUp } from '@roost/server/src/doors/testClient.ts';
import { migrate } from '@roost/server/src/storage/migrate.ts';
import { startTestServer } from '@roost/server/src/testServer.ts';

/** A workspace in which one channel is everybody's, and every room, a private channel, a few people's. */
export interface Town {
  workspace: string;
  crowd: string;
  /** Bots: each with a token, the crowd and perhaps a room. */
  people: { token: string; user: string; channels: readonly string[] }[];
}

const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations');
const ROOM_SIZE = 5;

/** Fills a new database through the server's own operations, without its rates. */
export async function settle(databaseUrl: string, size: number): Promise<Town> {
  await migrate(databaseUrl, MIGRATIONS);
  const server = await startTestServer({ databaseUrl });
  const { url } = server;
  const founder = await setUp(url, 'Sofia');
  const [token, workspace] = [founder.accessToken, founder.workspace!.id];
  const users: string[] = [];
  // Whoever changes the rules at the same moment has to try again: one after the other.
  for (let n = 0; n < size; n++)
    users.push((await call(url, 'bot.create', { workspace, name: `Member ${n}` }, token)).user.id);
  const { channels } = await call(url, 'channel.list', { workspace }, token);
  const crowd = channels.find(({ channel }) => channel.general)!.channel.id;
  const rooms: string[] = [];
  for (let n = 0; n * ROOM_SIZE < Math.min(size, 200); n++) {
    const { channel } = await call(url, 'channel.create', { workspace, name: `room-${n}`, kind: 'private' }, token);
    await call(
      url,
      'channel.invite',
      { channel: channel.id, users: users.slice(n * ROOM_SIZE, (n + 1) * ROOM_SIZE) },
      token,
    );
    rooms.push(channel.id);
  }
  const people: Town['people'] = [];
  for (const [n, user] of users.entries()) {
    const made = await call(url, 'token.create', { user, scopes: ['read', 'write'] }, token);
    const room = rooms[Math.floor(n / ROOM_SIZE)];
    people.push({ token: made.token, user, channels: room === undefined ? [crowd] : [crowd, room] });
  }
  await server.close();
  return { workspace, crowd, people };
}
