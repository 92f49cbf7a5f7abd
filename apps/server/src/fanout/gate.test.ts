import { beforeEach, expect, test } from 'vitest';
import type { KnownHead, LoggedEvent, ReadRequest, StreamHead } from '../log/item.ts';
import type { Announcement } from './announcement.ts';
import { newCounters } from './counters.ts';
import { Gate } from './gate.ts';
import { ADA, event, message, TEAM } from './testFan.ts';

let committed: LoggedEvent[];
let existing: Set<string>;
let announced: string[];
let reads: ReadRequest[];
let headQueries: string[][];
let restarts: string[];
let epoch: string;
let undeliverable: number | null;
let indexed: number;
let later: (() => void)[];
let gate: Gate;
let now: number;
let readable: Promise<void>;
/** What the log says of heads instead of the truth, one after the other. */
let asked: Promise<Map<string, StreamHead>>[];

beforeEach(() => {
  [committed, announced, reads, headQueries, restarts, later, asked] = [[], [], [], [], [], [], []];
  existing = new Set([TEAM]);
  readable = Promise.resolve();
  epoch = 'e';
  undeliverable = null;
  indexed = 0;
  now = 0;
  gate = new Gate({
    log: {
      async read(request) {
        reads.push(request);
        const found = committed
          .filter((e) => e.stream === request.stream && e.seq > request.after && e.seq <= request.upTo && !e.backfill)
          .slice(0, request.limit);
        await readable;
        return found;
      },
      async heads(streams) {
        headQueries.push(streams);
        const answer = asked.shift();
        if (answer) return answer;
        return new Map(streams.filter((stream) => existing.has(stream)).map((stream) => [stream, headOf(stream)]));
      },
      async movedHeads(known) {
        headQueries.push(known.map(({ stream }) => stream));
        const heads = known.filter(({ stream }) => existing.has(stream)).map(({ stream }) => headOf(stream));
        return heads.filter((head) => !known.some((one) => one.stream === head.stream && isSame(one, head)));
      },
      async ensureStreams(streams) {
        for (const stream of streams) existing.add(stream);
      },
    },
    hub: {
      announce: (stream: string, { seq }: Announcement) => {
        if (seq === undeliverable) throw new Error(`${seq} cannot be delivered`);
        announced.push(`${stream[0]}${seq}`);
      },
      advance: (stream: string, seq: number) => announced.push(`${stream[0]}→${seq}`),
      restart: (stream, newEpoch, position, reason) => restarts.push(`${stream[0]} ${newEpoch}.${position} ${reason}`),
    },
    indexed: async () => indexed,
    indexedNow: () => indexed,
    forget: (stream) => restarts.push(`${stream[0]} forgotten`),
    counters: newCounters(),
    now: () => now,
    later: (run) => later.push(run),
    onError: (error) => {
      if (undeliverable === null) throw error;
    },
  });
});

const isSame = (one: KnownHead, other: KnownHead): boolean =>
  one.seq === other.seq && one.epoch === other.epoch && one.resumeFloor === other.resumeFloor;

function headOf(stream: string): StreamHead {
  const seq = Math.max(0, ...committed.filter((e) => e.stream === stream).map(({ seq }) => seq));
  return { stream, epoch, seq, rulesRev: 0, resumeFloor: 0 };
}

function epochOnly(of: string): { promise: Promise<Map<string, StreamHead>>; answer: () => void } {
  let answer = (): void => {};
  const head = { ...headOf(TEAM), epoch: of };
  const promise = new Promise<Map<string, StreamHead>>((resolve) => (answer = () => resolve(new Map([[TEAM, head]]))));
  return { promise, answer };
}

/** Committed by somebody; heard of by nobody yet. */
function commit(...events: LoggedEvent[]): LoggedEvent[] {
  committed.push(...events);
  for (const { stream } of events) existing.add(stream);
  return events;
}
const hear = (events: LoggedEvent[]) => gate.receive(events[0]!.stream, events, headOf(events[0]!.stream));
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
async function poll(): Promise<void> {
  await gate.poll();
  later.splice(0).forEach((run) => run());
  await settle();
}

