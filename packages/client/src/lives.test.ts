import type { BatchFrame } from '@roost/protocol/frames';
import { expect, test } from 'vitest';
import { TestSync } from './testSync.ts';

// A stream begins another life under a connection: frames and snapshots of both lives come in any order.

async function started(seed = 1): Promise<TestSync> {
  const sync = new TestSync(seed);
  await sync.start();
  sync.client.openChannel(sync.general);
  await sync.settle();
  sync.server.received.length = 0;
  return sync;
}

/** Time passes, and pings are answered. */
async function quietFor(sync: TestSync, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5_000) {
    await sync.clock.elapse(5_000);
    await sync.settle();
  }
}

const snapshots = (sync: TestSync) =>
  sync.server.received.filter((frame) => frame.type === 'query' && frame.name === 'workspace.snapshot').length;

/** Somebody posts, and the frame that tells of it is still of the life that was left. */
function oldFrame(sync: TestSync, text: string): BatchFrame {
  const { house, ben, general, server } = sync;
  const { onEvent } = house;
  house.onEvent = () => {};
  house.post(ben, { channel: general, text });
  house.onEvent = onEvent;
  const events = house.log.slice(-1).map(({ event }) => structuredClone(event));
  const frame: BatchFrame = { type: 'batch', stream: house.workspace.id, cursor: `e1.${house.head}`, events };
  server.write(frame);
  return frame;
}

/** A snapshot of the new life is taken for another reason; the server goes on telling of the old one. */
async function movedOn(sync: TestSync): Promise<void> {
  sync.house.epoch = 'e2';
  sync.server.resync(sync.house.workspace.id);
  await sync.settle();
  expect([snapshots(sync), sync.workspace.freshness]).toEqual([1, 'live']);
}

test('[L9] [C6] frames of the life that was left are dropped, and never a reason for another snapshot', async () => {
  const sync = await started();
  await movedOn(sync);
  for (let i = 0; i < 5; i++) {
    oldFrame(sync, `told too late ${i}`);
    sync.server.write({
      type: 'heartbeat',
      cursors: { [sync.house.workspace.id]: `e1.${sync.house.head}` },
      delivered: { [sync.house.workspace.id]: i + 1 },
    });
    await sync.settle();
  }
  await quietFor(sync, 70_000);
  expect([snapshots(sync), sync.workspace.freshness]).toEqual([1, 'live']);
  sync.server.resync(sync.house.workspace.id); // the server has noticed
  await sync.settle();
  expect([snapshots(sync), sync.workspace.freshness]).toEqual([2, 'live']);
  expect(sync.texts()).toHaveLength(5);
});

test('[L9] [C6] frames of the old life that were held for a snapshot of the new one do not ask for another', async () => {
  const sync = await started();
  sync.server.resync(sync.house.workspace.id);
  sync.server.deliver();
  oldFrame(sync, 'held');
  sync.server.deliver();
  sync.house.epoch = 'e2';
  await sync.settle();
  await quietFor(sync, 70_000);
  expect([snapshots(sync), sync.workspace.freshness, sync.texts()]).toEqual([1, 'live', ['held']]);
  sync.house.post(sync.ben, { channel: sync.general, text: 'live in the new life' });
  await sync.settle();
  expect(sync.texts()).toEqual(['held', 'live in the new life']);
  expect(sync.client.counters.miscounts).toBe(0);
});

test('[L9] a frame of a life not met before is a reason for one snapshot, and is folded when it is of that life', async () => {
  const sync = await started();
  sync.house.epoch = 'e2';
  sync.house.post(sync.ben, { channel: sync.general, text: 'first of the new life' });
  sync.house.post(sync.ben, { channel: sync.general, text: 'second' });
  await sync.settle();
  expect([snapshots(sync), sync.workspace.freshness]).toEqual([1, 'live']);
  expect(sync.texts()).toEqual(['first of the new life', 'second']);
});

