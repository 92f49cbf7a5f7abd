import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { startEmbedded } from '@roost/server/src/storage/embeddedPostgres.ts';
import { Dice } from '../dice.ts';
import { clearLeftovers, ownFolder } from '../leftovers.ts';
import { deal, prepare } from './blows.ts';
import { mountDisk, releaseDisk } from './disk.ts';
import { Member } from './member.ts';
import type { Order, Report } from './network.ts';
import { Program } from './program.ts';
import { newTally } from './tally.ts';
import { settle } from './town.ts';
import { judge } from './verdict.ts';

// npm run siege -- --deliveries 10000000: the built program, a real PostgreSQL, a thousand members behind a network that fails, and
// blows every few seconds, until so many events have been delivered. Then everybody is compared with the log.

const { values } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '1000000' },
    members: { type: 'string', default: '1000' },
    /** Messages a second in the channel of everybody. */
    rate: { type: 'string', default: '40' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '60' },
  },
});
const [wanted, size, rate, seed] = [values.deliveries, values.members, values.rate, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
];
const REST_MS = 120_000;
const began = performance.now();
const endBy = began + Number(values.minutes) * 60_000;
const seconds = (): number => Math.round((performance.now() - began) / 1000);

const dice = new Dice(seed);
const tally = newTally();
const dataDir = ownFolder();
clearLeftovers();
console.log(`seed ${seed}: ${size} members, ${rate} messages a second, until ${wanted} deliveries`);
const disk = mountDisk(dataDir);
if (!disk) console.log('Here no disk can be mounted for the database (root may): it will not be full.');
const cluster = await startEmbedded({ dataDir, log: { info() {}, warn() {}, error: console.error } });
const network = fork(join(import.meta.dirname, 'network.ts'), { execArgv: ['--import', 'tsx'] });
let program: Program | null = null;
const leave = async (): Promise<void> => {
  network.kill();
  await program?.end('SIGKILL');
  await cluster.stop();
  releaseDisk(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void leave().finally(() => process.exit(130)));
try {
  process.exitCode = (await besiege()) ? 0 : 1;
} finally {
  await leave();
}

async function besiege(): Promise<boolean> {
  const town = await settle(cluster.url, size);
  console.log(`${seconds()} s: the town is settled`);
  await prepare(cluster.url);
  program = await Program.open(cluster.url, { node: ['--import', join(import.meta.dirname, 'clock.mjs')] });
  const port = await openNetwork(program.port);
  const members = town.people.map((_, i) => new Member(town, i, port, tally, dice.split()));
  await until(() => members.every(({ from }) => from !== null), REST_MS);
  console.log(`${seconds()} s: everybody has been there`);
  const over = new AbortController();
  const cutAll = (): void => order({ type: 'cutAll' });
  const besieged = { program, postgres: cluster, databaseUrl: cluster.url, disk, cutAll };
  const blows = deal(besieged, dice.split(), over.signal);
  // A blow that fails ends the siege, and what it says is thrown where it is waited for.
  blows.catch(() => over.abort());
  await talk(members, dice.split(), over.signal);
  over.abort();
  const dealt = await blows;
  const faults = await calm();
  const isAtRest = await rest(members, town.workspace);
  const verdict = await judge(cluster.url, town, members);
  for (const member of members) member.close();
  return conclude(isAtRest, dealt, faults, verdict);
}

/** Lets members talk until enough has been delivered: in the channel of everybody, and a fifth of the time in their rooms. */
async function talk(members: readonly Member[], own: Dice, stop: AbortSignal): Promise<void> {
  const speakers = members.slice(0, Math.min(200, members.length));
  let told = seconds();
  while (tally.deliveries < wanted && performance.now() < endBy && !stop.aborted) {
    await wait(1_000 / rate);
    const speaker = own.pick(speakers.filter(({ isIdle }) => isIdle));
    if (speaker) speaker.say(own.chance(0.2) ? speaker.channels.at(-1)! : speaker.channels[0]!);
    if (seconds() < told + 10) continue;
    told = seconds();
    for (const member of members) member.look();
    const live = members.filter(({ isLive }) => isLive).length;
    console.log(
      `${told} s: ${tally.deliveries} deliveries, ${live} members live, ${program!.starts} starts of the server`,
    );
  }
}

/** Everybody connected and at the head, every post acknowledged. */
async function rest(members: readonly Member[], workspace: string): Promise<boolean> {
  const sql = postgres(cluster.url, { max: 1 });
  const head = async (): Promise<number> =>
    Number((await sql`select seq from stream where id = ${workspace}`)[0]!['seq']);
  await until(() => members.every(({ isIdle }) => isIdle), REST_MS);
  // A last word, so that everybody hears of a position at the end.
  members[0]!.say(members[0]!.channels[0]!);
  await until(() => members[0]!.isIdle, REST_MS);
  const end = await head();
  await sql.end();
  const isThere = await until(() => {
    for (const member of members) member.look();
    return members.every((member) => member.isLive && member.isIdle && member.position >= end);
  }, REST_MS);
  if (isThere) return true;
  for (const [i, { isLive, isIdle, position }] of members.entries())
    if (!isLive || !isIdle || position < end)
      console.log(`member ${i}: live ${isLive}, idle ${isIdle}, at ${position} of ${end}`);
  return false;
}

function conclude(
  isAtRest: boolean,
  dealt: Record<string, number>,
  faults: Record<string, number>,
  { examples, ...verdict }: Awaited<ReturnType<typeof judge>>,
): boolean {
  const row = (name: string, value: number): void => console.log(`  ${name.padEnd(60)} ${String(value).padStart(10)}`);
  const rows = (title: string, of: Record<string, number>): void => {
    console.log(title);
    for (const [name, value] of Object.entries(of)) row(name, value);
  };
  const { reordered, leaked, miscounted, refused, closes, ...told } = tally;
  rows('\nblows', dealt);
  rows('network', faults);
  rows('ends of connections, by code', closes);
  rows('result', { seconds: seconds(), ...told, ...verdict, reordered, leaked, miscounted, refused: refused.length });
  for (const example of [...examples, ...refused.slice(0, 10)]) console.log(example);
  if (program!.complaints !== '') console.log(`what the server complained of at last:\n${program!.complaints}`);
  const { lost, duplicated, phantom, disordered } = verdict;
  const wrong = lost + duplicated + phantom + disordered + reordered + leaked + miscounted + refused.length;
  if (tally.deliveries < wanted) console.log('The time was over before enough was delivered.');
  console.log(`\n${wrong} wrong, ${isAtRest ? 'everybody came to rest' : 'NOT everybody came to rest'}`);
  return wrong === 0 && isAtRest;
}

function openNetwork(target: number): Promise<number> {
  return new Promise((resolve) => {
    network.on('message', (report: Report) => report.type === 'open' && resolve(report.port));
    order({ type: 'open', target, seed: dice.bits32() });
  });
}

function calm(): Promise<Record<string, number>> {
  return new Promise((resolve) => {
    network.on('message', (report: Report) => report.type === 'count' && resolve(report.faults));
    order({ type: 'calm' });
  });
}

function order(what: Order): void {
  network.send(what);
}

/** Whether it holds in time. */
async function until(holds: () => boolean, ms: number): Promise<boolean> {
  for (const giveUpAt = Date.now() + ms; Date.now() < giveUpAt; await wait(50)) if (holds()) return true;
  return holds();
}
