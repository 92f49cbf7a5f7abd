import { setTimeout as wait } from 'node:timers/promises';
import type { Coming, Ears, Member, People, SlowReader } from '../members/member.ts';
import { cpuOf, cpuOfFamily, cpuOfMachine, type Measured } from '../processes.ts';
import type { Tally } from './tally.ts';

/** Where somebody is: with everybody in one room, or in a room of their own few. */
export type Where = 'crowd' | 'rooms';

/** Where a load runs. */
export interface Ground {
  server: Measured;
  /** The postmaster that all databases are in. */
  postmaster: number | undefined;
  /** Transactions that wrote something so far, in all databases. */
  transactions(): Promise<number>;
  /** Transactions that only read so far, in all databases; may be ten seconds late. */
  reads(): Promise<number>;
  join(person: number, where: Where, ears: Ears, coming?: Coming): Promise<Member>;
  /** Somebody who reads too little; where there is none, nobody joins. */
  joinSlowly?: ((person: number, bytesPerSecond: number) => Promise<SlowReader>) | undefined;
  /** Who may come, in a scenario that has members of its own. */
  people?: People | undefined;
  seconds: number;
  /** Members of one room. */
  roomSize: number;
}

/** What one server did in one round. CPU in microseconds; what a load does not measure is 0. */
export interface Result {
  acknowledged: number;
  delivered: number;
  /** Clients or sessions that it was about. */
  clients: number;
  seconds: number;
  serverMicros: number;
  databaseMicros: number;
  /** That wrote something. */
  transactions: number;
  /** Cores that programs outside of this measurement kept busy meanwhile. */
  otherCores: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Memory of the server's process, KiB. */
  base: number;
  grown: number;
  grownBeforeCollection: number;
  /** Heap and buffers that live at the end, KiB. */
  live: number;
  /** Times a session was too slow, and was parked. */
  parked: number;
  /** Of those who come back: seconds until 95 of 100 are there again; until all are there, it is `seconds`. */
  live95: number;
  /** Times the server told somebody to come later. */
  turnedAway: number;
  /** Streams in which somebody went on, by where what was missed came from; and transactions that only read meanwhile. */
  fromMemory: number;
  fromLog: number;
  reads: number;
  /** Messages that somebody should have and has not. */
  lost: number;
  /** p99 while nothing happened, milliseconds. */
  calmP99: number;
}

/** What is not measured is 0. */
export const nothing: Result = {
  acknowledged: 0,
  delivered: 0,
  clients: 0,
  seconds: 0,
  serverMicros: 0,
  databaseMicros: 0,
  transactions: 0,
  otherCores: 0,
  p50: 0,
  p99: 0,
  base: 0,
  grown: 0,
  grownBeforeCollection: 0,
  live: 0,
  parked: 0,
  live95: 0,
  turnedAway: 0,
  fromMemory: 0,
  fromLog: 0,
  reads: 0,
  lost: 0,
  calmP99: 0,
};

/** 120 characters, as long as a chat message usually is at most. */
export const TEXT =
  'The quick brown fox jumps over the lazy dog, then goes home to write a chat message of one hundred and twenty letters. '.padEnd(
    120,
    '.',
  );
/** V8 compiles for seconds; measured earlier, it would be the compiler that is compared. */
export const WARM_UP_MS = 3_000;
/** Whatever comes twice has come by then. */
export const SETTLE_MS = 100;
const WITHIN_MS = 60_000;
const AT_ONCE = 50;

/** Measures what happens while `work` is under way. `helpers`: processes of ours, whose CPU is no other load. */
export async function measure(
  { server, postmaster, transactions }: Ground,
  tally: Tally,
  work: () => Promise<unknown>,
  helpers: readonly number[] = [],
): Promise<Result> {
  const look = () => ({
    acks: tally.acks,
    deliveries: tally.deliveries,
    at: performance.now(),
    server: server.cpuMicros(),
    database: postmaster === undefined ? 0 : cpuOfFamily(postmaster),
    own: helpers.reduce((sum, pid) => sum + cpuOf(pid), own()),
    machine: cpuOfMachine(),
  });
  const written = await transactions();
  tally.latencies = [];
  const before = look();
  await work();
  const after = look();
  const micros = (after.at - before.at) * 1000;
  const [serverMicros, databaseMicros] = [after.server - before.server, after.database - before.database];
  const others = after.machine - before.machine - serverMicros - databaseMicros - (after.own - before.own);
  const sorted = Float64Array.from(tally.latencies).sort();
  return {
    ...nothing,
    acknowledged: after.acks - before.acks,
    delivered: after.deliveries - before.deliveries,
    seconds: micros / 1e6,
    serverMicros,
    databaseMicros,
    transactions: (await transactions()) - written,
    otherCores: Math.max(0, others / micros),
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}

/** Of sorted figures; 0 when there are none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

function own(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Waits until all posts are answered and every one has reached so many members, and no more than those. */
export async function drained(tally: Tally, audience: number): Promise<void> {
  const expected = (): number => tally.posts * audience;
  await until(
    () => tally.acks === tally.posts && tally.deliveries >= expected(),
    () => `${tally.acks} of ${tally.posts} answers, ${tally.deliveries} of ${expected()} deliveries`,
  );
  await wait(SETTLE_MS);
  if (tally.deliveries !== expected()) throw new Error(`${tally.deliveries} deliveries instead of ${expected()}`);
}

export async function until(reached: () => boolean, what: () => string): Promise<void> {
  const end = performance.now() + WITHIN_MS;
  while (!reached()) {
    if (performance.now() > end) throw new Error(`Not all of it came within ${WITHIN_MS / 1000} s: ${what()}.`);
    await wait(5);
  }
}

/** Connects members one after the other, a few at a time. */
export async function connect(
  ground: Ground,
  { from = 0, to, where }: { from?: number; to: number; where: Where },
  ears: (person: number) => Ears,
  coming?: Coming,
): Promise<Member[]> {
  const all: Member[] = [];
  for (let first = from; first < to; first += AT_ONCE) {
    const next = Array.from({ length: Math.min(AT_ONCE, to - first) }, (_, n) =>
      ground.join(first + n, where, ears(first + n), coming),
    );
    all.push(...(await Promise.all(next)));
  }
  return all;
}