test('[L9] [S7] a heartbeat of a life not met before is a reason for one snapshot', async () => {
  const sync = await started();
  sync.house.epoch = 'e2';
  sync.house.post(sync.ben, { channel: sync.secret, text: 'not for Ada' });
  sync.server.heartbeat();
  await sync.settle();
  expect([snapshots(sync), sync.workspace.freshness]).toEqual([1, 'live']);
  expect(sync.workspace.positions.get(sync.house.workspace.id)).toMatchObject({ epoch: 'e2', seq: sync.house.head });
});

test('[L9] a welcome of another life is a reason for one snapshot, whatever else is said', async () => {
  const sync = await started();
  sync.server.cut();
  await sync.clock.elapse(20_000);
  const welcome = sync.server.session!.written.find((frame) => frame.type === 'welcome')!;
  welcome.cursors[sync.house.workspace.id] = `e2.${sync.house.head}`;
  sync.house.epoch = 'e2';
  await sync.settle();
  expect([snapshots(sync), sync.workspace.freshness]).toEqual([1, 'live']);
  expect(sync.workspace.positions.get(sync.house.workspace.id)!.epoch).toBe('e2');
});

test('[L9] the account’s own stream is followed into its new life, and what there is is asked for again', async () => {
  const sync = await started();
  const account = 'A01234567890123AB';
  const { workspace } = sync.house;
  const told: string[] = [];
  sync.client.onEvent((event, place) => place === null && told.push(event.type));
  const left = { seq: 1, v: 1, type: 'workspace.left', at: workspace.createdAt, actor: null } as const;
  const listings = (): number =>
    sync.server.received.filter((frame) => frame.type === 'query' && frame.name === 'identity.workspaces').length;
  sync.server.write({ type: 'batch', stream: account, cursor: 'e1.7', events: [] });
  await sync.settle();
  sync.server.write({
    type: 'batch',
    stream: account,
    cursor: 'e2.1',
    events: [{ ...left, data: { workspace: 'T9', user: 'U9' } }],
  });
  await sync.settle();
  expect(told).toEqual(['workspace.left']);
  expect(listings()).toBeGreaterThan(0);
  sync.server.received.length = 0;
  sync.server.cut();
  await sync.recover();
  const hello = sync.server.received.find((frame) => frame.type === 'hello')!;
  expect(hello.cursors[account]).toBe('e2.1');
});

test('[C6] who asked too often asks again by itself, and not everybody at the same moment', async () => {
  const waits = await Promise.all(
    [1, 2, 3].map(async (seed) => {
      const sync = await started(seed);
      for (let i = 0; i < 6; i++) {
        sync.server.resync(sync.house.workspace.id);
        await sync.settle();
      }
      const before = snapshots(sync);
      let waited = 0;
      for (; snapshots(sync) === before; waited += 500) {
        await sync.clock.elapse(500);
        await sync.settle();
      }
      expect(sync.workspace.freshness).toBe('live');
      return waited;
    }),
  );
  expect(new Set(waits).size).toBe(3);
  expect(Math.max(...waits)).toBeLessThanOrEqual(90_000);
});

test('[V2] of a server of another version nothing is taken, and what waits to be sent is kept', async () => {
  const sync = await started();
  sync.server.cut();
  sync.client.post({ channel: sync.general, text: 'from before' });
  sync.house.post(sync.ben, { channel: sync.general, text: 'from the other version' });
  sync.server.version += 1;
  await sync.recover();
  expect(sync.client.state.connection).toMatchObject({ phase: 'stopped', reason: expect.stringContaining('version') });
  expect([sync.texts(), sync.client.state.outbox.length]).toEqual([[], 1]);
  sync.server.version -= 1;
  sync.reload();
  await sync.start();
  await sync.recover();
  sync.client.openChannel(sync.general);
  await sync.settle();
  expect(sync.texts()).toEqual(['from the other version', 'from before']);
});
