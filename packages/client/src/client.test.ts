import { describe, expect, test } from 'vitest';
import { createClient } from './client.ts';
import { memoryStorage } from './memoryStorage.ts';
import { turn } from './testClock.ts';
import { TestSync } from './testSync.ts';

async function started(): Promise<TestSync> {
  const sync = new TestSync();
  await sync.start();
  sync.client.openChannel(sync.general);
  await sync.settle();
  return sync;
}

const asked = (sync: TestSync, name: string) =>
  sync.server.received.filter((frame) => frame.type === 'query' && frame.name === name).length;

describe('resync', () => {
  test('[C6] [C4] what is there goes on being shown, marked stale, until the snapshot is in; then what came meanwhile is folded', async () => {
    const sync = await started();
    sync.house.post(sync.ben, { channel: sync.general, text: 'before' });
    await sync.settle();
    sync.server.cut();
    sync.house.post(sync.ben, { channel: sync.general, text: 'missed' });
    sync.server.floor = sync.house.head;
    sync.house.post(sync.ben, { channel: sync.general, text: 'after the floor' });
    await sync.clock.elapse(1_000);
    while (sync.server.deliver());
    await turn();
    expect(sync.workspace.freshness).toBe('stale');
    expect(sync.texts()).toEqual(['before']);
    await sync.clock.elapse(1);
    sync.house.post(sync.ben, { channel: sync.general, text: 'meanwhile' });
    sync.server.flushAll();
    while (sync.server.deliver());
    await turn();
    expect(sync.texts()).toEqual(['before']);
    await sync.settle();
    expect(sync.workspace.freshness).toBe('live');
    expect(sync.texts()).toEqual(['before', 'missed', 'after the floor', 'meanwhile']);
  });

  test('[C6] a server that asks again and again is followed three times in a minute, then slowly and visibly', async () => {
    const sync = await started();
    for (let i = 0; i < 20; i++) {
      sync.server.resync(sync.house.workspace.id);
      await sync.settle();
    }
    expect(asked(sync, 'workspace.snapshot')).toBeLessThanOrEqual(4);
    expect(sync.workspace.freshness).toBe('failed');
    expect(sync.workspace.channels.size).toBeGreaterThan(0);
    await sync.clock.elapse(90_000);
    await sync.recover();
    expect(sync.workspace.freshness).toBe('live');
  });

  test('[C6] a snapshot that was on its way when another resync came is not trusted', async () => {
    const sync = await started();
    sync.server.resync(sync.house.workspace.id);
    sync.server.deliver();
    await sync.clock.elapse(1); // asked, and answered as of now
    sync.house.post(sync.ben, { channel: sync.general, text: 'thrown away by the server' });
    sync.server.session!.lanes.clear();
    sync.server.resync(sync.house.workspace.id);
    sync.server.deliver();
    await sync.settle();
    expect(sync.workspace.memberships.get(sync.general)!.unread.entries).toHaveLength(1);
    expect(sync.texts()).toEqual(['thrown away by the server']);
  });

  test('[C6] [C8] of public channels that are not one’s own, the one on the screen is asked for again, others are forgotten', async () => {
    const sync = await started();
    const plaza = sync.house.addChannel(sync.ben, 'plaza');
    sync.house.leave(sync.general, sync.ada);
    await sync.settle();
    expect(sync.workspace.channels.has(plaza)).toBe(true);
    sync.server.cut();
    for (const channel of [sync.general, plaza]) sync.house.setTopic(channel, 'changed meanwhile');
    sync.server.floor = sync.house.head;
    await sync.recover();
    expect(sync.workspace.channels.get(sync.general)?.topic).toBe('changed meanwhile');
    expect(sync.workspace.windows.get(sync.general)).toMatchObject({ status: 'ready', stale: false });
    expect(sync.workspace.channels.has(plaza)).toBe(false);
    expect(sync.workspace.wanted.size).toBe(0);
  });

  test('[C6] where the snapshot does not tell of everybody, those who are shown are asked for again', async () => {
    const sync = await started();
    sync.house.post(sync.ben, { channel: sync.general, text: 'here' });
    await sync.settle();
    sync.house.isLarge = true;
    sync.server.cut();
    sync.house.change(sync.ben, { name: 'Benjamin' });
    sync.server.floor = sync.house.head;
    sync.house.post(sync.ben, { channel: sync.general, text: 'after the floor' });
    await sync.recover();
    expect(sync.workspace.freshness).toBe('live');
    expect(sync.workspace.users.get(sync.ben)!.name).toBe('Benjamin');
  });

  test('[C6] a snapshot that cannot be had is tried again, and the copy stays', async () => {
    const sync = await started();
    sync.house.post(sync.ben, { channel: sync.general, text: 'kept' });
    await sync.settle();
    sync.server.refuse = (name) =>
      name === 'workspace.snapshot' ? { code: 'busy', detail: '', retryable: true } : null;
    sync.server.resync(sync.house.workspace.id);
    await sync.settle();
    expect(sync.workspace.freshness).toBe('stale');
    expect(sync.texts()).toEqual(['kept']);
    sync.server.refuse = () => null;
    await sync.recover();
    expect(sync.workspace.freshness).toBe('live');
  });

  test('[C7] [S7] a heartbeat that counted another number of events leads to one resync and a miscount', async () => {
    const sync = await started();
    sync.house.post(sync.ben, { channel: sync.general, text: 'one' });
    sync.server.heartbeat();
    await sync.settle();
    expect(sync.client.counters.miscounts).toBe(0);
    const before = asked(sync, 'workspace.snapshot');
    sync.server.heartbeat(1);
    await sync.settle();
    expect(sync.client.counters.miscounts).toBeGreaterThan(0);
    expect(asked(sync, 'workspace.snapshot')).toBe(before + 1);
    expect(sync.texts()).toEqual(['one']);
  });

  test('[S7] a heartbeat moves the cursor past what one may not see', async () => {
    const sync = await started();
    sync.house.post(sync.ben, { channel: sync.secret, text: 'not for Ada' });
    sync.server.heartbeat();
    await sync.settle();
    expect(sync.workspace.positions.get(sync.house.workspace.id)!.seq).toBe(sync.house.head);
  });

  test('[C3] after a cut only what was missed is asked for, by cursor', async () => {
    const sync = await started();
    const snapshots = asked(sync, 'workspace.snapshot');
    sync.server.cut();
    sync.house.post(sync.ben, { channel: sync.general, text: 'missed' });
    await sync.recover();
    expect(asked(sync, 'workspace.snapshot')).toBe(snapshots);
    expect(sync.texts()).toEqual(['missed']);
  });
});

