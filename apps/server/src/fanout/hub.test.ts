import { beforeEach, expect, test } from 'vitest';
import type { LoggedEvent } from '../log/item.ts';
import { Announcement } from './announcement.ts';
import { maySeeReplayed } from './audience.ts';
import { newCounters } from './counters.ts';
import { Hub, restOf } from './hub.ts';
import { Seat } from './seat.ts';
import {
  ADA,
  BO,
  channelEntity,
  CY,
  event,
  joined,
  left,
  message,
  OPEN,
  SECRET,
  TEAM,
  testRules,
  TestReader,
  userEntity,
} from './testFan.ts';
import type { WorkspaceIndex } from '../domain/members/workspaceIndex.ts';

let rules: WorkspaceIndex;
let hub: Hub;
let now: number;
let soon: (() => void)[];
let later: { run: () => void; at: number }[];
let isStraight: boolean;

beforeEach(() => {
  rules = testRules();
  now = 1_000;
  soon = [];
  later = [];
  isStraight = false;
  hub = new Hub({
    rules: { ifLoaded: () => rules, apply: (_, event) => rules.apply(event) },
    counters: newCounters(),
    now: () => now,
    soon: (run) => soon.push(run),
    later: (run, ms) => later.push({ run, at: now + ms }),
    straight(deliver) {
      isStraight = true;
      deliver();
      isStraight = false;
    },
  });
});

function sit(user: string): TestReader & { seat: Seat } {
  const reader = new TestReader();
  const seat = new Seat(TEAM, user, reader);
  seat.begin('e', 10);
  hub.join(seat, 'e', rules.seq);
  return Object.assign(reader, { seat });
}

const announce = (...events: LoggedEvent[]) => events.forEach((event) => hub.announce(TEAM, new Announcement(event)));
const turn = () => soon.splice(0).forEach((run) => run());
function pass(ms: number): void {
  now += ms;
  for (const { run, at } of later.splice(0))
    if (at <= now) run();
    else later.push({ run, at });
  turn();
}

test('[W1] a message reaches the members of its channel and nobody else', () => {
  const [ada, bo, cy] = [sit(ADA), sit(BO), sit(CY)];
  announce(message(11), message(12, SECRET));
  turn();
  expect([ada.seqs, bo.seqs, cy.seqs]).toEqual([[11, 12], [11], []]);
});

test('one buffer serves everybody who may see a batch', () => {
  const [ada, bo] = [sit(ADA), sit(BO)];
  announce(message(11));
  turn();
  expect(ada.buffers[0]).toBe(bo.buffers[0]);
});

test('a channel that was idle flushes in this turn; a busy one joins what comes for up to 5 ms', () => {
  const bo = sit(BO);
  announce(message(11));
  turn();
  now += 1;
  announce(message(12));
  turn();
  now += 1;
  announce(message(13));
  turn();
  expect(bo.seqs).toEqual([11]);
  pass(3);
  expect(bo.seqs).toEqual([11, 12, 13]);
  expect(bo.buffers).toHaveLength(2);
  pass(10);
  announce(message(14));
  turn();
  expect(bo.seqs).toEqual([11, 12, 13, 14]);
});

test('a frame for a crowd goes straight to each, one for few waits for what else their turn brings', () => {
  const straight: boolean[] = [];
  const seat = () => {
    const bo = sit(BO);
    const { deliver } = bo;
    bo.deliver = (...given) => {
      straight.push(isStraight);
      deliver.apply(bo, given);
    };
    return bo;
  };
  Array.from({ length: 63 }, seat);
  announce(message(11));
  turn();
  expect(new Set(straight.splice(0))).toEqual(new Set([false]));
  const last = seat();
  pass(50);
  announce(message(12));
  turn();
  expect([straight.length, new Set(straight)]).toEqual([64, new Set([true])]);
  expect(last.seqs).toEqual([12]);
});

test('a crowd rests longer, for up to 50 ms', () => {
  const crowd = Array.from({ length: 1_000 }, () => sit(BO));
  announce(message(11));
  turn();
  pass(16);
  announce(message(12));
  turn();
  pass(17);
  announce(message(13));
  turn();
  expect(crowd[0]!.seqs).toEqual([11]);
  pass(7);
  expect(crowd[0]!.seqs).toEqual([11, 12, 13]);
  expect(crowd[999]!.buffers).toHaveLength(2);
  pass(40);
  announce(message(14));
  turn();
  expect(crowd[0]!.seqs).toEqual([11, 12, 13, 14]);
  expect(restOf(100_000)).toBe(50);
});

