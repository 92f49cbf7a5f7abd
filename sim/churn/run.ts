import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEmbedded } from '@roost/server/src/storage/embeddedPostgres.ts';
import { Dice } from '../dice.ts';
import { clearLeftovers, ownFolder } from '../leftovers.ts';
import { Program } from '../siege/program.ts';
import { settle } from '../siege/town.ts';
import { verdictOf, type Memory } from './growth.ts';
import { censusOf, growthOf } from './heapSnapshot.ts';
import { Visits } from './visits.ts';

// npm run churn -- --minutes 60: people come to the built server and go again, for as long as is wanted. What is in its memory when
// nobody is there must not grow.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    /** Visits at a time. */
    width: { type: 'string', default: '20' },
    /** Visits a second at the most: as of a crowd that comes and goes, and not as fast as the machine can. */
    perSecond: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** A folder for snapshots of the heap. */
    snapshots: { type: 'string' },
  },
});
const [minutes, width, seed] = [Number(values.minutes), Number(values.width), Number(values.seed)];
const perSecond = Number(values.perSecond);
if (!(minutes > 0 && width > 0 && perSecond > 0 && Number.isInteger(seed)))
  throw new Error('--minutes, --width, --perSecond and --seed take numbers');

const PEOPLE = 200;
/** The memory for replays keeps so many events; until it is full it has to grow. */
const FILL = 4_500;
const PARTS = 5;
/** Whoever has gone is shown for ten seconds more [G3]; other things wait for less. */
const QUIET_MS = 15_000;
const FILL_PER_SECOND = 100;
const MOST_KINDS = 12;

const dataDir = ownFolder();
clearLeftovers();
console.log(`seed ${seed}: ${width} visits at a time for ${minutes} min, ${perSecond} a second`);
const cluster = await startEmbedded({ dataDir, log: { info() {}, warn() {}, error: console.error } });
let program: Program | null = null;
const leave = async (): Promise<void> => {
  await program?.end('SIGKILL');
  await cluster.stop();
  rmSync(dataDir, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void leave().finally(() => process.exit(130)));
try {
  process.exitCode = (await churn()) ? 0 : 1;
} finally {
  await leave();
}

async function churn(): Promise<boolean> {
  const town = await settle(cluster.url, PEOPLE);
  program = await Program.open(cluster.url, {
    node: ['--expose-gc', '--import', join(import.meta.dirname, 'heap.mjs')],
    env: values.snapshots === undefined ? {} : { CHURN_SNAPSHOTS: values.snapshots },
  });
  const visits = new Visits(town, program.port, new Dice(seed));
  await come(visits, FILL_PER_SECOND, () => visits.count >= FILL);
  const seen: Memory[] = [];
  for (let part = 0; part <= PARTS; part++) {
    if (part > 0) {
      const end = performance.now() + (minutes * 60_000) / PARTS;
      await come(visits, perSecond, () => performance.now() >= end);
    }
    await wait(QUIET_MS);
    seen.push(await program.ask<Memory>('SIGUSR2'));
    const { heapUsed, external, rss } = seen.at(-1)!;
    const told = [heapUsed, external, rss].map((bytes) => `${(bytes / 1e6).toFixed(2)} MB`);
    console.log(
      `${String(part * (100 / PARTS)).padStart(3)} %, ${visits.count} visits: heap ${told[0]}, buffers ${told[1]}, process ${told[2]}`,
    );
    const sessions = await sessionsOf(program.port);
    if (sessions > 0) throw new Error(`${sessions} sessions are left when everybody has gone`);
  }
  for (const [way, times] of Object.entries(visits.done)) console.log(`  ${way.padEnd(20)} ${times}`);
  if (program.complaints !== '') console.log(`what the server complained of:\n${program.complaints}`);
  compareSnapshots(seen);
  const { holds, text } = verdictOf(seen);
  console.log(`\n${text}`);
  return holds;
}

/** Visits, so many at a time, until enough. */
async function come(visits: Visits, rate: number, isOver: () => boolean): Promise<void> {
  const comeAndGo = async (): Promise<void> => {
    while (!isOver()) {
      const next = wait((1_000 * width) / rate);
      await visits.one();
      await next;
    }
  };
  await Promise.all(Array.from({ length: width }, comeAndGo));
}

/** From the end of the first fifth to the last: what there is more of, by class. */
function compareSnapshots(seen: readonly Memory[]): void {
  const files = [seen[1]?.snapshot, seen.at(-1)?.snapshot];
  if (!files[0] || !files[1]) return;
  const [before, after] = files.map((file) => censusOf(readFileSync(file!, 'utf8')));
  console.log(`\nwhat there is more of in the heap, from ${files[0]} to ${files[1]}:`);
  for (const { kind, count, from, to, bytes } of growthOf(before!, after!, MOST_KINDS))
    console.log(`  ${String(bytes).padStart(9)} bytes  ${kind}: ${from} → ${to} (${count > 0 ? '+' : ''}${count})`);
}

async function sessionsOf(port: number): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^roost_sessions (\d+)/m.exec(metrics)![1]);
}
