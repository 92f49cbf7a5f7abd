import { beforeEach, describe, expect, test } from 'vitest';
import type { RejectBody } from '@roost/protocol/codes';
import { createClient } from './client.ts';
import { turn } from './testClock.ts';
import { TestSync } from './testSync.ts';

let sync: TestSync;
const states = () => sync.client.state.outbox.map(({ state }) => state.type);
const posted = () =>
  sync.house
    .timeline(sync.general)
    .filter((one) => one.author === sync.ada && !one.system)
    .map(({ text }) => text);
const sentKeys = () =>
  sync.server.received.flatMap((frame) =>
    frame.type === 'command' && frame.name === 'message.post' ? [frame.args['clientId']] : [],
  );
const refusal = (code: RejectBody['code'], retryable: boolean, more = {}): RejectBody => ({
  code,
  detail: code,
  retryable,
  ...more,
});

beforeEach(async () => {
  sync = new TestSync();
  await sync.start();
  sync.client.openChannel(sync.general);
  await sync.settle();
});

describe('what is held', () => {
  const removeHeld = (text: string) => {
    const { id } = sync.house.post(sync.ada, { channel: sync.general, text });
    const key = sync.client.send({ name: 'message.delete', args: { message: id } }, { holdMs: 30_000 })!;
    return { id, key };
  };
  const isGone = (id: string) => sync.house.messages.get(id)?.deletedAt !== undefined;

  test('is not sent while it can be taken back, also when the connection comes back', async () => {
    const { id, key } = removeHeld('a slip');
    await sync.settle();
    expect([isGone(id), states()]).toEqual([false, ['waiting']]);
    expect(sync.client.remove(key)).toBe(true);
    await sync.clock.elapse(60_000);
    await sync.settle();
    expect(isGone(id)).toBe(false);
  });

  test('is sent when it is released, and by itself when the time is over', async () => {
    const [one, two] = [removeHeld('one'), removeHeld('two')];
    sync.client.release(one.key);
    await sync.settle();
    expect([isGone(one.id), isGone(two.id)]).toEqual([true, false]);
    await sync.clock.elapse(30_001);
    await sync.settle();
    expect(isGone(two.id)).toBe(true);
    expect(states()).toEqual([]);
  });
});

describe('a message', () => {
  test('shows as pending at once and leaves the outbox in the same notification in which it stands in the timeline', async () => {
    const seen: string[] = [];
    sync.client.subscribe(() => {
      const pending = sync.client.state.outbox.length;
      const confirmed = sync.texts().filter((text) => text === 'hello').length;
      seen.push(`${pending}/${confirmed}`);
    });
    sync.client.post({ channel: sync.general, text: 'hello' });
    expect(states()).toEqual(['sending']);
    await sync.settle();
    expect(new Set(seen)).toEqual(new Set(['1/0', '0/1']));
    expect(sync.texts()).toEqual(['hello']);
  });

  test('shares its client id between the pending and the confirmed row', async () => {
    const key = sync.client.post({ channel: sync.general, text: 'hello' });
    expect(sync.client.state.outbox[0]!.key).toBe(key);
    await sync.settle();
    expect(sync.workspace.windows.get(sync.general)!.messages.at(-1)!.clientId).toBe(key);
  });

  test('is confirmed by its event when the answer does not come', async () => {
    sync.client.post({ channel: sync.general, text: 'hello' });
    await turn();
    sync.server.flushAll();
    while (sync.server.deliver());
    expect(states()).toEqual([]);
    expect(sync.texts()).toEqual(['hello']);
  });

  test('[K2] [O4] keeps its key over lost answers and is there once', async () => {
    sync.client.post({ channel: sync.general, text: 'hello' });
    await turn();
    sync.server.cut(); // it took effect, and the answer is lost
    await sync.recover();
    expect(new Set(sentKeys()).size).toBe(1);
    expect(posted()).toEqual(['hello']);
    expect(states()).toEqual([]);
  });

  test('[K2] survives a reload, with its key, also while it was being sent', async () => {
    sync.server.refusing = true;
    sync.server.cut();
    sync.client.post({ channel: sync.general, text: 'written offline' });
    await turn();
    sync.reload();
    await sync.client.start();
    expect(states()).toEqual(['waiting']);
    await sync.recover();
    expect(posted()).toEqual(['written offline']);
    expect(new Set(sentKeys()).size).toBe(1);
    sync.reload();
    await sync.client.start();
    expect(states()).toEqual([]);
  });

  test('[K2] leaves after those written before it, also when they are refused for a while', async () => {
    let busy = 3;
    sync.server.refuse = (name) => (name === 'message.post' && busy-- > 0 ? refusal('busy', true) : null);
    for (const text of ['one', 'two', 'three']) sync.client.post({ channel: sync.general, text });
    await sync.recover();
    expect(posted()).toEqual(['one', 'two', 'three']);
  });

  test('that waits in one channel does not hold up another', async () => {
    sync.house.join(sync.secret, sync.ada);
    await sync.settle();
    sync.server.refuse = (name, args) =>
      args['channel'] === sync.general && name === 'message.post' ? refusal('busy', true) : null;
    sync.client.post({ channel: sync.general, text: 'stuck' });
    sync.client.post({ channel: sync.secret, text: 'through' });
    await sync.settle();
    expect(sync.house.timeline(sync.secret).map(({ text }) => text)).toContain('through');
    expect(states()).toEqual(['waiting']);
  });

  test('waits as long as the server says', async () => {
    let first = true;
    sync.server.refuse = (name) =>
      name === 'message.post' && first
        ? ((first = false), refusal('rate_limited', true, { retryAfterMs: 60_000 }))
        : null;
    sync.client.post({ channel: sync.general, text: 'hello' });
    await sync.settle();
    await sync.clock.elapse(25_000);
    expect(sentKeys()).toHaveLength(1);
  });
});