describe('a warm start', () => {
  test('[C3] shows what was there before the network answers, and resumes by cursor', async () => {
    const sync = await started();
    sync.house.post(sync.ben, { channel: sync.general, text: 'yesterday' });
    await sync.settle();
    await sync.clock.elapse(2_000);
    sync.reload();
    sync.server.refusing = true;
    const snapshots = asked(sync, 'workspace.snapshot');
    await sync.client.start();
    expect(sync.texts()).toEqual(['yesterday']);
    expect(sync.client.state.replica.known).toBe(true);
    sync.house.post(sync.ben, { channel: sync.general, text: 'today' });
    await sync.recover();
    expect(sync.texts()).toEqual(['yesterday', 'today']);
    expect(asked(sync, 'workspace.snapshot')).toBe(snapshots);
  });

  test('[C2] what was applied beyond the cursor is not heard again', async () => {
    const sync = await started();
    sync.house.join(sync.secret, sync.ada);
    await sync.settle();
    sync.house.post(sync.ben, { channel: sync.general, text: 'waits' });
    sync.house.post(sync.ben, { channel: sync.secret, text: 'goes first' });
    sync.server.flush(sync.secret);
    while (sync.server.deliver());
    const beyond = sync.heard.at(-1)!;
    expect(sync.workspace.positions.get(sync.house.workspace.id)!.beyond).toEqual([beyond.seq]);
    await sync.clock.elapse(2_000);
    sync.reload();
    await sync.start();
    await sync.recover();
    expect(sync.heard.map(({ seq }) => seq)).toEqual([beyond.seq - 1]);
    expect(sync.texts()).toEqual(['waits']);
  });

  test('what another fold made is thrown away', async () => {
    const sync = await started();
    await sync.clock.elapse(2_000);
    const [[key, stored]] = (await sync.storage.entries('workspace/')) as [[string, { fold: number }]];
    await sync.storage.set(key, { ...stored, fold: stored.fold + 1 });
    sync.reload();
    await sync.client.start();
    expect(sync.client.state.replica.workspaces.size).toBe(0);
  });

  test('what belongs to somebody else is thrown away', async () => {
    const storage = memoryStorage();
    const sync = new TestSync(1, storage);
    await sync.start();
    await sync.clock.elapse(2_000);
    sync.client.stop();
    await storage.set('owner', 'A0SOMEBODY0E1SE00');
    const args = { channel: sync.general, text: 'of somebody else', clientId: 'x' };
    await storage.set('outbox/x', {
      name: 'message.post',
      args,
      key: 'x',
      lane: sync.general,
      queuedAt: sync.clock.now(),
      state: { type: 'waiting', attempt: 0, notBefore: 0 },
    });
    sync.client = sync.newClient();
    await sync.client.start();
    await sync.recover();
    expect(await storage.entries('owner')).toEqual([['owner', 'A01234567890123AB']]);
    expect(sync.house.timeline(sync.general).map(({ text }) => text)).not.toContain('of somebody else');
    expect(sync.workspace.freshness).toBe('live');
  });

  test('after signing out nothing is left', async () => {
    const sync = await started();
    await sync.clock.elapse(2_000);
    await sync.client.forget();
    expect(await sync.storage.entries('')).toEqual([]);
    expect(sync.client.state.replica.workspaces.size).toBe(0);
  });
});

