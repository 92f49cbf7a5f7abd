import { setTimeout as wait } from 'node:timers/promises';
import { cpuOfFamily, cpuOfMachine, type Measured } from './processes.ts';
import type { Ears, Member } from './members/member.ts';

/** How to measure: everything that both sides of a comparison share. */
export interface Setup {
  server: Measured;
  /** The postmaster that both sides' databases are in. */
  postmaster: number | undefined;
  join(person: number, ears: Ears): Promise<Member>;
  seconds: number;
}

/** What one server did in one round. CPU in microseconds. */
export interface Result {
  acknowledged: number;
  delivered: number;
  seconds: number;
  serverMicros: number;
  databaseMicros: number;
  /** Cores that programs outside of this measurement kept busy meanwhile. */
  otherCores: number;
  /** Milliseconds from the time when a message was due to its acknowledgement. */
  p50: number;
  p99: number;
}

/** 120 characters, as long as a chat message usually is at most. */
const TEXT =
  'The quick brown fox jumps over the lazy dog, then goes home to write a chat message of one hundred and twenty letters. '.padEnd(
    120,
    '.',
  );
const WARM_UP_SECONDS = 1;
const DRAIN_MS = 20_000;
const AT_ONCE = 50;

/** Everybody in one room; messages come at a fixed rate from ten of them, whether the server keeps up or not. */
export async function fanOut(
  setup: Setup,
  { members, perSecond }: { members: number; perSecond: number },
): Promise<Result> {
  const tally = new Tally();
  const all = await connect(setup, members, () => tally);
  const senders = all.slice(0, 10);
  const send = async (seconds: number): Promise<void> => {
    const begin = performance.now();
    for (let n = 0; n < seconds * perSecond; n++) {
      const due = begin + (n * 1000) / perSecond;
      if (due > performance.now()) await wait(due - performance.now());
      senders[n % senders.length]!.post(tally.sent(due), TEXT);
    }
    const expected = tally.posts * members;
    await until(
      () => tally.acks === tally.posts && tally.deliveries >= expected,
      () => `${tally.deliveries} of ${expected} deliveries`,
    );
    await wait(100); // whatever comes twice has come by now
    if (tally.deliveries !== expected) throw new Error(`${tally.deliveries} deliveries instead of ${expected}`);
  };
  await send(WARM_UP_SECONDS);
  const result = await measure(setup, tally, () => send(setup.seconds));
  for (const member of all) member.close();
  return result;
}

/** Everybody has so many messages in flight and posts the next when one is acknowledged; rooms of four. */
export async function durable(
  setup: Setup,
  { members, inFlight }: { members: number; inFlight: number },
): Promise<Result> {
  const tally = new Tally();
  let sending = true;
  const posters: Member[] = [];
  const post = (person: number): void => posters[person]!.post(tally.sent(performance.now(), person), TEXT);
  tally.onAcknowledged = (person) => sending && post(person);
  posters.push(...(await connect(setup, members, () => tally)));
  for (let n = 0; n < members * inFlight; n++) post(n % members);
  await wait(WARM_UP_SECONDS * 1000);
  // Code is fast only once it has run for a while, and on a machine with other work a second is little.
  await until(
    () => tally.acks > members * 20,
    () => `${tally.acks} acknowledgements`,
  );
  const result = await measure(setup, tally, () => wait(setup.seconds * 1000));
  sending = false;
  const expected = () => tally.posts * 4;
  await until(
    () => tally.acks === tally.posts && tally.deliveries >= expected(),
    () => `${tally.deliveries} of ${expected()} deliveries`,
  );
  for (const member of posters) member.close();
  return result;
}

/** What all members together heard. */
class Tally implements Ears {
  posts = 0;
  acks = 0;
  deliveries = 0;
  latencies: number[] = [];
  onAcknowledged: (person: number) => void = () => {};
  readonly #waiting = new Map<number, { due: number; person: number }>();

  /** Notes a post and gives it its number. */
  sent(due: number, person = 0): number {
    this.posts++;
    this.#waiting.set(this.posts, { due, person });
    return this.posts;
  }

  acknowledged(id: number): void {
    const { due, person } = this.#waiting.get(id)!;
    this.#waiting.delete(id);
    this.acks++;
    this.latencies.push(performance.now() - due);
    this.onAcknowledged(person);
  }

  delivered(count: number): void {
    this.deliveries += count;
  }
}

async function measure({ server, postmaster }: Setup, tally: Tally, work: () => Promise<unknown>): Promise<Result> {
  const look = () => ({
    acks: tally.acks,
    deliveries: tally.deliveries,
    at: performance.now(),
    server: server.cpuMicros(),
    database: postmaster === undefined ? 0 : cpuOfFamily(postmaster),
    own: own(),
    machine: cpuOfMachine(),
  });
  tally.latencies = [];
  const before = look();
  await work();
  const after = look();
  const micros = (after.at - before.at) * 1000;
  const [serverMicros, databaseMicros] = [after.server - before.server, after.database - before.database];
  const others = after.machine - before.machine - serverMicros - databaseMicros - (after.own - before.own);
  const sorted = tally.latencies.sort((a, b) => a - b);
  return {
    acknowledged: after.acks - before.acks,
    delivered: after.deliveries - before.deliveries,
    seconds: micros / 1e6,
    serverMicros,
    databaseMicros,
    otherCores: Math.max(0, others / micros),
    p50: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}

function own(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function until(reached: () => boolean, what: () => string): Promise<void> {
  const end = performance.now() + DRAIN_MS;
  while (!reached()) {
    if (performance.now() > end) throw new Error(`Not all of it came within ${DRAIN_MS / 1000} s: ${what()}.`);
    await wait(10);
  }
}

async function connect(setup: Setup, members: number, ears: () => Ears): Promise<Member[]> {
  const all: Member[] = [];
  while (all.length < members) {
    const next = Array.from({ length: Math.min(AT_ONCE, members - all.length) }, (_, n) =>
      setup.join(all.length + n, ears()),
    );
    all.push(...(await Promise.all(next)));
  }
  return all;
}