test('[L8] what is committed here passes at once, in order, without a query', async () => {
  await gate.hold([TEAM]);
  hear(commit(message(1), message(2)));
  hear(commit(message(3)));
  expect(announced).toEqual(['T1', 'T2', 'T3']);
  expect(reads).toEqual([]);
});

test('[L8] a gap is read from the log, once, and nothing passes out of order or twice', async () => {
  await gate.hold([TEAM]);
  commit(message(1), message(2));
  hear(commit(message(3)));
  hear(commit(message(4)));
  await settle();
  hear([message(2), message(3)]);
  hear(commit(message(5)));
  await settle();
  expect(announced).toEqual(['T1', 'T2', 'T3', 'T4', 'T5']);
  expect(reads.length).toBeLessThanOrEqual(2);
});

test('[L8] what another process committed is found by the next poll, with one query for all streams', async () => {
  commit(event(1, 'read.marked', '*', { channel: 'C', message: null, readAt: '' }, { stream: ADA }));
  await gate.hold([TEAM, ADA]);
  headQueries = [];
  commit(message(1), message(2));
  await poll();
  expect(announced).toEqual(['T1', 'T2']);
  expect(headQueries).toEqual([[TEAM, ADA]]);
});

test('a commit that is just being announced when the poll sees it is not read again', async () => {
  await gate.hold([TEAM]);
  const events = commit(message(1));
  await gate.poll();
  hear(events);
  later.splice(0).forEach((run) => run());
  await settle();
  expect(announced).toEqual(['T1']);
  expect(reads).toEqual([]);
});

test('[W6] a run of imported history is passed over, and the position goes on', async () => {
  await gate.hold([TEAM]);
  commit({ ...message(1), backfill: true }, { ...message(2), backfill: true });
  await poll();
  expect(announced).toEqual(['T→2']);
  expect(gate.track(TEAM).seq).toBe(2);
  hear(commit(message(3)));
  expect(announced).toEqual(['T→2', 'T3']);
});

test('a stream is held from the position of its membership index on, so the index misses nothing', async () => {
  commit(message(1), message(2), message(3));
  indexed = 1;
  await gate.hold([TEAM]);
  expect(announced).toEqual(['T2', 'T3']);
});

test('a held stream catches up with an index that is ahead', async () => {
  await gate.hold([TEAM]);
  commit(message(1), message(2));
  indexed = 2;
  await gate.hold([TEAM]);
  expect(gate.track(TEAM).seq).toBe(2);
});

test('commits are heard while the stream is being opened', async () => {
  commit(message(1));
  indexed = 1;
  const holding = gate.hold([TEAM]);
  hear(commit(message(2)));
  await holding;
  expect(announced).toEqual(['T2']);
  expect(gate.track(TEAM).seq).toBe(2);
});

test('[C4] the gate goes to a position ahead of it when the log is that far, and says so when it is not', async () => {
  await gate.hold([TEAM]);
  commit(message(1), message(2));
  expect(await gate.reaching(TEAM, 2)).toBe(true);
  expect(announced).toEqual(['T1', 'T2']);
  expect(await gate.reaching(TEAM, 3)).toBe(false);
});

test('[L9] a stream that begins another life starts anew', async () => {
  commit(message(1), message(2));
  indexed = 2;
  await gate.hold([TEAM]);
  committed = [message(1)];
  epoch = 'f';
  await poll();
  expect(restarts).toEqual(['T forgotten', 'T f.1 epoch']);
  hear(commit(message(2)));
  expect(announced).toEqual(['T2']);
});

