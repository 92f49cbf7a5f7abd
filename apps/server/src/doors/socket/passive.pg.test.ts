import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fromCursor } from '@roost/protocol/cursor';
import { mentionOf } from '@roost/protocol/text';
import { call } from '../testClient.ts';
import type { TestSocket } from '../testClient.ts';
import { openHouse } from '../testHouse.ts';
import type { House } from '../testHouse.ts';
import { GLANCE_EVERY_MS } from './session.ts';

// Sessions that nobody looks at. The server's clock stands still unless a test moves it.

let house: House;
let now = Date.now();

beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya', 'Ade'], { now: () => now });
});
afterEach(() => house.disconnect());
afterAll(() => house.close());

/** Maya twice: a device that she looks at, and one that lies in a bag. */
async function twoDevices(): Promise<{ bag: TestSocket; hand: TestSocket }> {
  const [bag, hand] = [await house.join('Maya'), await house.join('Maya')];
  bag.send({ type: 'signal', name: 'attention', state: 'elsewhere' });
  await settled(bag);
  return { bag, hand };
}

/** Everything that was sent before the answer has arrived with it. */
const settled = (socket: TestSocket) => socket.ask('query', 'server.info', {});

async function say(text: string, channel = house.general): Promise<void> {
  const { url, token } = house.as('Sofia');
  await call(url, 'message.post', { channel, text, clientId: `${Math.random()}` }, token);
}

const texts = (socket: TestSocket) => socket.textsOf(house.team);

const sweep = (ms: number) => {
  now += ms;
  house.server.app.gateway.sweep();
};

test('[F6] a session that nobody looks at gets what it missed in one piece, five seconds after the first', async () => {
  const { bag, hand } = await twoDevices();
  for (let i = 0; i < 5; i++) {
    await say(`m${i}`);
    await hand.hears(`m${i}`);
  }
  sweep(GLANCE_EVERY_MS - 1);
  await settled(bag);
  expect(texts(bag)).toEqual([]);
  sweep(1);
  await bag.hears('m4');
  expect(texts(bag)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
  expect(bag.frames.filter((frame) => frame.type === 'batch' && frame.events.length > 0)).toHaveLength(1);
  // And it goes on resting.
  await say('later');
  await hand.hears('later');
  await settled(bag);
  expect(texts(bag)).not.toContain('later');
});

test('[F6] a mention and a direct message come at once, after all that came before them', async () => {
  const { bag, hand } = await twoDevices();
  const maya = house.people['Maya']!.user!.id;
  await say('before');
  await hand.hears('before');
  await say(`${mentionOf(maya)} look`);
  await bag.hears(`${mentionOf(maya)} look`);
  expect(texts(bag)).toEqual(['before', `${mentionOf(maya)} look`]);
  const { url, token } = house.as('Sofia');
  const { channel } = await call(url, 'direct.open', { workspace: house.team, users: [maya] }, token);
  await say('between us', channel.id);
  await bag.hears('between us');
});

test('[F6] what one reads elsewhere is known at once', async () => {
  const { bag, hand } = await twoDevices();
  await say('read me');
  await hand.hears('read me');
  const posted = hand.eventsOf(house.team).findLast(({ type }) => type === 'message.posted')!;
  const { message } = posted.data as { message: { id: string } };
  const { url, token } = house.as('Maya');
  await call(url, 'read.mark', { channel: house.general, message: message.id }, token);
  const own = house.people['Maya']!.user!.id;
  await bag.next('batch', ({ stream, events }) => stream === own && events.length > 0);
  expect(texts(bag)).toEqual(['read me']);
});

test('[F6] whoever looks again has everything at once', async () => {
  const { bag, hand } = await twoDevices();
  await say('missed');
  await hand.hears('missed');
  bag.send({ type: 'signal', name: 'attention', state: 'here' });
  await bag.hears('missed');
  await say('live again');
  await bag.hears('live again');
  expect(texts(bag)).toEqual(['missed', 'live again']);
});

test('[F6][C1][S7] a heartbeat never claims what a session was not sent', async () => {
  const { bag, hand } = await twoDevices();
  bag.frames.length = 0;
  sweep(24_999);
  await say('unsent');
  await hand.hears('unsent');
  sweep(1);
  await bag.next('heartbeat');
  sweep(GLANCE_EVERY_MS);
  await bag.hears('unsent');
  const claims = bag.frames.findIndex((frame) => frame.type === 'heartbeat' && house.team in frame.cursors);
  const batch = bag.frames.findIndex((frame) => frame.type === 'batch' && frame.stream === house.team);
  expect(claims === -1 || claims > batch).toBe(true);
});

test('[F6][W4] nobody is sent what they may not see any more when they look again', async () => {
  const room = await house.channel('secret', 'Sofia', 'private', ['Maya']);
  const { bag, hand } = await twoDevices();
  await say('for members', room);
  await hand.hears('for members');
  const { url, token } = house.as('Sofia');
  await call(url, 'channel.remove', { channel: room, users: [house.people['Maya']!.user!.id] }, token);
  await say('to everybody');
  await hand.hears('to everybody');
  bag.send({ type: 'signal', name: 'attention', state: 'here' });
  await bag.hears('to everybody');
  expect(texts(bag)).not.toContain('for members');
  expect(bag.eventsOf(house.team).filter(({ type }) => type === 'member.left')).toHaveLength(1);
});

test('[F6][C3] what came while something lower waited for others is not sent again', async () => {
  const own = await house.channel('own', 'Sofia', 'private', ['Maya']);
  const others = await house.channel('others', 'Sofia', 'private', ['Ade']);
  const [bag] = [await house.join('Maya'), await house.join('Ade')];
  const isAhead = () => {
    const last = bag.frames.findLast((frame) => frame.type === 'batch' && frame.stream === house.team);
    return last?.type === 'batch' && fromCursor(last.cursor)!.seq < (last.events.at(-1)?.seq ?? 0);
  };
  for (let times = 0; times < 3;) {
    // The second to the others follows the first too soon to be sent at once.
    await house.posts('Sofia', others, 1);
    await Promise.all([house.posts('Sofia', others, 1), house.posts('Sofia', own, 1)]);
    await settled(bag);
    if (!isAhead()) continue;
    times++;
    bag.send({ type: 'signal', name: 'attention', state: 'elsewhere' });
    await settled(bag);
    await say(`missed ${times}`, own);
    bag.send({ type: 'signal', name: 'attention', state: 'here' });
    await bag.hears(`missed ${times}`);
  }
  const seqs = bag.eventsOf(house.team).map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)]);
});
