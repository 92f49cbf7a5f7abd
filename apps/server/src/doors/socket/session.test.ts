import { fromCursor, toCursor } from '@roost/protocol/cursor';
import { expect, test } from 'vitest';
import { newCounters } from '../../fanout/counters.ts';
import { batchFrame, textFrame } from '../../fanout/frame.ts';
import { ADA } from '../../fanout/testFan.ts';
import { Backlog } from './backlog.ts';
import { frameRate } from './flood.ts';
import type { Link, LinkListener } from './link.ts';
import type { Claim, Joining } from './resume.ts';
import { Session } from './session.ts';
import type { SessionWorld } from './sessionWorld.ts';

/** A link whose reader takes nothing until it is told to. */
class SlowLink implements Link {
  closedWith: number | null = null;
  listener: LinkListener | null = null;
  readonly written: string[] = [];
  waiting = 0;
  drainComing = false;
  taken = 0;

  listen(listener: LinkListener): void {
    this.listener = listener;
  }
  write(bytes: Buffer): void {
    this.written.push(bytes.subarray(bytes.indexOf('{')).toString());
    this.waiting += bytes.length;
    this.drainComing ||= this.waiting > 16_384;
  }
  drain(): void {
    this.waiting = 0;
    this.drainComing = false;
    this.listener!.drained();
  }
  say(frame: object): void {
    this.listener!.frame(Buffer.from(JSON.stringify(frame)), false);
  }
  flush(): void {}
  pause(): void {}
  resume(): void {}
  ping = () => false;
  close(code: number): void {
    this.closedWith = code;
  }
  terminate(): void {}
}

const bot = { subject: ADA, kind: 'bot', credential: 'K1', scopes: [], expiresAt: 1e15 } as const;

function begin(
  link: Link,
  join: (claims: readonly Claim[], begin: () => void) => Joining,
  onBug = (error: unknown): void => {
    throw error;
  },
): { backlog: Backlog } {
  const backlog = new Backlog(200_000);
  const world = {
    rules: {
      membershipsOf: async () => [{ user: ADA, workspace: 'T0000000000000001' }],
      placesOf: () => undefined,
      ifLoaded: () => undefined,
    },
    gate: { hold: async () => {}, release() {}, track: () => ({ seq: 0 }) },
    hub: { leave() {}, flushStream() {} },
    resumer: {
      join: async (claims: readonly Claim[], _listening: () => boolean, start: (cursors: object) => void) =>
        join(claims, () => start({})),
    },
    presence: { enter() {}, exit() {}, refresh() {} },
    typing: { exit() {} },
    counters: newCounters(),
    frameRate,
    backlog,
    now: () => 0,
    ended() {},
    onBug,
  } as unknown as SessionWorld;
  new Session(world, 'S1', bot, {} as never, link);
  return { backlog };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const cursorsOf = (texts: string[]) => texts.map((text) => (JSON.parse(text) as { cursor?: string }).cursor);

test('[F1][F5] when a piece of what was missed finds no room, none that come after it are sent', async () => {
  const link = new SlowLink();
  const claimed: (string | null | undefined)[] = [];
  const { backlog } = begin(link, (claims, start) => {
    const { seat, cursor } = claims.find(({ seat: { stream } }) => stream.startsWith('T'))!;
    claimed.push(cursor);
    if (claimed.length === 1) {
      start();
      seat.begin('e', 0);
      // Parks it: it goes on by pieces.
      for (let i = 1; i <= 30; i++)
        seat.reader.deliver(seat, { ...batchFrame(seat.stream, 'e', i, []), bytes: large(i) });
      return 'seated';
    }
    if (claimed.length > 2) return 'gone';
    const { seq } = fromCursor(cursor!)!;
    for (let i = seq + 1; i <= seq + 20; i++)
      seat.reader.replay(seat, { ...batchFrame(seat.stream, 'e', i, []), bytes: large(i) });
    return 'more';
  });
  link.say({ type: 'hello', cursors: {} });
  await turn();
  while (link.drainComing || claimed.length < 3) {
    link.drain();
    await turn();
  }
  const told = cursorsOf(link.written).filter((cursor) => cursor !== undefined);
  const seqs = told.map((cursor) => fromCursor(cursor)!.seq);
  expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i)); // no hole
  expect(claimed.at(-1)).toBe(toCursor({ epoch: 'e', seq: seqs.at(-1)! }));
  expect(backlog.size).toBe(0);
});

test('[F6][C3] what still waits for a slow reader that nobody looks at is not sent again when it looks', async () => {
  const link = new SlowLink();
  let claimed = 0;
  const { backlog } = begin(link, (claims, start) => {
    const claim = claims.find(({ seat: { stream } }) => stream.startsWith('T'));
    if (!claim) return 'gone';
    const { seat, cursor } = claim;
    const { seq } = cursor ? fromCursor(cursor)! : { seq: 0 };
    start();
    seat.begin('e', seq);
    const tell = (i: number) => seat.reader.deliver(seat, { ...batchFrame(seat.stream, 'e', i, []), bytes: large(i) });
    if (claimed++ > 0) {
      for (let i = seq + 1; i <= 11; i++) tell(i);
      return 'seated';
    }
    for (let i = 1; i <= 10; i++) tell(i);
    setImmediate(() => {
      link.say({ type: 'signal', name: 'attention', state: 'elsewhere' });
      tell(11);
      link.say({ type: 'signal', name: 'attention', state: 'here' });
    });
    return 'seated';
  });
  link.say({ type: 'hello', cursors: {} });
  await turn();
  while (link.drainComing || claimed < 2) {
    link.drain();
    await turn();
  }
  const told = cursorsOf(link.written).filter((cursor) => cursor !== undefined);
  expect(told.map((cursor) => fromCursor(cursor)!.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(backlog.size).toBe(0);
});

function large(seq: number): Buffer {
  return textFrame(
    JSON.stringify({ type: 'batch', cursor: toCursor({ epoch: 'e', seq }), filler: 'x'.repeat(15_000) }),
  );
}

test.each([
  ['the database cannot be reached', Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }), 4003],
  ['something of ours is broken', new Error('a bug'), 4004],
])('a session that cannot begin because %s is closed with that', async (_why, failure, code) => {
  const link = new SlowLink();
  const bugs: unknown[] = [];
  const fail = (): never => {
    throw failure;
  };
  begin(link, fail, (error) => bugs.push(error));
  link.say({ type: 'hello', cursors: {} });
  await turn();
  expect([link.closedWith, bugs]).toEqual([code, [failure]]);
});
