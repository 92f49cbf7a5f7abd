import { setTimeout as wait } from 'node:timers/promises';
import type { People } from '../members/member.ts';
import { Herd, type Return } from './herd.ts';
import { lacking, type Sum } from './ledger.ts';
import { measure, quantile, WARM_UP_MS, type Ground, type Result } from './measure.ts';
import { Survivors } from './survivors.ts';
import { Tally } from './tally.ts';

/**
 * Everybody is in one channel and in a room of a few. In the first rooms two of each survive, and talk: in each room in turn, and every
 * two seconds to all. All others are cut off at once and come back as clients of the product do.
 */
export interface SurvivedStorm {
  type: 'survivedStorm';
  members: number;
  survivors: number;
  perSecond: number;
}

/** After so long a client takes its connection for stable, and comes back soon when it breaks [K1]. */
const STABLE_MS = 31_000;
/** The database has told by then what it counted. */
const COUNTED_MS = 11_000;
const LOST_AFTER_MS = 15_000;
const TALKERS = 2;

export async function survivedStorm(ground: Ground, load: SurvivedStorm): Promise<Result> {
  const { people } = ground;
  if (!people) throw new Error('This server has no members of its own.');
  const survives = (person: number): boolean =>
    person % ground.roomSize < TALKERS && Math.floor(person / ground.roomSize) * TALKERS < load.survivors;
  const everybody = Array.from({ length: load.members }, (_, person) => person);
  const fallen = everybody.filter((person) => !survives(person));
  const survivors = new Survivors(people, everybody.filter(survives), load.perSecond);
  const herd = new Herd();
  try {
    await survivors.come();
    await herd.come(fallen.map((person) => ({ port: people.port, token: people.tokens[person]! })));
    return await weather(ground, herd, survivors, { people, fallen });
  } finally {
    survivors.leave();
    await herd.end();
  }
}

/** One storm as a rehearsal, a calm, and the storm that counts. */
async function weather(
  ground: Ground,
  herd: Herd,
  survivors: Survivors,
  { people, fallen }: { people: People; fallen: readonly number[] },
): Promise<Result> {
  survivors.talk();
  await wait(WARM_UP_MS);
  await herd.cut();
  survivors.latencies = [];
  await wait(STABLE_MS);
  const calm = Float64Array.from(survivors.latencies).sort();
  const before = { ...(await resumes(people.port)), reads: await ground.reads() };

  const tally = new Tally('none');
  let back: Return | null = null;
  const measured = await measure(
    ground,
    tally,
    async () => {
      survivors.latencies = tally.latencies;
      back = await herd.cut();
      await survivors.haveAll();
    },
    [herd.pid],
  );
  const { afterMs, turnedAway } = back as unknown as Return;
  await survivors.fallSilent();
  const after = await resumes(people.port);
  await wait(COUNTED_MS);
  const reads = (await ground.reads()) - before.reads;
  return {
    ...measured,
    clients: fallen.length,
    seconds: afterMs.at(-1)! / 1000,
    live95: quantile(afterMs, 0.95) / 1000,
    turnedAway,
    fromMemory: after.memory - before.memory,
    fromLog: after.log - before.log,
    reads,
    calmP99: quantile(calm, 0.99),
    lost:
      survivors.lack() +
      (await lackOf(
        herd,
        fallen.map((person) => survivors.said(person)),
      )),
  };
}

/** What those lack who were cut off; what has not come by then never comes. */
async function lackOf(herd: Herd, wanted: readonly Sum[]): Promise<number> {
  const lack = async (): Promise<number> =>
    (await herd.heard()).reduce((sum, heard, n) => sum + lacking(heard, wanted[n]!), 0);
  const end = performance.now() + LOST_AFTER_MS;
  let missing = await lack();
  while (missing > 0 && performance.now() < end) {
    await wait(500);
    missing = await lack();
  }
  return missing;
}

async function resumes(port: number): Promise<{ memory: number; log: number }> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const from = (source: string): number =>
    Number(new RegExp(`^roost_resumes_total\\{from="${source}"\\} (\\d+)`, 'm').exec(metrics)?.[1] ?? NaN);
  return { memory: from('memory'), log: from('log') };
}
