import { describe, expect, test } from 'vitest';
import { fromSnapshot, normalise } from './replica.ts';
import { TestSync } from './testSync.ts';
import { turn } from './testClock.ts';

// The real client against a scripted server, with faults at every frame boundary. A failure names its seed:
// SEED=123 npx vitest run packages/client/src/sync.test.ts

const seeds = process.env['SEED']
  ? [Number(process.env['SEED'])]
  : Array.from({ length: Number(process.env['SEEDS'] ?? 60) }, (_, i) => i + 1);

describe('whatever happens to frames', () => {
  for (const seed of seeds) {
    test(`[C1] [C2] [C3] [C6] [C9] seed ${seed}: nothing is lost, doubled or out of order, and the replica ends as a fresh snapshot`, async () => {
      const sync = new TestSync(seed);
      const posted = await misbehave(sync, { steps: 150, doubles: false });
      expectSame(sync, posted);
      expect(sync.client.counters.miscounts).toBe(0);
      expect(sync.bugs).toEqual([]);
    });
  }

  for (const seed of seeds.slice(0, 20)) {
    test(`[C2] [C7] seed ${seed}: frames that come twice are folded once`, async () => {
      const sync = new TestSync(seed + 1_000);
      const posted = await misbehave(sync, { steps: 150, doubles: true });
      expectSame(sync, posted);
    });
  }
});

async function misbehave(sync: TestSync, how: { steps: number; doubles: boolean }): Promise<Map<string, string[]>> {
  await sync.start();
  const posted = new Map<string, string[]>();
  for (let step = 0; step < how.steps; step++) {
    oneStep(sync, step, posted, how.doubles);
    await turn();
    if (sync.random.below(10) === 0) await sync.clock.elapse(sync.random.below(4_000));
  }
  await sync.recover();
  return posted;
}

type Move = (sync: TestSync, step: number, posted: Map<string, string[]>) => void;

const others: Move[] = [
  ({ house, ben, general, ada }, step) =>
    void house.post(ben, { channel: general, text: step % 3 ? `b${step}` : `b${step} <@${ada}>` }),
  ({ house, cleo, general, random }, step) =>
    void house.post(cleo, { channel: general, text: `r${step}`, ...rootOf(house.timeline(general), random.unit()) }),
  ({ house, ben, secret }, step) => void house.post(ben, { channel: secret, text: `s${step}` }),
  ({ house, general, random, ada }, step) => {
    const message = random.pick(house.timeline(general).filter((one) => !one.system && !one.deletedAt));
    if (message) house.edit(message.id, step % 2 ? `e${step}` : `e${step} <@${ada}>`);
  },
  ({ house, general, random }) => {
    const message = random.pick([...house.messages.values()].filter((one) => one.channel === general));
    if (message) house.delete(message.id);
  },
  ({ house, general, random, ben, cleo }) => {
    const message = random.pick(house.timeline(general));
    if (message) house.react(message.id, random.pick([ben, cleo])!, random.pick(['👍', '🎉'])!);
  },
  ({ house, secret, ada }) => (house.isIn(secret, ada) ? house.leave(secret, ada) : house.join(secret, ada)),
  ({ house, general, cleo }) => (house.isIn(general, cleo) ? house.leave(general, cleo) : house.join(general, cleo)),
  ({ house, secret, cleo }) => (house.isIn(secret, cleo) ? house.leave(secret, cleo) : house.join(secret, cleo)),
  ({ house, ben }, step) => house.change(ben, { name: `Ben ${step}` }),
  ({ house, general }, step) => house.setTopic(general, `topic ${step}`),
];

const own: Move[] = [
  ({ client, general }, step, posted) => say(posted, general, client.post({ channel: general, text: `a${step}` })),
  ({ client, secret, house, ada }, step, posted) => {
    if (house.isIn(secret, ada)) say(posted, secret, client.post({ channel: secret, text: `a${step}` }));
  },
  ({ client, general }) => client.openChannel(general),
  ({ client, secret }) => client.openChannel(secret),
  ({ client, general }) => client.loadOlder(general),
  ({ client, general }) => client.jumpToPresent(general),
  ({ client, general, house, random }) => client.loadAround(general, random.pick(house.timeline(general))!.createdAt),
  ({ client, general, house, random }) =>
    client.markRead(general, random.pick(house.timeline(general))!.id, { back: random.below(4) === 0 }),
  ({ client, workspace, general, random }) => {
    const root = random.pick(workspace?.windows.get(general)?.messages ?? []);
    if (root) client.openThread(root.id);
  },
  ({ client, workspace, general, random }) => {
    const message = random.pick(workspace?.windows.get(general)?.messages ?? []);
    if (message) client.send({ name: 'reaction.add', args: { message: message.id, emoji: '👀' } });
  },
];