describe('requests', () => {
  test('[S5] at most thirty-two are in flight, the others wait their turn', async () => {
    const sync = await started();
    const before = asked(sync, 'user.get');
    const all = Promise.all(
      Array.from({ length: 40 }, () =>
        sync.client.query('user.get', { workspace: sync.house.workspace.id, users: [sync.ben] }),
      ),
    );
    await turn();
    expect(asked(sync, 'user.get') - before).toBe(32);
    await sync.settle();
    expect(await all).toHaveLength(40);
  });

  test('what is asked without a connection waits for one, and is refused retryably after ten seconds', async () => {
    const sync = await started();
    sync.server.refusing = true;
    sync.server.cut();
    const early = sync.client
      .query('user.get', { workspace: sync.house.workspace.id, users: [sync.ben] })
      .catch((error: unknown) => error);
    await sync.clock.elapse(10_000);
    expect(await early).toMatchObject({ code: 'unavailable', retryable: true });
    const late = sync.client.query('user.get', { workspace: sync.house.workspace.id, users: [sync.ben] });
    sync.server.refusing = false;
    sync.client.retryNow();
    await sync.settle();
    expect((await late).users).toHaveLength(1);
  });

  test('what was on its way when the connection ended is refused retryably', async () => {
    const sync = await started();
    const lost = sync.client
      .query('user.get', { workspace: sync.house.workspace.id, users: [sync.ben] })
      .catch((error: unknown) => error);
    await turn();
    sync.server.cut();
    expect(await lost).toMatchObject({ code: 'unavailable', retryable: true });
  });

  test('an answer does not bring back a private channel that was left while it was on its way', async () => {
    const sync = await started();
    sync.house.join(sync.secret, sync.ada);
    await sync.settle();
    const answer = sync.client.query('channel.get', { channel: sync.secret });
    await turn();
    sync.house.leave(sync.secret, sync.ada);
    sync.server.flushAll();
    while (sync.server.deliver());
    expect(sync.workspace.channels.has(sync.secret)).toBe(false);
    await sync.settle();
    expect((await answer).channel.id).toBe(sync.secret);
    expect(sync.workspace.channels.has(sync.secret)).toBe(false);
  });

  test('[O3] a refusal carries code, detail and what helps', async () => {
    const sync = await started();
    sync.server.refuse = (name) =>
      name === 'user.get' ? { code: 'invalid', detail: 'No.', retryable: false, field: 'args.users' } : null;
    const refused = sync.client
      .query('user.get', { workspace: sync.house.workspace.id, users: [] })
      .catch((error: unknown) => error);
    await sync.settle();
    expect(await refused).toMatchObject({
      name: 'RequestRejected',
      code: 'invalid',
      detail: 'No.',
      retryable: false,
      field: 'args.users',
    });
  });
});

