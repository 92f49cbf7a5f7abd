import { parseArgs } from 'node:util';
import { wrongs } from './checker.ts';
import { countOf, kindOf, type Cut, type Kind, type Outcome } from './play.ts';
import { Player } from './player.ts';
import { describe, optionsOf, shrink } from './shrink.ts';
import { openGround, type Ground } from './stage.ts';

// npm run sim -- --seeds 500: plays seeds against the checker, several at a time, and says what became of them.

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '30' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    minutes: { type: 'string', default: '30' },
    processes: { type: 'string', default: '2' },
    atOnce: { type: 'string', default: '3' },
    /** Every seed has this incident, three times, instead of its own. */
    incident: { type: 'string' },
    /** Less of it than the seed says: without these of its incidents, with fewer deeds, on fewer devices. */
    leaveOut: { type: 'string', multiple: true },
    acts: { type: 'string' },
    people: { type: 'string' },
    /** A seed that fails: looks for less of it that fails, too. */
    shrink: { type: 'string' },
    attempts: { type: 'string', default: '24' },
  },
});
const verbose = values.seed !== undefined;
const first = Number(values.seed ?? values.from);
const cut: Cut = {
  ...(values.leaveOut && { leaveOut: values.leaveOut.map(Number) }),
  ...(values.acts !== undefined && { acts: Number(values.acts) }),
  ...(values.people !== undefined && { people: Number(values.people) }),
};
const count = verbose ? 1 : Number(values.seeds);
const processes = verbose ? 1 : Number(values.processes);
const atOnce = Number(values.atOnce);
const began = performance.now();
const until = began + Number(values.minutes) * 60_000;
const outcomes: Outcome[] = [];

const opening = openGround();
let players: readonly Player[] = [];
const close = once(async (): Promise<void> => {
  for (const player of players) player.close();
  await (await opening).close();
});
const leave = (code: number) => () => void close().finally(() => process.exit(code));
// Once more is not louder: what stops a run may reach it on two ways.
process.on('SIGINT', leave(130)).on('SIGTERM', leave(143)).once('disconnect', leave(129));
const ground = await opening;
players = Array.from(
  { length: processes },
  () => new Player(ground.stage, { verbose, incident: values.incident ?? null }),
);
try {
  if (values.shrink !== undefined) await shorten(Number(values.shrink), ground);
  const seeds = Array.from({ length: count }, (_, i) => first + i);
  const of = (kind: Kind): number[] => seeds.filter((seed) => kindOf(seed) === kind);
  const alone = (seed: number, place: number): Promise<void> => playOne(seed, place, async () => {});
  // Programs of their own take long to start: one after the other, beside the rest.
  await Promise.all([inParallel(of('process'), 1, alone), inParallel(of('usual'), processes * atOnce, alone)]);
  await playWithPostgres(ground, of('postgres'));
} finally {
  await close();
}
conclude();

/** Ends the run. */
async function shorten(seed: number, { postgres }: Ground): Promise<never> {
  const restart = (): Promise<void> => postgres.restart('immediate');
  const found = await shrink({
    play: (shorter) => players[0]!.play(seed, restart, shorter),
    attempts: Number(values.attempts),
    say: (line) => console.log(line),
  });
  await close();
  if (!found) {
    console.log(`\nSeed ${seed} is good.`);
    process.exit(0);
  }
  tell(found.outcome, found.cut);
  console.log(
    `\n${describe(found.cut, found.outcome.story)}, found in ${found.attempts} attempts; played again it failed ${found.failures} times of ${found.plays}`,
  );
  process.exit(1);
}

async function playOne(seed: number, place: number, restartPostgres: () => Promise<void>): Promise<void> {
  if (performance.now() > until) return;
  const outcome = await players[place % processes]!.play(seed, restartPostgres, cut);
  outcomes.push(outcome);
  const isGood = outcome.failure === null && outcome.wrongs.length === 0;
  if (!isGood) tell(outcome, cut);
  if (verbose) console.log(outcome.faults, `${outcome.events} events in the log`);
  const line = `seed ${seed} ${isGood ? 'good' : 'BAD'}: ${outcome.deliveries} deliveries, ${(outcome.realMs / 1000).toFixed(1)} s`;
  if (verbose || !isGood) console.log(line);
  else if (outcomes.length % 10 === 0) console.log(`  … ${outcomes.length} of ${count} seeds, ${seconds()} s`);
}

