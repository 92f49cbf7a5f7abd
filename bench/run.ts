import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { openDatabases, type Databases } from './databases.ts';
import { durable, fanOut, type Result, type Setup } from './load.ts';
import { joinNaive } from './members/naive.ts';
import { joinRoost } from './members/roost.ts';
import { joinSocketIo } from './members/socketIo.ts';
import { bundleServers } from './bundle.ts';
import { pin, prefer, startServer, type Measured } from './processes.ts';
import { columns, median, spread, table } from './table.ts';

// npm run bench: Roost beside its rivals, in one run on one machine. Server on the first core, load on the second, rounds interleaved,
// every round on fresh processes. Ends with 1 when a bar does not hold.

interface Target {
  name: string;
  start(): Promise<Measured>;
  join: (server: Measured) => Setup['join'];
}

interface Seeded {
  tokens: string[];
  crowd: string;
  rooms: string[];
}

const CROWD = { members: 1_000, perSecond: 60 };
const POSTERS = { members: 200, inFlight: 8 };
const ROOM = 4;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
});
const [rounds, seconds] = [values.rounds, values.seconds].map((text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 100) throw new Error(`${text} is not a number from 1 to 100`);
  return number;
}) as [number, number];
const wanted = positionals.length > 0 ? positionals : ['fanout', 'durable'];
const unknown = wanted.find((name) => name !== 'fanout' && name !== 'durable');
if (unknown !== undefined) throw new Error(`There is no benchmark ${unknown}: fanout, durable.`);

const files = await bundleServers();
pin(process.pid, 1);
const databases = await openDatabases();
prefer(process.pid);
if (databases.postmaster !== undefined) prefer(databases.postmaster);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void databases.close().finally(() => process.exit(130)));
try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${databases.settings}`);
  const seeded = await seed(databases);
  let held = true;
  if (wanted.includes('fanout')) held = (await compareFanOut(databases, seeded)) && held;
  if (wanted.includes('durable')) held = (await compareDurable(databases, seeded)) && held;
  process.exitCode = held ? 0 : 1;
} finally {
  await databases.close();
}

async function seed(where: Databases): Promise<Seeded> {
  console.log(`Making ${CROWD.members} members …`);
  const server = await startServer(files.roost, { DATABASE_URL: where.roost, SEED: String(CROWD.members) });
  await server.stop();
  return server.facts as unknown as Seeded;
}

async function compareFanOut(where: Databases, { tokens, crowd }: Seeded): Promise<boolean> {
  const targets: Target[] = [
    {
      name: 'Roost (durable)',
      start: () => startServer(files.roost, { DATABASE_URL: where.roost }),
      join:
        ({ port }) =>
        (person, ears) =>
          joinRoost(port, { token: tokens[person]!, channel: crowd }, ears),
    },
    {
      name: 'Socket.IO (stores nothing)',
      start: () => startServer(files.socketIo),
      join:
        ({ port }) =>
        (_person, ears) =>
          joinSocketIo(port, 'crowd', ears),
    },
    {
      name: 'naive ws (stores nothing)',
      start: () => startServer(files.naive, { DATABASE_URL: '' }),
      join:
        ({ port }) =>
        (_person, ears) =>
          joinNaive(port, 'crowd', ears),
    },
  ];
  const results = await interleave(where, targets, (setup) => fanOut(setup, CROWD));
  console.log(
    `\nFan-out: ${CROWD.perSecond} messages a second to ${CROWD.members} sockets; ${rounds} rounds of ${seconds} s, median [min–max]\n`,
  );
  show(targets, results, 'delivered');
  const ratios = paired(
    results,
    (ours, theirs) => ours.serverMicros / ours.delivered / (theirs.serverMicros / theirs.delivered),
  );
  return bar(
    `CPU per delivery, Roost ÷ Socket.IO, paired by round: ${spread(ratios, 2)}`,
    '≤ 0.8',
    median(ratios) <= 0.8,
  );
}

async function compareDurable(where: Databases, { tokens, rooms }: Seeded): Promise<boolean> {
  const roomOf = (person: number) => Math.floor(person / ROOM);
  const targets: Target[] = [
    {
      name: 'Roost',
      start: () => startServer(files.roost, { DATABASE_URL: where.roost }),
      join:
        ({ port }) =>
        (person, ears) =>
          joinRoost(port, { token: tokens[person]!, channel: rooms[roomOf(person)]! }, ears),
    },
    ...(['workspace', 'room'] as const).map((counter) => ({
      name: `a transaction per message, numbered by ${counter}`,
      start: () => startServer(files.naive, { DATABASE_URL: where.naive, COUNTER: counter }),
      join:
        ({ port }: Measured): Setup['join'] =>
        (person, ears) =>
          joinNaive(port, `room ${roomOf(person)}`, ears),
    })),
  ];
  const results = await interleave(where, targets, (setup) => durable(setup, POSTERS));
  console.log(
    `\nDurable sends: ${POSTERS.members} senders in rooms of ${ROOM}, ${POSTERS.inFlight} messages in flight each; ${rounds} rounds of ${seconds} s, median [min–max]\n`,
  );
  show(targets, results, 'acknowledged');
  const ratios = paired(
    results,
    (ours, theirs) => ours.acknowledged / ours.seconds / (theirs.acknowledged / theirs.seconds),
  );
  return bar(
    `acknowledged sends a second, Roost ÷ a transaction per message with the same promise, paired by round: ${spread(ratios, 1)}`,
    '≥ 5',
    median(ratios) >= 5,
  );
}

/** A B C A B C …: what disturbs the machine for a while disturbs all of them. */
async function interleave(
  where: Databases,
  targets: readonly Target[],
  run: (setup: Setup) => Promise<Result>,
): Promise<Result[][]> {
  const results: Result[][] = targets.map(() => []);
  for (let round = 1; round <= rounds; round++) {
    for (const [index, target] of targets.entries()) {
      const server = await target.start();
      try {
        const result = await run({ server, postmaster: where.postmaster, join: target.join(server), seconds });
        results[index]!.push(result);
        console.log(
          `  round ${round}  ${target.name.padEnd(28)} ${Math.round(result.acknowledged / result.seconds)} acknowledged/s, ` +
            `${Math.round(result.delivered / result.seconds)} delivered/s, others used ${result.otherCores.toFixed(1)} cores`,
        );
      } finally {
        await server.stop();
      }
    }
  }
  return results;
}

function show(targets: readonly Target[], results: readonly Result[][], per: 'acknowledged' | 'delivered'): void {
  const what = per === 'delivered' ? 'delivery' : 'send';
  const head = [
    'server',
    `${per}/s`,
    `CPU µs per ${what}`,
    `database CPU µs per ${what}`,
    'p50 ms to ack',
    'p99 ms to ack',
    'other load, cores',
  ];
  console.log(
    table(
      head,
      targets.map(({ name }, index) => columns(name, results[index]!, per)),
    ),
  );
}

/** The first against the second, round by round. */
function paired(
  [ours = [], theirs = []]: readonly Result[][],
  ratio: (ours: Result, theirs: Result) => number,
): number[] {
  return ours.map((result, round) => ratio(result, theirs[round]!));
}

function bar(what: string, wants: string, holds: boolean): boolean {
  console.log(`\n${holds ? 'HOLDS' : 'MISSED'} (${wants})  ${what}`);
  return holds;
}
