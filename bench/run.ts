import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { bundleServers } from './bundle.ts';
import { openDatabases } from './databases.ts';
import { run } from './load/load.ts';
import { pin, prefer, startServer } from './processes.ts';
import { besideStatement, judge, line, tableOf, type Rounds } from './report.ts';
import { statementAlone, statementBy } from './statement.ts';
import { scenarios, type Scenario, type ScenarioName } from './scenarios.ts';
import { targets, type Target } from './targets.ts';
import { Towns } from './towns.ts';

// npm run bench: Roost beside its rivals, in one run on one machine. Server on the first core, load on the second, rounds interleaved,
// every round on fresh processes. Ends with 1 when a bar is missed.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
});
const rounds = count(values.rounds);
const seconds = count(values.seconds);
const wanted = positionals.length > 0 ? positionals.map(named) : (Object.keys(scenarios) as ScenarioName[]);

const files = await bundleServers();
pin(process.pid, 1);
const databases = await openDatabases();
prefer(process.pid);
if (databases.postmaster !== undefined) prefer(databases.postmaster);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void databases.close().finally(() => process.exit(130)));
try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${databases.settings}`);
  const towns = new Towns(databases, files.roost);
  const missed: string[] = [];
  for (const name of wanted) if (!(await compare(name, scenarios[name], towns))) missed.push(name);
  console.log(
    `\n${wanted.length - missed.length} of ${wanted.length} scenarios hold all their bars. ${missed.join(', ')}`,
  );
  process.exitCode = missed.length > 0 ? 1 : 0;
} finally {
  await databases.close();
}

/** Runs the rounds of a scenario and tells what came out; whether all its bars hold. */
async function compare(name: string, scenario: Scenario, towns: Towns): Promise<boolean> {
  console.log(`\n## ${name}\n\n${scenario.about}; ${rounds} rounds of ${seconds} s, median [min–max]\n`);
  const { results, alone } = await interleave(scenario, towns);
  console.log(`\n${tableOf(scenario, results)}\n`);
  if (alone.length > 0) console.log(`${besideStatement(results.roost!, alone)}, by ${await statementBy()}\n`);
  const verdicts = scenario.bars.map((bar) => judge(bar, results));
  for (const { text } of verdicts) console.log(text);
  return verdicts.every(({ holds }) => holds);
}

/** A B C A B C …: what disturbs the machine for a while disturbs all of them. */
async function interleave(scenario: Scenario, towns: Towns): Promise<{ results: Rounds; alone: number[] }> {
  const town = await towns.open(scenario.town);
  const results: Rounds = {};
  const alone: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const name of scenario.targets) {
      const target: Target = targets[name];
      const server = await startServer(files[target.file], {
        ...(await target.env(databases, town)),
        ...scenario.env,
      });
      try {
        const { postmaster, transactions, reads } = databases;
        const { roomSize } = town;
        const ways = {
          join: target.join(server.port, town),
          joinSlowly: target.joinSlowly?.(server.port, town),
          people: target.people?.(server.port, town),
        };
        const ground = { server, postmaster, transactions, reads, seconds, roomSize, ...ways };
        const result = await run(ground, scenario.load);
        (results[name] ??= []).push(result);
        console.log(`  round ${round}  ${target.title.padEnd(28)} ${line(scenario, result)}`);
      } finally {
        await server.stop();
      }
    }
    if (!scenario.statement) continue;
    const { acknowledged, transactions } = results.roost!.at(-1)!;
    const rows = Math.max(1, Math.round(acknowledged / transactions));
    alone.push(await statementAlone(await databases.open('statement'), rows, seconds));
    console.log(`  round ${round}  the statement alone, ${rows} rows: ${alone.at(-1)!.toFixed(0)} rows/s`);
  }
  return { results, alone };
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 100) throw new Error(`${text} is not a number from 1 to 100`);
  return number;
}

function named(name: string): ScenarioName {
  if (Object.hasOwn(scenarios, name)) return name as ScenarioName;
  throw new Error(`There is no benchmark ${name}: ${Object.keys(scenarios).join(', ')}.`);
}