test('[C1] while something lower waits in another channel, frames carry the old watermark', () => {
  const ada = sit(ADA);
  announce(message(11, SECRET));
  turn();
  now += 1;
  announce(message(12, SECRET)); // busy: waits
  announce(message(13, OPEN)); // idle: goes now
  turn();
  expect(ada.seqs).toEqual([11, 13]);
  expect(ada.cursors).toEqual([11, 11]);
  pass(5);
  expect(ada.seqs).toEqual([11, 13, 12]);
  expect(ada.cursors.at(-1)).toBe(13);
});

test('[C1] the last frame of a flush takes everybody to the same cursor', () => {
  const [ada, bo] = [sit(ADA), sit(BO)];
  announce(message(11, OPEN), message(12, SECRET));
  turn();
  expect(ada.cursors).toEqual([11, 12]);
  expect(bo.cursors).toEqual([12]);
  expect([ada.seqs, bo.seqs]).toEqual([[11, 12], [11]]);
});

test('[C1] no cursor is ever ahead of what was delivered before it, whatever the interleaving', () => {
  const [ada, bo] = [sit(ADA), sit(BO)];
  let random = 1;
  const next = (n: number) => (random = (random * 48_271) % 2_147_483_647) % n;
  const visible = { ada: [] as number[], bo: [] as number[] };
  for (let seq = 11; seq < 400; seq++) {
    const channel = next(3) === 0 ? SECRET : OPEN;
    announce(message(seq, channel));
    visible.ada.push(seq);
    if (channel === OPEN) visible.bo.push(seq);
    if (next(2)) turn();
    if (next(3) === 0) pass(next(7));
  }
  pass(10);
  for (const [reader, seqs] of [
    [ada, visible.ada],
    [bo, visible.bo],
  ] as const) {
    const got: number[] = [];
    reader.buffers.forEach((bytes, i) => {
      const text = bytes.toString();
      for (const match of text.matchAll(/"seq":(\d+)/g)) got.push(Number(match[1]));
      const missing = seqs.filter((seq) => seq <= reader.cursors[i]! && !got.includes(seq));
      expect(missing).toEqual([]);
    });
    expect([...got].sort((a, b) => a - b)).toEqual(seqs);
    expect(reader.cursors.at(-1)).toBe(399);
  }
});

test('[W3] one’s own joining is the first event of a channel that one receives', () => {
  const [bo, cy] = [sit(BO), sit(CY)];
  announce(message(11), joined(12, CY, OPEN), message(13));
  turn();
  pass(5);
  expect(cy.seqs).toEqual([12, 13]);
  expect(bo.seqs).toEqual([11, 12, 13]);
});

test('[W3] one’s own leaving is the last event of a channel that one receives', () => {
  const [ada, bo] = [sit(ADA), sit(BO)];
  announce(message(11), left(12, BO, OPEN), message(13));
  turn();
  pass(5);
  expect(bo.seqs).toEqual([11, 12]);
  expect(ada.seqs).toEqual([11, 12, 13]);
  expect(bo.cursors.at(-1)).toBe(12);
});

test('[W2] what everybody may know reaches everybody, before what may mention it', () => {
  const [bo, cy] = [sit(BO), sit(CY)];
  announce(event(11, 'channel.created', '*', { channel: channelEntity('C0000000000000009', 'public', 11) }));
  turn();
  now += 1;
  announce(
    event(12, 'workspace.updated', '*', { workspace: { id: TEAM, rev: 12, name: 'New', createdAt: '' } }),
    message(13),
  );
  turn();
  pass(5);
  expect(bo.seqs).toEqual([11, 12, 13]);
  expect(cy.seqs).toEqual([11, 12]);
});

test('a private channel is not told of to others', () => {
  const [ada, cy] = [sit(ADA), sit(CY)];
  announce(event(11, 'channel.updated', SECRET, { channel: channelEntity(SECRET, 'private', 11) }));
  turn();
  expect([ada.seqs, cy.seqs]).toEqual([[11], []]);
});

