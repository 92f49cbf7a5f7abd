import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fromCursor, toCursor } from '@roost/protocol/cursor';
import { call, TestSocket } from '../testClient.ts';
import { openHouse } from '../testHouse.ts';
import type { House } from '../testHouse.ts';
import { startTestServer } from '../../testServer.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya', 'Ade']);
});
afterEach(() => house.disconnect());
afterAll(() => house.close());

const idOf = (name: string) => house.people[name]!.user!.id;
const here = async (name: string) => (await house.cursors(name))[house.team]!;

function shifted(cursor: string, by: number): string {
  const { epoch, seq } = fromCursor(cursor)!;
  return toCursor({ epoch, seq: seq + by });
}

const posts = (count: number, channel = house.general, size = 10) => house.posts('Sofia', channel, count, size);

/** The highest cursor that a socket was told for the workspace. */
function lastCursor(socket: TestSocket): string {
  return socket.frames
    .flatMap((frame) => (frame.type === 'batch' && frame.stream === house.team ? [frame.cursor] : []))
    .at(-1)!;
}

test('[C3] what was missed arrives, then the stream is live, without a gap and without a duplicate', async () => {
  const cursor = await here('Maya');
  await posts(50);
  const maya = await house.join('Maya', { [house.team]: cursor });
  await posts(20);
  const head = fromCursor(await here('Maya'))!.seq;
  await maya.next('batch', ({ cursor }) => fromCursor(cursor)!.seq >= head);
  const seqs = maya.eventsOf(house.team).map(({ seq }) => seq);
  const first = fromCursor(cursor)!.seq + 1;
  expect(seqs).toEqual(Array.from({ length: head - first + 1 }, (_, i) => first + i));
  expect((await maya.next('welcome')).cursors[house.team]).toBe(cursor);
});

test('[C3] resuming while others post never loses or repeats anything', async () => {
  const cursor = await here('Maya');
  const writing = posts(150);
  const sockets = await Promise.all(Array.from({ length: 8 }, () => house.join('Maya', { [house.team]: cursor })));
  await writing;
  const head = fromCursor(await here('Maya'))!.seq;
  const first = fromCursor(cursor)!.seq + 1;
  for (const socket of sockets) {
    await socket.next('batch', ({ cursor }) => fromCursor(cursor)!.seq >= head);
    const seqs = socket
      .eventsOf(house.team)
      .map(({ seq }) => seq)
      .sort((a, b) => a - b);
    expect(seqs).toEqual(Array.from({ length: head - first + 1 }, (_, i) => first + i));
  }
});

test('[C3] a server that has just started resumes from the log', async () => {
  const cursor = await here('Maya');
  await posts(30);
  const other = await startTestServer({ databaseUrl: house.db.url });
  const maya = await TestSocket.join(other.socketUrl, house.people['Maya']!.accessToken, { [house.team]: cursor });
  await maya.next('batch', ({ events }) => events.length > 0);
  expect(maya.eventsOf(house.team)).toHaveLength(30);
  await other.close();
});

test('[L8][C3] what another process commits arrives within two seconds', async () => {
  const other = await startTestServer({ databaseUrl: house.db.url });
  const maya = await house.join('Maya');
  const began = performance.now();
  const { token } = house.as('Sofia');
  await call(
    other.url,
    'message.post',
    { channel: house.general, text: 'from elsewhere', clientId: 'elsewhere' },
    token,
  );
  await maya.hears('from elsewhere');
  expect(performance.now() - began).toBeLessThan(2_000);
  await other.close();
});

test('[C5] streams that hello does not name join live; null asks for a resync', async () => {
  await posts(5);
  const maya = await house.join('Maya', { [house.team]: null });
  expect(await maya.next('resync')).toEqual({ type: 'resync', stream: house.team, reason: 'asked' });
  const welcome = await maya.next('welcome');
  expect(Object.keys(welcome.cursors).sort()).toEqual(
    [house.people['Maya']!.account.id, idOf('Maya'), house.team].sort(),
  );
  expect(maya.eventsOf(house.team)).toEqual([]);
  await maya.post(house.general, 'live after resync');
  await maya.hears('live after resync');
});

const wrong: [name: string, reason: string, cursor: (now: string) => string][] = [
  ['ahead of the log', 'unknown', (now) => shifted(now, 1_000)],
  ['forged', 'unknown', () => 'what is this?'],
  ['of another epoch', 'epoch', (now) => `zzzzzzzzzzzz.${fromCursor(now)!.seq}`],
];

test.each(wrong)(
  '[C4] a cursor %s is answered by a resync, and the stream is live meanwhile',
  async (name, reason, make) => {
    const maya = await house.join('Maya', { [house.team]: make(await here('Maya')) });
    expect(await maya.next('resync')).toEqual({ type: 'resync', stream: house.team, reason });
    await maya.post(house.general, `live although ${name}`);
    await maya.hears(`live although ${name}`);
  },
);

test('[C4] a cursor below the resume floor is too old', async () => {
  const cursor = await here('Maya');
  await posts(3);
  await house.db.sql`update stream set resume_floor = seq - 1 where id = ${house.team}`;
  const other = await startTestServer({ databaseUrl: house.db.url });
  const maya = await TestSocket.join(other.socketUrl, house.people['Maya']!.accessToken, { [house.team]: cursor });
  expect(await maya.next('resync')).toMatchObject({ reason: 'too_old' });
  await house.db.sql`update stream set resume_floor = 0 where id = ${house.team}`;
  await other.close();
});

