import { beforeEach, expect, test } from 'vitest';
import { intendedSelf } from './intendedSelf.ts';
import { turn } from './testClock.ts';
import { TestSync } from './testSync.ts';

const lunch = { emoji: '🥗', text: 'Lunch' };
const noon = '2026-11-22T12:00:00.000000Z';

let sync: TestSync;
beforeEach(async () => {
  sync = new TestSync();
  await sync.start();
});

const self = () => intendedSelf(sync.workspace, sync.client.state.outbox);
const say = (what: object) => sync.client.send({ name: 'user.update', args: { user: sync.ada, ...what } });

test('what one says of oneself offline shows at once, survives a reload and reaches the server', async () => {
  sync.goOffline();
  say({ status: lunch });
  say({ away: true });
  say({ pausedUntil: noon });
  const said = { status: lunch, away: true, quiet: { until: noon } };
  expect(self()).toMatchObject(said);
  expect(self()).toBe(self());
  await turn();
  sync.client.stop();
  await turn();
  sync.reload();
  await sync.client.start();
  expect(self()).toMatchObject(said);
  await sync.recover();
  expect(sync.client.state.outbox).toEqual([]);
  expect(sync.house.users.get(sync.ada)).toMatchObject({ status: lunch });
});

test('what one says last is what counts, and what is taken back is gone', () => {
  sync.goOffline();
  say({ status: lunch, away: true, pausedUntil: noon });
  expect(self()).toMatchObject({ status: lunch, away: true, quiet: { until: noon } });
  say({ status: null, away: false, pausedUntil: null });
  const { status, away, quiet } = self();
  expect({ status, away, quiet }).toEqual({ status: undefined, away: undefined, quiet: undefined });
});

test('never shows the old state between the answer and the event', async () => {
  const seen: unknown[] = [];
  sync.client.subscribe(() => seen.push(self().status?.text));
  say({ status: lunch });
  await sync.settle();
  expect(new Set(seen)).toEqual(new Set(['Lunch']));
});

test('does not count any more once it was refused, nor what somebody else has said', async () => {
  sync.server.refuse = () => ({ code: 'invalid', detail: 'A status ends in the future.', retryable: false });
  say({ status: lunch });
  sync.client.send({ name: 'user.update', args: { user: sync.ben, status: lunch } });
  expect(self().status).toEqual(lunch);
  await sync.settle();
  expect(self()).toBe(sync.workspace.self);
});
