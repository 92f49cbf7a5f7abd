import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from './testClient.ts';
import { openHouse } from './testHouse.ts';
import type { House } from './testHouse.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya', 'Ade']);
});
afterEach(() => house.disconnect());
afterAll(() => house.close());

const idOf = (name: string) => house.people[name]!.user!.id;

test('[S1][S5][W1] two people chat over sockets', async () => {
  const [sofia, maya] = [await house.join('Sofia'), await house.join('Maya')];
  const message = await sofia.post(house.general, 'Good morning');
  await maya.hears('Good morning');
  await maya.post(house.general, 'Hello Sofia');
  await Promise.all([sofia, maya].map((reader) => reader.hears('Hello Sofia')));
  expect(message.author).toBe(idOf('Sofia'));
  expect(sofia.textsOf(house.team)).toEqual(['Good morning', 'Hello Sofia']);
  expect(maya.textsOf(house.team)).toEqual(['Good morning', 'Hello Sofia']);
});

test('[O1] what is posted over HTTP arrives over the socket', async () => {
  const maya = await house.join('Maya');
  const { url, token } = house.as('Sofia');
  await call(url, 'message.post', { channel: house.general, text: 'by mail', clientId: 'by-mail' }, token);
  await maya.hears('by mail');
});

test('[W1] nothing of a private channel reaches others, not even that it exists', async () => {
  const [sofia, maya, ade] = [await house.join('Sofia'), await house.join('Maya'), await house.join('Ade')];
  const secret = await house.channel('secret', 'Sofia', 'private', ['Maya']);
  const plan = await sofia.post(secret, 'the plan');
  await maya.hears('the plan');
  await maya.ask('command', 'reaction.add', { message: plan.id, emoji: '👍' });
  await maya.ask('command', 'message.post', {
    channel: secret,
    text: 'a reply',
    clientId: 'reply',
    threadRoot: plan.id,
  });
  await sofia.ask('command', 'message.edit', { message: plan.id, text: 'the new plan' });
  await sofia.ask('command', 'channel.update', { channel: secret, topic: 'hush' });
  await sofia.post(house.general, 'the end of it');
  await ade.hears('the end of it');
  expect(JSON.stringify(ade.frames)).not.toContain(secret);
  expect(JSON.stringify(ade.frames)).not.toContain('plan');
});

test('[W3] one’s own joining is the first and one’s own removal the last event of a channel', async () => {
  const [sofia, maya, ade] = [await house.join('Sofia'), await house.join('Maya'), await house.join('Ade')];
  const room = await house.channel('room', 'Sofia', 'private', ['Maya']);
  await sofia.post(room, 'before Ade');
  await sofia.ask('command', 'channel.invite', { channel: room, users: [idOf('Ade')] });
  await sofia.post(room, 'with Ade');
  await ade.hears('with Ade');
  await sofia.ask('command', 'channel.remove', { channel: room, users: [idOf('Ade')] });
  await sofia.post(room, 'after Ade');
  await maya.hears('after Ade');
  await sofia.post(house.general, 'all done');
  await ade.hears('all done');
  const seen = ade.eventsOf(house.team).filter(({ data }) => JSON.stringify(data).includes(room));
  expect(seen[0]).toMatchObject({ type: 'member.joined', data: { user: idOf('Ade') } });
  expect(seen.at(-1)).toMatchObject({ type: 'member.left', data: { user: idOf('Ade') } });
  expect(JSON.stringify(seen)).toContain('with Ade');
  expect(JSON.stringify(seen)).not.toMatch(/before Ade|after Ade/);
});

test('[W5] what concerns one person reaches all devices of that person and nobody else', async () => {
  const [desk, phone, ade] = [await house.join('Maya'), await house.join('Maya'), await house.join('Ade')];
  const { id } = await ade.post(house.general, 'read me');
  await desk.hears('read me');
  await desk.ask('command', 'read.mark', { channel: house.general, message: id });
  await phone.next('batch', ({ events }) => events.some(({ type }) => type === 'read.marked'));
  await ade.post(house.general, 'marked');
  await ade.hears('marked');
  expect(JSON.stringify(ade.frames)).not.toContain('read.marked');
});

test('[W2] a newcomer is announced to everybody', async () => {
  const ade = await house.join('Ade');
  const { url, token } = house.as('Sofia');
  const { code } = await call(url, 'invite.create', { workspace: house.team }, token);
  const password = 'a long enough password';
  const noor = await call(url, 'invite.accept', {
    code,
    name: 'Noor',
    email: 'noor@harbor.test',
    password,
    client: 'native',
  });
  const batch = await ade.next('batch', ({ events }) => events.some(({ type }) => type === 'user.joined'));
  expect(JSON.stringify(batch)).toContain(noor.user!.id);
});

test('[C5] a workspace that comes while one is connected is seated at once, with a resync', async () => {
  const maya = await house.join('Maya');
  const { url, token } = house.as('Maya');
  const made = await call(url, 'workspace.create', { name: 'Second' }, token);
  const id = made.workspace.id;
  await maya.next('resync', ({ stream }) => stream === id);
  const { channels } = await call(url, 'workspace.snapshot', { workspace: id }, token);
  await maya.post(channels[0]!.id, 'first here');
  await maya.hears('first here');
});

test('[G1] typing is seen by who has the channel open', async () => {
  const [sofia, maya] = [await house.join('Sofia'), await house.join('Maya')];
  maya.send({ type: 'signal', name: 'focus', channel: house.general });
  maya.send({ type: 'ping' });
  await maya.next('pong');
  sofia.send({ type: 'signal', name: 'typing', channel: house.general });
  expect(await maya.next('signal', ({ name }) => name === 'typing')).toMatchObject({
    channel: house.general,
    user: idOf('Sofia'),
  });
});

test('[G2] presence is told to who watches', async () => {
  const [sofia, maya] = [await house.join('Sofia'), await house.join('Maya')];
  sofia.send({ type: 'signal', name: 'presence.watch', users: [idOf('Maya')] });
  await sofia.next('signal', (signal) => signal.name === 'presence' && signal.state === 'active');
  maya.send({ type: 'signal', name: 'presence.set', state: 'away' });
  await sofia.next('signal', (signal) => signal.name === 'presence' && signal.state === 'away');
});

test('[S5][O4] a repeated command with its key is answered with the first result', async () => {
  const sofia = await house.join('Sofia');
  const args = { channel: house.general, text: 'once', clientId: 'once-only' };
  const first = await sofia.ask('command', 'message.post', args);
  const again = await sofia.ask('command', 'message.post', args);
  expect(again).toMatchObject({ ok: true });
  expect((again as { value: unknown }).value).toEqual((first as { value: unknown }).value);
  await sofia.post(house.general, 'after once');
  await sofia.hears('after once');
  expect(sofia.textsOf(house.team).filter((text) => text === 'once')).toHaveLength(1);
});