describe('windows', () => {
  test('grow at both ends, stay contiguous, and return to the present', async () => {
    const sync = new TestSync();
    for (let i = 0; i < 180; i++) sync.house.post(sync.ben, { channel: sync.general, text: `${i}` });
    await sync.start();
    sync.client.openChannel(sync.general);
    await sync.settle();
    expect(sync.texts()).toEqual(Array.from({ length: 50 }, (_, i) => `${i + 130}`));
    sync.client.loadOlder(sync.general);
    await sync.settle();
    expect(sync.texts()).toHaveLength(100);
    sync.client.loadAround(sync.general, sync.house.timeline(sync.general).find(({ text }) => text === '60')!.id);
    await sync.settle();
    expect(sync.workspace.windows.get(sync.general)).toMatchObject({ hasMoreAfter: true, hasMoreBefore: true });
    sync.house.post(sync.ben, { channel: sync.general, text: 'live' });
    await sync.settle();
    expect(sync.texts()).not.toContain('live');
    sync.client.loadNewer(sync.general);
    await sync.settle();
    sync.client.jumpToPresent(sync.general);
    await sync.settle();
    expect(sync.texts().at(-1)).toBe('live');
    expect(sync.workspace.windows.get(sync.general)!.hasMoreAfter).toBe(false);
  });

  test('a place that is not there leads to the present, which goes on', async () => {
    const sync = await started();
    sync.client.openChannel(sync.general);
    await sync.settle();
    sync.server.refuse = (name, args) =>
      name === 'channel.history' && args['around'] ? { code: 'not_found', detail: '', retryable: false } : null;
    sync.client.loadAround(sync.general, 'M0000000000000000');
    await sync.settle();
    sync.house.post(sync.ben, { channel: sync.general, text: 'live' });
    await sync.settle();
    expect(sync.workspace.windows.get(sync.general)!.status).toBe('ready');
    expect(sync.texts().at(-1)).toBe('live');
  });

  test('a thread that is not there has failed, where one knows in which channel it should be', async () => {
    const sync = await started();
    sync.server.refuse = (name) =>
      name === 'thread.history' ? { code: 'not_found', detail: '', retryable: false } : null;
    sync.client.openThread('M0000000000000000', sync.general);
    await sync.settle();
    expect(sync.workspace.threads.get('M0000000000000000')).toMatchObject({ status: 'failed', root: null });
  });

  test('what may not be read has failed, what cannot be read now is read later', async () => {
    const sync = await started();
    sync.server.refuse = (name) =>
      name === 'thread.history' ? { code: 'not_found', detail: '', retryable: false } : null;
    const { id } = sync.house.post(sync.ben, { channel: sync.general, text: 'root' });
    await sync.settle();
    sync.client.openThread(id);
    await sync.settle();
    expect(sync.workspace.threads.get(id)!.status).toBe('failed');
    sync.server.refuse = () => null;
    sync.client.closeThread(id);
    sync.client.openThread(id);
    await turn();
    sync.server.cut();
    await sync.recover();
    expect(sync.workspace.threads.get(id)).toMatchObject({ status: 'ready', root: { id } });
  });
});

describe('signals', () => {
  test('[G1] typing of others is shown for six seconds, and a message ends it', async () => {
    const sync = await started();
    const typing = () => sync.client.state.live.typing.get(sync.general);
    sync.server.write({ type: 'signal', name: 'typing', channel: sync.general, user: sync.ben });
    await sync.settle();
    expect(typing()).toEqual([sync.ben]);
    await sync.clock.elapse(6_000);
    expect(typing()).toBeUndefined();
    sync.server.write({ type: 'signal', name: 'typing', channel: sync.general, user: sync.ben });
    sync.house.post(sync.ben, { channel: sync.general, text: 'there' });
    await sync.settle();
    expect(typing()).toBeUndefined();
  });

  test('one’s own typing leaves at most every three seconds', async () => {
    const sync = await started();
    const sent = () =>
      sync.server.received.filter((frame) => frame.type === 'signal' && frame.name === 'typing').length;
    for (let i = 0; i < 10; i++) {
      sync.client.typing(sync.general);
      await sync.clock.elapse(500);
    }
    expect(sent()).toBe(2);
  });

  test('[G2] what is shown and watched is said again on every new connection', async () => {
    const sync = await started();
    sync.client.focus(sync.general);
    sync.client.watchPresence([sync.ben]);
    sync.server.cut();
    const before = sync.server.received.length;
    await sync.clock.elapse(1_000);
    await sync.settle();
    const again = sync.server.received.slice(before).flatMap((frame) => (frame.type === 'signal' ? [frame.name] : []));
    expect(again).toEqual(['focus', 'presence.watch']);
  });
});

test('a frame that is not JSON ends the connection and is told', async () => {
  const sync = await started();
  sync.server.session!.events.onMessage('<html>');
  expect(sync.bugs).toHaveLength(1);
  await sync.recover();
  expect(sync.client.state.connection.phase).toBe('live');
});

test('a socket that is refused on the spot is tried again', async () => {
  const sync = await started();
  const { socket } = sync.server;
  let refusals = 2;
  const refusing: typeof socket = (...args) => {
    if (refusals-- > 0) throw new SyntaxError('no');
    return socket(...args);
  };
  const client = createClient({
    baseUrl: 'http://test',
    socket: refusing,
    credentials: { refresh: async () => ({ type: 'ok', token: 'token', lifetimeMs: null }) },
    clock: sync.clock,
    random: sync.random,
  });
  await client.start();
  await sync.recover();
  expect(refusals).toBeLessThan(0);
  expect(client.state.replica.known).toBe(true);
});