test('one’s own change of role resyncs the stream, a change of name does not', () => {
  const [bo, cy] = [sit(BO), sit(CY)];
  announce(event(11, 'user.updated', '*', { user: userEntity(BO, 11) }));
  turn();
  expect(bo.resyncs).toEqual([]);
  announce(event(12, 'user.updated', '*', { user: userEntity(BO, 12, 'admin') }));
  expect([bo.resyncs, cy.resyncs]).toEqual([['role'], []]);
  expect(bo.seqs).toEqual([11, 12]);
});

test('[C3] whoever joins gets only what is announced afterwards, and what waited goes to the others before', () => {
  const ada = sit(ADA);
  announce(message(11));
  const bo = sit(BO);
  expect(ada.seqs).toEqual([11]);
  turn();
  announce(message(12));
  pass(5);
  expect([ada.seqs, bo.seqs]).toEqual([[11, 12], [12]]);
});

test('[F4] a reader that leaves in the middle of a flush disturbs nobody', () => {
  const ada = sit(ADA);
  const bo = sit(BO);
  ada.deliver = () => hub.leave(ada.seat);
  announce(message(11), message(12, SECRET), message(13));
  turn();
  announce(message(14));
  pass(5);
  expect(bo.seqs).toEqual([11, 13, 14]);
});

test('what waits in a channel that nobody reads any more holds nothing back', () => {
  const [ada, bo] = [sit(ADA), sit(BO)];
  announce(message(11, SECRET));
  hub.leave(ada.seat);
  announce(message(12));
  turn();
  expect(bo.cursors).toEqual([12]);
});

test('[L9][W4] a stream that begins another life is fetched anew by everybody, who take their seats again', () => {
  const bo = sit(BO);
  let changes = 0;
  bo.streamsChanged = () => void changes++;
  hub.restart(TEAM, 'f', 3, 'epoch');
  announce(message(4));
  turn();
  expect([changes, bo.seat.epoch, bo.seat.wants, bo.buffers]).toEqual([1, '', 'epoch', []]);
  expect(bo.resyncs).toEqual([]); // told when it is seated, once
});

test('a long wait is cut into frames that a slow socket can take, each with a true cursor', () => {
  const bo = sit(BO);
  const long = 'x'.repeat(20_000);
  announce(message(11, OPEN, long), message(12, OPEN, long), message(13, OPEN, long));
  turn();
  expect(bo.cursors).toEqual([11, 12, 13]);
  expect(bo.seqs).toEqual([11, 12, 13]);
});

test('[W7] whoever leaves the workspace hears of that and of nothing after it, live or replayed', () => {
  const [ada, bo] = [sit(ADA), sit(BO)];
  const news = event(13, 'channel.created', '*', { channel: channelEntity('C0000000000000003', 'public', 13) });
  announce(left(11, BO, OPEN), event(12, 'user.updated', '*', { user: { ...userEntity(BO, 12), left: true } }), news);
  pass(10);
  expect([ada.seqs, bo.seqs]).toEqual([
    [11, 12, 13],
    [11, 12],
  ]);
  expect([maySeeReplayed(news, ADA, rules), maySeeReplayed(news, BO, rules)]).toEqual([true, false]);
});

test('[W8] the deletion of a channel is the last that its members hear of it', () => {
  const [ada, cy] = [sit(ADA), sit(CY)];
  announce(
    message(11, SECRET),
    event(12, 'channel.deleted', SECRET, { channel: SECRET, kind: 'private' }),
    message(13, SECRET),
  );
  turn();
  pass(50);
  turn();
  expect(ada.seqs).toEqual([11, 12]);
  expect(cy.seqs).toEqual([]);
  expect(rules.channelsOf(ADA).has(SECRET)).toBe(false);
});

test('[W2] of a channel that becomes private its members hear what it is, and everybody that it is hidden', () => {
  const [ada, cy] = [sit(ADA), sit(CY)];
  announce(
    event(11, 'channel.updated', OPEN, { channel: channelEntity(OPEN, 'private', 11) }),
    event(12, 'channel.hidden', '*', { channel: OPEN }),
  );
  turn();
  pass(50);
  turn();
  expect(ada.seqs).toEqual([11, 12]);
  expect(cy.seqs).toEqual([12]);
});