test('[C4] more than 1,000 visible events are too much, as are more than 512 KiB', async () => {
  const cursor = await here('Maya');
  await posts(80, house.general, 8_000);
  const large = await house.join('Maya', { [house.team]: cursor });
  expect(await large.next('resync')).toMatchObject({ reason: 'too_much' });
  const later = await here('Maya');
  await posts(1_001);
  const many = await house.join('Maya', { [house.team]: later });
  expect(await many.next('resync')).toMatchObject({ reason: 'too_much' });
});

async function resumesFrom(place: string, url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^roost_resumes_total\\{from="${place}"\\} (\\d+)`, 'm').exec(metrics)![1]);
}

test('[C3] an hour away with 900 messages missed is resumed, from memory and from the log', async () => {
  const cursor = await here('Maya');
  await posts(900, house.general, 120);
  const sofia = await house.join('Sofia');
  await sofia.post(house.general, 'the last of them');
  for (const place of ['memory', 'log']) {
    const server = place === 'memory' ? house.server : await startTestServer({ databaseUrl: house.db.url });
    const maya = await TestSocket.join(server.socketUrl, house.people['Maya']!.accessToken, { [house.team]: cursor });
    await maya.hears('the last of them');
    expect(maya.eventsOf(house.team)).toHaveLength(901);
    expect(maya.frames.some(({ type }) => type === 'resync')).toBe(false);
    expect(await resumesFrom(place, server.url)).toBeGreaterThan(0);
    maya.ws.terminate();
    if (server !== house.server) await server.close();
  }
});

test('[C4] what one may not see does not count: a thousand foreign events are resumed', async () => {
  const secret = await house.channel('busy', 'Sofia', 'private');
  const cursor = await here('Ade');
  await posts(1_100, secret);
  await posts(2);
  const ade = await house.join('Ade', { [house.team]: cursor });
  await ade.next('batch', ({ events }) => events.length > 0);
  expect(ade.eventsOf(house.team)).toHaveLength(2);
  expect(ade.frames.some(({ type }) => type === 'resync')).toBe(false);
  expect(fromCursor(lastCursor(ade))!.seq).toBe(fromCursor(await here('Ade'))!.seq);
});

test('[W4] a private channel that one was removed from while away is not replayed, one’s own removal is', async () => {
  const room = await house.channel('lost', 'Sofia', 'private', ['Ade']);
  const cursor = await here('Ade');
  await posts(3, room);
  const { url, token } = house.as('Sofia');
  await call(url, 'channel.remove', { channel: room, users: [idOf('Ade')] }, token);
  await posts(3, room);
  for (const database of ['ring', 'log']) {
    const server = database === 'ring' ? house.server : await startTestServer({ databaseUrl: house.db.url });
    const ade = await TestSocket.join(server.socketUrl, house.people['Ade']!.accessToken, { [house.team]: cursor });
    await ade.next('batch');
    const seen = ade.eventsOf(house.team).filter(({ data }) => JSON.stringify(data).includes(room));
    expect(
      seen.map(({ type }) => type),
      database,
    ).toEqual(['member.left']);
    if (server !== house.server) await server.close();
  }
});

test('[W4] nothing before one’s joining is replayed', async () => {
  const room = await house.channel('late', 'Sofia', 'private');
  const cursor = await here('Ade');
  await posts(3, room);
  const { url, token } = house.as('Sofia');
  await call(url, 'channel.invite', { channel: room, users: [idOf('Ade')] }, token);
  await posts(2, room);
  const ade = await house.join('Ade', { [house.team]: cursor });
  await ade.next('batch');
  const seen = ade.eventsOf(house.team).filter(({ data }) => JSON.stringify(data).includes(room));
  expect(seen[0]).toMatchObject({ type: 'member.joined' });
  expect(
    seen.filter(
      ({ type, data }) => type === 'message.posted' && !(data as { message: { system?: object } }).message.system,
    ),
  ).toHaveLength(2);
});

test('[C4] a stream of somebody else is unknown, whether it exists or not', async () => {
  const foreign = [house.people['Sofia']!.account.id, idOf('Sofia'), 'T0000000000000000'];
  const ade = await house.join('Ade', Object.fromEntries(foreign.map((stream) => [stream, 'abc.1'])));
  for (const stream of foreign)
    expect(await ade.next('resync', (frame) => frame.stream === stream)).toMatchObject({ reason: 'unknown' });
  expect(Object.keys((await ade.next('welcome')).cursors)).toHaveLength(3);
  expect(ade.frames[0]!.type).toBe('welcome');
});

test('[M4] what was deleted while one was away is not replayed, also where it is still in memory', async () => {
  const sofia = await house.join('Sofia'); // somebody is there, so the recent events are kept in memory
  const cursor = await here('Maya');
  const token = house.people['Sofia']!.accessToken;
  const { id } = await sofia.post(house.general, 'the first secret');
  await call(house.server.url, 'message.edit', { message: id, text: 'the second secret' }, token);
  await call(house.server.url, 'message.delete', { message: id }, token);
  const maya = await house.join('Maya', { [house.team]: cursor });
  const deletes = ({ events }: { events: { type: string }[] }) => events.some(({ type }) => type === 'message.deleted');
  await maya.next('batch', deletes);
  expect(maya.eventsOf(house.team).map(({ type }) => type)).toEqual([
    'message.posted',
    'message.edited',
    'message.deleted',
  ]);
  expect(JSON.stringify(maya.frames)).not.toContain('secret');
});