describe('a message that is refused', () => {
  beforeEach(async () => {
    sync.server.refuse = (name) => (name === 'message.post' ? refusal('archived', false) : null);
    sync.client.post({ channel: sync.general, text: 'refused' });
    await sync.settle();
  });

  test('waits for the person, with the reason, and lets later ones pass', async () => {
    expect(sync.client.state.outbox[0]!.state).toMatchObject({ type: 'failed', reason: { code: 'archived' } });
    sync.server.refuse = () => null;
    sync.client.post({ channel: sync.general, text: 'later' });
    await sync.recover();
    expect(posted()).toEqual(['later']);
    expect(states()).toEqual(['failed']);
  });

  test('is sent again under its key when the person says so', async () => {
    sync.server.refuse = () => null;
    sync.client.retry(sync.client.state.outbox[0]!.key);
    await sync.settle();
    expect(posted()).toEqual(['refused']);
    expect(new Set(sentKeys()).size).toBe(1);
  });

  test('can be rewritten, which is another message, or taken out', async () => {
    sync.server.refuse = () => null;
    expect(sync.client.edit(sync.client.state.outbox[0]!.key, 'better')).toBe(true);
    await sync.settle();
    expect(posted()).toEqual(['better']);
    expect(new Set(sentKeys()).size).toBe(2);
    sync.server.refuse = () => refusal('archived', false);
    const key = sync.client.post({ channel: sync.general, text: 'never mind' })!;
    await sync.settle();
    expect(sync.client.remove(key)).toBe(true);
    expect(states()).toEqual([]);
  });

  test('is still there after a reload', async () => {
    sync.reload();
    await sync.client.start();
    expect(states()).toEqual(['failed']);
  });
});

describe('what another tab wrote', () => {
  /** A second tab of the same person that does not lead. */
  const secondTab = () => {
    const { clock, random, storage, server } = sync;
    sync.client = createClient({
      ...{ baseUrl: 'http://test', socket: server.socket, clock, random, storage },
      credentials: {
        refresh: async () => ({ type: 'ok', token: 'token', lifetimeMs: 600_000, subject: 'A01234567890123AB' }),
      },
      leadership: { isLeader: () => false, onChange: () => () => {} },
    });
    return sync.client;
  };
  beforeEach(async () => {
    sync.server.refusing = true;
    sync.server.cut();
    sync.client.post({ channel: sync.general, text: 'left behind' });
    await turn();
    sync.client.stop();
    await secondTab().start();
  });

  test('[K2] is sent by any tab when it has lain for a while', async () => {
    expect(states()).toEqual(['waiting']);
    sync.server.refusing = false;
    sync.client.hint('online');
    await sync.settle();
    expect(posted()).toEqual([]);
    await sync.recover();
    expect(posted()).toEqual(['left behind']);
    expect(states()).toEqual([]);
  });

  test('is not sent when that tab has taken it back meanwhile', async () => {
    sync.server.refusing = false;
    sync.client.hint('online');
    await sync.settle();
    await sync.storage.delete(`outbox/${sync.client.state.outbox[0]!.key}`);
    await sync.recover();
    expect(posted()).toEqual([]);
    expect(states()).toEqual([]);
  });

  test('is not brought back by a look into the storage that its end overtakes', async () => {
    await sync.recover();
    sync.server.refusing = true;
    sync.server.cut();
    sync.client.post({ channel: sync.general, text: 'mine' });
    await turn();
    const { entries } = sync.storage;
    const seen = await entries('outbox/');
    let answer = () => {};
    sync.storage.entries = () => new Promise((resolve) => (answer = () => resolve(seen)));
    sync.server.refusing = false;
    sync.client.retryNow();
    await sync.settle();
    expect(posted()).toEqual(['left behind', 'mine']);
    sync.storage.entries = entries;
    answer();
    await turn();
    expect(states()).toEqual([]);
  });
});