const faults: Move[] = [
  ({ server }) => server.cut(),
  ({ server }) => server.cut(4001),
  ({ server, house }) => server.resync(house.workspace.id),
  ({ server, ada }) => server.resync(ada),
  ({ server, house, random }) => void (server.floor = Math.max(0, house.head - random.below(30))),
  ({ server }) => void (server.floor = 0),
  ({ server }) => void (server.refusing = !server.refusing),
  ({ client }) => client.hint('offline'),
  ({ client }) => client.hint('online'),
  (sync) => {
    sync.server.cut();
    sync.house.epoch += 'x';
  },
  (sync) => void sync.reload().start(),
  (sync) => void sync.reload({ crash: true }).start(),
];

function oneStep(sync: TestSync, step: number, posted: Map<string, string[]>, doubles: boolean): void {
  const { random, server } = sync;
  const dice = random.below(100);
  if (dice < 30) random.pick(others)!(sync, step, posted);
  else if (dice < 50) random.pick(own)!(sync, step, posted);
  else if (dice < 54) random.pick(faults)!(sync, step, posted);
  else if (dice < 58) server.heartbeat();
  else if (dice < 66) server.flush(random.pick(server.lanes) ?? '');
  else if (dice < 76) server.answer();
  else if (doubles && dice < 80) server.deliverTwice();
  else server.deliver();
}

function rootOf(
  timeline: readonly { id: string; system?: unknown; deletedAt?: string }[],
  unit: number,
): { threadRoot?: string } {
  const roots = timeline.filter((one) => !one.system && !one.deletedAt);
  const root = roots[Math.floor(unit * roots.length)];
  return root ? { threadRoot: root.id } : {};
}

function say(posted: Map<string, string[]>, channel: string, clientId: string | null): void {
  if (clientId) posted.set(channel, [...(posted.get(channel) ?? []), clientId]);
}

function expectSame(sync: TestSync, posted: Map<string, string[]>): void {
  const { client, house, ada, workspace } = sync;
  expect(client.state.connection.phase).toBe('live');
  expect(workspace.freshness).toBe('live');
  expect(workspace.wanted.size).toBe(0);
  expect(workspace.journals.size).toBe(0);
  expect(normalise(workspace)).toEqual(normalise(fromSnapshot(house.snapshot(ada))));
  expect([...workspace.positions.values()].map(({ beyond }) => beyond)).toEqual([[], []]);

  // Windows are contiguous pieces of the timeline.
  for (const [channel, window] of workspace.windows) {
    if (!house.isIn(channel, ada) || window.stale) continue;
    expect(window.status).toBe('ready');
    expectPiece(window, house.timeline(channel));
  }
  for (const [root, thread] of workspace.threads) {
    if (thread.stale) continue;
    expectPiece(thread, house.replies(root));
    if (thread.root) expect(thread.root).toEqual(house.messages.get(root));
  }

  // What was posted is there once, in order; what was refused (written to a channel that one had to leave) is not claimed to be.
  expect(client.state.outbox.filter(({ state }) => state.type !== 'failed')).toEqual([]);
  for (const [channel, ids] of posted) {
    const arrived = [...house.messages.values()].filter(
      (one) => one.author === ada && one.channel === channel && ids.includes(one.clientId),
    );
    expect(arrived.map(({ clientId }) => clientId)).toEqual(ids);
  }
  // Each event was told once.
  expect(new Set(sync.heard.map(({ seq }) => seq)).size).toBe(sync.heard.length);
}

function expectPiece(
  window: { messages: readonly unknown[]; hasMoreBefore: boolean; hasMoreAfter: boolean },
  all: readonly unknown[],
): void {
  const ids = (list: readonly unknown[]) => list.map((one) => (one as { id: string }).id);
  const first = ids(window.messages)[0];
  const from = first === undefined ? all.length : ids(all).indexOf(first);
  const piece = all.slice(from, from + window.messages.length);
  expect(window.messages).toEqual(piece);
  if (!window.hasMoreBefore) expect(from).toBe(first === undefined ? all.length : 0);
  if (!window.hasMoreAfter) expect(from + window.messages.length).toBe(all.length);
}