test('[L9] a commit of a new life brings all streams of the node into theirs, before anything of it is announced', async () => {
  commit(event(1, 'read.marked', '*', { channel: 'C', message: null, readAt: '' }, { stream: ADA }), message(1));
  indexed = 1;
  await gate.hold([TEAM, ADA]);
  epoch = 'f';
  hear(commit(message(2)));
  await settle();
  expect(restarts).toEqual(['T forgotten', 'T f.2 epoch', 'U forgotten', 'U f.1 epoch']);
  expect(announced).toEqual([]);
  hear(commit(message(3)));
  expect(announced).toEqual(['T3']);
});

test('[L9] what is heard late never leads back into a life that is over', async () => {
  await gate.hold([TEAM]);
  const late = commit(message(1));
  const headThen = headOf(TEAM);
  epoch = 'f';
  await poll();
  restarts = [];
  gate.receive(TEAM, late, headThen);
  await gate.met([headThen]);
  expect([restarts, announced, gate.track(TEAM).epoch]).toEqual([[], [], 'f']);
});

test('[L9] whoever read positions of another life waits until the node is there; known ones cost no query', async () => {
  await gate.hold([TEAM]);
  headQueries = [];
  await gate.met([headOf(TEAM)]);
  expect(headQueries).toEqual([]);
  epoch = 'f';
  await gate.met([headOf(TEAM), { stream: 'T0000000000000099', epoch: 'not followed' }]);
  expect(restarts).toEqual(['T forgotten', 'T f.0 epoch']);
});

test('[L9] a question that was under way when another life was met is asked again', async () => {
  await gate.hold([TEAM]);
  const heads = [epochOnly('e'), epochOnly('f')];
  heads.forEach(({ promise }) => asked.push(promise));
  const first = gate.met([{ stream: TEAM, epoch: 'a rumour' }]);
  const second = gate.met([{ stream: TEAM, epoch: 'f' }]);
  heads.forEach(({ answer }) => answer());
  epoch = 'f';
  await Promise.all([first, second]);
  expect(gate.track(TEAM).epoch).toBe('f');
});

test('[L9] what is being read when another life begins is not announced in it, and a gap there is read', async () => {
  await gate.hold([TEAM]);
  let answer = (): void => {};
  readable = new Promise((resolve) => (answer = resolve));
  commit(message(1), message(2));
  hear(commit(message(3))); // a gap: it is being read
  epoch = 'f';
  await gate.met([headOf(TEAM)]);
  readable = Promise.resolve();
  commit(message(4));
  hear(commit(message(5)));
  answer();
  await settle();
  expect(announced).toEqual(['T4', 'T5']);
});

test('[L9] a stream that is held while its new life begins stands in it', async () => {
  commit(message(1));
  indexed = 1;
  const { promise, answer } = epochOnly('f');
  asked.push(promise);
  const holding = gate.hold([TEAM]);
  await settle();
  hear(commit(message(2)));
  epoch = 'f';
  answer();
  await holding;
  expect(gate.track(TEAM)).toMatchObject({ epoch: 'f', seq: 2 });
});

test('streams that do not exist yet get their epoch before their first event', async () => {
  await gate.hold([ADA]);
  expect(gate.track(ADA)).toMatchObject({ epoch: 'e', seq: 0 });
});

test('an event that cannot be delivered holds nobody up: rules and seats are taken anew, and the stream goes on', async () => {
  await gate.hold([TEAM]);
  undeliverable = 2;
  hear(commit(message(1), message(2), message(3)));
  expect(announced).toEqual(['T1', 'T3']);
  expect(restarts).toEqual(['T forgotten', 'T e.2 epoch']);
  expect(gate.track(TEAM).seq).toBe(3);
});

test('a person’s stream is forgotten some time after the last session left, a workspace’s is not', async () => {
  commit(event(1, 'read.marked', '*', { channel: 'C', message: null, readAt: '' }, { stream: ADA }));
  await gate.hold([TEAM, ADA]);
  gate.release([TEAM, ADA]);
  now = 119_000;
  await gate.poll();
  expect(headQueries.at(-1)).toEqual([TEAM, ADA]);
  now = 121_000;
  await gate.poll();
  expect(headQueries.at(-1)).toEqual([TEAM]);
});
