import { beforeEach, expect, test } from 'vitest';
import type { WorkspaceIndex } from '../../domain/members/workspaceIndex.ts';
import { newCounters } from '../../fanout/counters.ts';
import { Gate } from '../../fanout/gate.ts';
import { Hub } from '../../fanout/hub.ts';
import { Seat } from '../../fanout/seat.ts';
import { ADA, BO, joined, left, message, OPEN, SECRET, TEAM, testRules, TestReader } from '../../fanout/testFan.ts';
import type { LoggedEvent, StreamHead } from '../../log/item.ts';
import { Resumer } from './resume.ts';
import type { Claim } from './resume.ts';

// Gate, hub and rules are real; the log is a list, and each read of it can be interrupted.

let committed: LoggedEvent[];
let rules: WorkspaceIndex;
let hub: Hub;
let gate: Gate;
let resumer: Resumer;
let epoch: string;
let duringRead: () => void | Promise<void>;
let whenRulesAreAsked: () => void;
let reading: { now: number; most: number };

beforeEach(async () => {
  committed = [];
  epoch = 'e';
  rules = testRules();
  duringRead = () => {};
  whenRulesAreAsked = () => {};
  reading = { now: 0, most: 0 };
  const counters = newCounters();
  const log = {
    async read({ after, upTo, limit }: { after: number; upTo: number; limit: number }) {
      reading.most = Math.max(reading.most, ++reading.now);
      const found = committed.filter(({ seq }) => seq > after && seq <= upTo).slice(0, limit);
      await duringRead();
      reading.now--;
      return found;
    },
    heads: async (streams: string[]) => new Map(streams.map((stream) => [stream, head()])),
    movedHeads: async () => [],
    ensureStreams: async () => {},
  };
  const index = {
    ifLoaded: () => rules,
    async of() {
      whenRulesAreAsked();
      return rules;
    },
  };
  hub = new Hub({
    rules: { ...index, apply: (_, event) => rules.apply(event) },
    counters,
    now: () => 0,
    soon: (run) => run(),
    later: () => {},
  });
  gate = new Gate({
    log,
    hub,
    indexed: async () => rules.seq,
    indexedNow: () => rules.seq,
    forget: () => {},
    counters,
    now: () => 0,
    later: () => {},
    onError: (error) => {
      throw error;
    },
  });
  resumer = new Resumer({ gate, hub, rules: index, log, counters });
  for (let seq = 1; seq <= 10; seq++) committed.push(message(seq));
  await gate.hold([TEAM]);
});

const head = (): StreamHead => ({
  stream: TEAM,
  epoch,
  seq: committed.at(-1)?.seq ?? 0,
  rulesRev: 0,
  resumeFloor: 0,
});

function announce(...events: LoggedEvent[]): void {
  committed.push(...events);
  gate.receive(TEAM, events, head());
}

function claim(user: string, cursor: string | null | undefined): Claim & { reader: TestReader } {
  const reader = new TestReader();
  return { seat: new Seat(TEAM, user, reader), cursor, reader };
}

const resume = (...claims: Claim[]) =>
  resumer.join(
    claims,
    () => true,
    () => {},
  );

test('[C3] what is announced while the log is read comes once, in its place', async () => {
  const bo = claim(BO, 'e.5');
  duringRead = () => {
    duringRead = () => {};
    announce(message(11), message(12));
  };
  expect(await resume(bo)).toBe('seated');
  announce(message(13));
  hub.flushStream(TEAM);
  expect(bo.reader.seqs).toEqual([6, 7, 8, 9, 10, 11, 12, 13]);
});

test('[W4] who is removed from a channel in the middle of a replay is sent nothing of it', async () => {
  const bo = claim(BO, 'e.5');
  duringRead = () => {
    duringRead = () => {};
    announce(message(11), left(12, BO, OPEN), message(13));
  };
  await resume(bo);
  announce(message(14));
  expect(bo.reader.seqs).toEqual([12]);
});

test('[W4] who is removed between the read and its sending is sent nothing of what was read', async () => {
  const bo = claim(BO, 'e.5');
  duringRead = () => {
    duringRead = () => {};
    whenRulesAreAsked = () => {
      whenRulesAreAsked = () => {};
      announce(left(11, BO, OPEN));
    };
  };
  await resume(bo);
  expect(bo.reader.seqs).toEqual([11]);
});

test('[W3][W4] who is added in the middle of a replay gets what follows, and nothing before', async () => {
  const bo = claim(BO, 'e.5');
  committed.splice(5, 5, ...[6, 7, 8, 9, 10].map((seq) => message(seq, SECRET)));
  duringRead = () => {
    duringRead = () => {};
    announce(message(11, SECRET), joined(12, BO, SECRET), message(13, SECRET));
  };
  await resume(bo);
  expect(bo.reader.seqs).toEqual([12, 13]);
});

test('[C1] the last frame of a replay carries the announced position, whatever was visible', async () => {
  announce(message(11, SECRET), message(12, SECRET));
  const bo = claim(BO, 'e.10');
  await resume(bo);
  expect([bo.reader.seqs, bo.reader.cursors]).toEqual([[], [12]]);
});

