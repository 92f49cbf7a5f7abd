import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, TestSocket } from './testClient.ts';
import { openHouse } from './testHouse.ts';
import type { House } from './testHouse.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya', 'Ade', 'Gus']);
});
afterAll(() => house.close());

const idOf = (name: string) => house.people[name]!.user!.id;

test('[W9] a guest hears of their channels and the people in them, live and replayed, and of nothing else', async () => {
  const { url } = house.server;
  const as = (name: string) => house.as(name).token;
  const create = async (name: string) =>
    (await call(url, 'channel.create', { workspace: house.team, name, kind: 'public' }, as('Sofia'))) as {
      channel: { id: string };
    };
  const project = (await create('project')).channel.id;
  await call(url, 'channel.invite', { channel: project, users: [idOf('Maya'), idOf('Gus')] }, as('Sofia'));
  const gus = await house.join('Gus');
  await call(url, 'user.update', { user: idOf('Gus'), role: 'guest' }, as('Sofia'));
  await gus.next('resync', ({ reason }) => reason === 'role');
  const before = (await house.cursors('Gus'))[house.team]!;
  const from = gus.frames.length;
  const ade = await house.join('Ade');

  await call(url, 'user.update', { user: idOf('Ade'), title: 'unseen title' }, as('Ade'));
  await call(url, 'user.update', { user: idOf('Maya'), title: 'seen title' }, as('Maya'));
  const hidden = (await create('unseen')).channel.id;
  await call(url, 'channel.update', { channel: hidden, topic: 'unseen topic' }, as('Sofia'));
  await call(url, 'channel.update', { channel: project, topic: 'seen topic' }, as('Sofia'));
  await call(url, 'channel.convert', { channel: hidden, kind: 'private' }, as('Sofia'));
  await call(url, 'channel.delete', { channel: hidden, name: 'unseen' }, as('Sofia'));
  await call(url, 'workspace.update', { workspace: house.team, name: 'Seen name' }, as('Sofia'));
  const group = { workspace: house.team, name: 'unseen group', handle: 'unseen', users: [idOf('Ade')] };
  await call(url, 'group.create', group, as('Sofia'));
  const sofia = await house.join('Sofia');
  await sofia.post(house.general, 'unseen message');
  await sofia.post(project, 'seen message');
  await gus.hears('seen message');
  await ade.hears('unseen message');

  const heard = JSON.stringify(gus.frames.slice(from));
  for (const seen of ['seen title', 'seen topic', 'Seen name']) expect(heard).toContain(seen);
  expect(heard).not.toMatch(/unseen/);
  expect(heard).not.toContain(hidden);
  expect(heard).not.toContain(idOf('Ade'));

  const again = await TestSocket.join(house.server.socketUrl, as('Gus'), { [house.team]: before });
  await again.hears('seen message');
  const replayed = JSON.stringify(again.frames);
  for (const seen of ['seen title', 'seen topic', 'Seen name']) expect(replayed).toContain(seen);
  expect(replayed).not.toMatch(/unseen/);
  expect(replayed).not.toContain(hidden);

  // Whom one may not know, one does not see come and go either.
  again.send({ type: 'signal', name: 'presence.watch', users: [idOf('Ade'), idOf('Maya')] });
  await again.next('signal', (signal) => JSON.stringify(signal).includes(idOf('Maya')));
  again.send({ type: 'ping' });
  await again.next('pong');
  expect(JSON.stringify(again.frames)).not.toContain(idOf('Ade'));
  for (const socket of [gus, again])
    expect(socket.eventsOf(house.team).map(({ seq }) => seq)).toEqual(
      [...new Set(socket.eventsOf(house.team).map(({ seq }) => seq))].sort((a, b) => a - b),
    );
});
