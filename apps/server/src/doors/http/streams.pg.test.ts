import type { ServerFrame } from '@roost/protocol/frames';
import { readServerFrame } from '@roost/protocol/serverFrame';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call, post } from '../testClient.ts';
import { openHouse, type House } from '../testHouse.ts';

let house: House;
const aborts: AbortController[] = [];
beforeAll(async () => {
  house = await openHouse(['Sofia', 'Maya']);
});
afterEach(() => {
  for (const abort of aborts.splice(0)) abort.abort();
  house.disconnect();
});
afterAll(() => house.close());

const token = (name: string) => house.people[name]!.accessToken;

async function ask(name: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const abort = new AbortController();
  aborts.push(abort);
  return fetch(`${house.server.url}/api/v1/stream`, {
    method: 'POST',
    signal: abort.signal,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token(name)}`, ...headers },
    body: JSON.stringify(body),
  });
}

/** The events of an answer, as they come. */
async function* framesOf(response: Response): AsyncGenerator<ServerFrame | { type: 'close'; code: number }> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of response.body!) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const close = /^event: close\ndata: (\d+)$/.exec(event);
      yield close ? { type: 'close', code: Number(close[1]) } : readServerFrame(event.replace(/^data: /, ''));
    }
  }
}

async function until<T extends { type: string }>(
  frames: AsyncGenerator<T>,
  matches: (frame: T) => boolean,
): Promise<T[]> {
  const seen: T[] = [];
  for (;;) {
    const { value, done } = await frames.next();
    if (done) return seen;
    seen.push(value);
    if (matches(value)) return seen;
  }
}

const says = (text: string) => (frame: { type: string }) => JSON.stringify(frame).includes(text);

async function say(name: string, text: string): Promise<void> {
  await call(
    house.server.url,
    'message.post',
    { channel: house.general, text, clientId: text.replaceAll(' ', '-') },
    token(name),
  );
}

test('[H1] a stream begins with what was missed and goes on live', async () => {
  const cursors = await house.cursors('Maya');
  await say('Sofia', 'missed by all');
  const frames = framesOf(await ask('Maya', { kind: 'stream', cursors }));
  const first = await until(frames, says('missed by all'));
  expect(first[0]).toMatchObject({ type: 'welcome' });
  await say('Sofia', 'said just now');
  const [live] = await until(frames, says('said just now'));
  expect(live).toMatchObject({ type: 'batch' });
});

test('[H2] a poll is over with the first thing that it tells', async () => {
  const cursors = await house.cursors('Maya');
  const answer = ask('Maya', { kind: 'poll', cursors });
  const frames = framesOf(await answer);
  expect((await frames.next()).value).toMatchObject({ type: 'welcome' });
  await say('Sofia', 'ends the poll');
  const rest = await until(frames, () => false);
  expect(rest.map(({ type }) => type)).toEqual(['batch']);

  await say('Sofia', 'between two polls');
  const next = await until(framesOf(await ask('Maya', { kind: 'poll', cursors })), () => false);
  expect(next.map(({ type }) => type)).toEqual(['welcome', 'batch']);
  expect(says('between two polls')(next[1]!)).toBe(true);
});

test('[H2] a look tells what there is and does not wait', async () => {
  const cursors = await house.cursors('Maya');
  const all = (asked: object) =>
    ask('Maya', { kind: 'look', cursors: asked }).then((answer) => until(framesOf(answer), () => false));
  expect((await all(cursors)).map(({ type }) => type)).toEqual(['welcome']);
  await say('Sofia', 'there to be seen');
  expect((await all(cursors)).map(({ type }) => type)).toEqual(['welcome', 'batch']);
});

test('[H2] signals that come as a poll begins do not end it', async () => {
  const cursors = await house.cursors('Maya');
  const users = [house.people['Sofia']!.user!.id];
  const signals = [{ type: 'signal', name: 'presence.watch', users }];
  const frames = framesOf(await ask('Maya', { kind: 'poll', cursors, signals }));
  const presence = await until(frames, (frame) => frame.type === 'signal');
  expect(presence.at(-1)).toMatchObject({ name: 'presence', user: users[0] });
  await say('Sofia', 'after the presence');
  expect(await until(frames, () => false)).toHaveLength(1);
});

test('[H3] signals reach the stream that they are for, and nobody speaks for somebody else', async () => {
  const frames = framesOf(await ask('Maya', { kind: 'stream', cursors: {}, link: 'mine' }));
  await until(frames, ({ type }) => type === 'welcome');
  const link = 'mine';
  const signals = [{ type: 'signal', name: 'focus', channel: house.general }];
  const send = (name: string) =>
    post(house.server.url, 'stream/signals', { link, signals }, { authorization: `Bearer ${token(name)}` });
  expect((await send('Sofia')).status).toBe(404);
  expect((await send('Maya')).status).toBe(204);
  const ping = { link, signals: [{ type: 'ping' }] };
  expect(
    (await post(house.server.url, 'stream/signals', ping, { authorization: `Bearer ${token('Maya')}` })).status,
  ).toBe(204);
  expect((await until(frames, ({ type }) => type === 'pong')).at(-1)).toEqual({ type: 'pong' });
  const sofia = await house.join('Sofia');
  sofia.send({ type: 'signal', name: 'typing', channel: house.general });
  const [typing] = await until(frames, (frame) => frame.type === 'signal');
  expect(typing).toMatchObject({ name: 'typing', channel: house.general });
});

test('[H4] a stream is let in, refused and ended as a socket is', async () => {
  expect((await ask('Maya', { kind: 'stream', cursors: {} }, { authorization: 'Bearer nobody' })).status).toBe(401);
  expect((await ask('Maya', { kind: 'stream', cursors: {} }, { origin: 'https://evil.example' })).status).toBe(403);
  const refused = await ask('Maya', { kind: 'stream', cursors: 1 });
  expect([refused.status, await refused.json()]).toMatchObject([400, { field: 'args.cursors' }]);

  const login = await call(house.server.url, 'login.create', {
    email: 'maya@harbor.test',
    password: 'correct horse battery',
    client: 'native',
  });
  const headers = { authorization: `Bearer ${login.accessToken}` };
  const frames = framesOf(await ask('Maya', { kind: 'stream', cursors: {} }, headers));
  await until(frames, ({ type }) => type === 'welcome');
  await call(house.server.url, 'login.end', {}, login.accessToken);
  expect((await until(frames, () => false)).at(-1)).toEqual({ type: 'close', code: 4502 });
});