/** One Postgres serves all seeds: those that it is killed under play together, and it is killed once for all of them. */
async function playWithPostgres({ postgres }: Ground, seeds: readonly number[]): Promise<void> {
  const width = processes * atOnce;
  for (let at = 0; at < seeds.length; at += width) {
    const together = seeds.slice(at, at + width);
    let asked = 0;
    let restart: () => void = () => {};
    const restarted = new Promise<void>((resolve, reject) => {
      restart = () => void postgres.restart('immediate').then(resolve, reject);
    });
    const ask = (): Promise<void> => {
      if (++asked === together.length) restart();
      return restarted;
    };
    await inParallel(together, width, (seed, place) => playOne(seed, place, ask));
  }
}

async function inParallel(
  seeds: readonly number[],
  width: number,
  work: (seed: number, place: number) => Promise<void>,
): Promise<void> {
  const waiting = [...seeds];
  const worker = async (_: unknown, place: number): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) await work(seed, place);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

function tell({ seed, failure, wrongs: found }: Outcome, played: Cut): void {
  if (failure) console.log(`seed ${seed}: ${failure}`);
  for (const { wrong, what } of found.slice(0, verbose ? 100 : 5))
    console.log(`seed ${seed}: ${wrong.toUpperCase()} ${what}`);
  if (!verbose && found.length > 5) console.log(`seed ${seed}: and ${found.length - 5} more`);
  const manner = values.incident === undefined ? '' : ` --incident '${values.incident}'`;
  console.log(`  Again: npm run sim -- ${optionsOf(seed, played)}${manner}`);
  if (Object.keys(played).length === 0) console.log(`  Shorter: npm run sim -- --shrink ${seed}${manner}`);
}

function conclude(): void {
  const isGood = ({ failure, wrongs: found }: Outcome): boolean => failure === null && found.length === 0;
  const passed = outcomes.filter(isGood).length;
  const failed = count - passed;
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const faults = new Map<string, number>();
  for (const outcome of outcomes)
    for (const [kind, times] of Object.entries(outcome.faults)) faults.set(kind, (faults.get(kind) ?? 0) + times);
  const row = (name: string, value: number | string): void =>
    console.log(`  ${name.padEnd(46)} ${String(value).padStart(10)}`);
  console.log('\nfaults');
  for (const [kind, times] of [...faults].sort(([a], [b]) => (a < b ? -1 : 1))) row(kind, times);
  console.log('result');
  row('seeds', outcomes.length);
  row(
    'events in the logs',
    sum(({ events }) => events),
  );
  row(
    'deliveries',
    sum(({ deliveries }) => deliveries),
  );
  for (const wrong of wrongs)
    row(
      wrong,
      sum((outcome) => countOf(outcome)[wrong]),
    );
  row(
    'not at rest',
    sum(({ failure }) => (failure === null ? 0 : 1)),
  );
  row('seconds', seconds());
  if (outcomes.length < count) console.log(`  ${count - outcomes.length} seeds were not played: the time was over.`);
  const bad = outcomes.filter((outcome) => !isGood(outcome)).map(({ seed }) => seed);
  if (bad.length > 0) console.log(`  failed: ${bad.sort((a, b) => a - b).join(', ')}`);
  const [deliveries, findings] = [sum((one) => one.deliveries), sum((one) => one.wrongs.length)];
  console.log(`\n${deliveries.toLocaleString('en')} deliveries, ${findings} findings, ${minutes()}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}

function minutes(): string {
  const whole = Math.round((performance.now() - began) / 1000);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function seconds(): string {
  return ((performance.now() - began) / 1000).toFixed(0);
}