describe('patience and room', () => {
  test('[K3] what waited for a day is not sent silently: it fails, and goes when the person says so', async () => {
    sync.server.refusing = true;
    sync.server.cut();
    sync.client.post({ channel: sync.general, text: 'stale news' });
    await turn();
    sync.client.hint('offline');
    await sync.clock.elapse(24 * 3_600_000 + 1_000);
    sync.server.refusing = false;
    sync.client.hint('online');
    await sync.settle();
    expect(sync.client.state.outbox[0]!.state).toEqual({ type: 'failed', reason: 'expired' });
    expect(posted()).toEqual([]);
    sync.client.retry(sync.client.state.outbox[0]!.key);
    await sync.settle();
    expect(posted()).toEqual(['stale news']);
  });

  test('two hundred wait, and no more are taken', () => {
    sync.server.cut();
    for (let i = 0; i < 200; i++) expect(sync.client.post({ channel: sync.general, text: `${i}` })).not.toBeNull();
    expect(sync.client.post({ channel: sync.general, text: 'one too many' })).toBeNull();
  });

  test('what nobody can do anything about takes no room: a read position that is refused is let go', async () => {
    const post = sync.house.post(sync.ben, { channel: sync.general, text: 'one' });
    await sync.settle();
    sync.server.refuse = (name) => (name === 'read.mark' ? refusal('not_found', false) : null);
    sync.client.markRead(sync.general, post.id);
    await sync.settle();
    expect(states()).toEqual([]);
    sync.reload();
    await sync.client.start();
    expect(states()).toEqual([]);
  });

  test('what is on its way cannot be taken back', async () => {
    const key = sync.client.post({ channel: sync.general, text: 'gone' })!;
    expect(sync.client.remove(key)).toBe(false);
    expect(sync.client.edit(key, 'other')).toBe(false);
    await sync.settle();
    expect(posted()).toEqual(['gone']);
  });
});

describe('read positions', () => {
  test('the first leaves at once, then the newest of each second', async () => {
    const posts = ['one', 'two', 'three'].map((text) => sync.house.post(sync.ben, { channel: sync.general, text }));
    await sync.settle();
    for (const { id } of posts) sync.client.markRead(sync.general, id);
    await sync.settle();
    const marks = () =>
      sync.server.received.filter((frame) => frame.type === 'command' && frame.name === 'read.mark').length;
    expect(marks()).toBe(1);
    await sync.clock.elapse(1_000);
    await sync.settle();
    expect(marks()).toBe(2);
    expect(sync.workspace.memberships.get(sync.general)!.unread.entries).toEqual([]);
  });

  test('[M3] nothing leaves for what is read already, except a step back', async () => {
    const [first, second] = ['one', 'two'].map((text) => sync.house.post(sync.ben, { channel: sync.general, text }));
    await sync.settle();
    sync.client.markRead(sync.general, second!.id);
    await sync.settle();
    await sync.clock.elapse(2_000);
    const before = sync.server.received.length;
    sync.client.markRead(sync.general, first!.id);
    await sync.settle();
    expect(sync.server.received.length).toBe(before);
    sync.client.markRead(sync.general, first!.id, { back: true });
    await sync.settle();
    expect(sync.workspace.memberships.get(sync.general)!.unread.entries.map(({ createdAt }) => createdAt)).toEqual([
      second!.createdAt,
    ]);
  });
});