test('[C4] what is committed but not announced yet comes live, not twice', async () => {
  committed.push(message(11));
  const bo = claim(BO, 'e.5');
  await resume(bo);
  gate.receive(TEAM, [message(11)], head());
  hub.flushStream(TEAM);
  expect(bo.reader.seqs).toEqual([6, 7, 8, 9, 10, 11]);
});

test('a session that ends in the middle is seated nowhere', async () => {
  const bo = claim(BO, 'e.5');
  let here = true;
  duringRead = () => void (here = false);
  const result = await resumer.join(
    [bo],
    () => here,
    () => {},
  );
  announce(message(11));
  expect([result, bo.reader.seqs, hub.seated(TEAM)]).toEqual(['gone', [], 0]);
});

test('who is not in the workspace is not seated', async () => {
  await expect(resume(claim('U00000000000000ZZ', undefined))).rejects.toThrow('cannot catch up');
  expect(hub.seated(TEAM)).toBe(0);
});

test('no more than sixteen read the log at a time', async () => {
  let release = () => {};
  const gateway = new Promise<void>((resolve) => (release = resolve));
  duringRead = () => gateway;
  const claims = Array.from({ length: 50 }, () => claim(ADA, 'e.5'));
  const all = Promise.all(claims.map((each) => resume(each)));
  await new Promise((resolve) => setImmediate(resolve));
  release();
  expect(new Set(await all)).toEqual(new Set(['seated']));
  expect(reading.most).toBe(16);
});

test('[F1][C3] a parked session goes a long way in pieces, each up to a true cursor', async () => {
  for (let seq = 11; seq <= 2_600; seq++) announce(message(seq, OPEN, 'x'.repeat(500)));
  const bo = claim(BO, 'e.10');
  bo.seat.begin('e', 10);
  bo.patient = true;
  for (let pieces = 1; ; pieces++) {
    expect(pieces).toBeLessThan(20);
    if ((await resume(bo)) === 'seated') break;
    bo.cursor = `e.${bo.reader.cursors.at(-1)}`;
    expect(bo.reader.seqs.at(-1)).toBe(bo.reader.cursors.at(-1));
  }
  expect(bo.reader.seqs).toEqual(Array.from({ length: 2_590 }, (_, i) => 11 + i));
  expect(bo.reader.resyncs).toEqual([]);
});

test('[C4] even a patient session that is hopelessly behind fetches a snapshot', async () => {
  committed = [message(1), { ...message(30_000) }];
  gate.receive(TEAM, [message(30_000)], head());
  await gate.reaching(TEAM, 30_000);
  const bo = claim(BO, 'e.10');
  bo.patient = true;
  await resume(bo);
  expect(bo.reader.resyncs).toEqual(['too_much']);
});

test('[L9][C3] who comes with a cursor of a life that this node has not heard of yet is resumed in it', async () => {
  epoch = 'f';
  const bo = claim(BO, 'f.8');
  await resume(bo);
  expect([bo.reader.resyncs, bo.reader.seqs, bo.seat.epoch]).toEqual([[], [9, 10], 'f']);
});

test('[L9][C4] another life that begins in the middle of a replay: nothing of the old one, and a resync', async () => {
  const bo = claim(BO, 'e.5');
  const patient = { ...claim(ADA, 'e.5'), patient: true as const };
  duringRead = async () => {
    duringRead = () => {};
    epoch = 'f';
    await gate.met([head()]);
  };
  let welcome: object = {};
  await resumer.join(
    [bo, patient],
    () => true,
    (cursors) => (welcome = cursors),
  );
  expect(welcome).toEqual(new Map([[TEAM, 'f.10']]));
  expect([bo.reader.resyncs, bo.reader.seqs]).toEqual([['epoch'], []]);
  expect([patient.reader.resyncs, patient.reader.seqs]).toEqual([['epoch'], []]);
});

test('[L9] who sat in the old life is seated in the new one, and told once', async () => {
  const bo = claim(BO, 'e.10');
  await resume(bo);
  epoch = 'f';
  await gate.met([head()]);
  bo.cursor = null;
  await resume(bo);
  announce(message(11));
  hub.flushStream(TEAM);
  expect([bo.reader.streamsChanges, bo.reader.resyncs, bo.reader.seqs]).toEqual([1, ['epoch'], [11]]);
});

test('[L9][F1] another life that begins on a long way: the next piece is not sent', async () => {
  for (let seq = 11; seq <= 2_000; seq++) announce(message(seq, OPEN, 'x'.repeat(500)));
  const bo = claim(BO, 'e.10');
  bo.patient = true;
  duringRead = async () => {
    duringRead = () => {};
    epoch = 'f';
    await gate.met([head()]);
  };
  expect([await resume(bo), bo.reader.buffers.length]).toEqual(['more', 0]);
  expect([await resume(bo), bo.reader.resyncs]).toEqual(['seated', ['epoch']]);
});
