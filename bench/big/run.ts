import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import { migrate } from '@roost/server/src/storage/migrate.ts';
import { openSql } from '@roost/server/src/storage/sql.ts';
import { openDatabases } from '../databases.ts';
import { cpuOf } from '../processes.ts';
import { plansOf } from './plans.ts';
import { startProduct, type Product } from './product.ts';
import { switchThere } from './switching.ts';
import { fill, idOf, readBut } from './town.ts';

// npm run big: a workspace of ten million messages in 2,000 channels with 10,000 people; how long what people do takes there.

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000000' },
    channels: { type: 'string', default: '2000' },
    people: { type: 'string', default: '10000' },
    /** A database that is kept, and filled when it is empty; else there is one for this run. */
    database: { type: 'string' },
    /** A file for what is told. */
    report: { type: 'string' },
  },
});
const size = { messages: Number(values.messages), channels: Number(values.channels), people: Number(values.people) };
if (!Object.values(size).every((value) => Number.isInteger(value) && value >= 100))
  throw new Error('--messages, --channels and --people take whole numbers from 100');

const SAMPLES = 200;
const MIGRATIONS = path.join(import.meta.dirname, '../../prisma/migrations');
const lines: string[] = [];
const say = (line: string) => {
  lines.push(line);
  console.log(line);
};

const databases = values.database ? null : await openDatabases();
const url = values.database ?? (await databases!.openRoost('big'));
if (values.database) await migrate(url, MIGRATIONS);
const sql = openSql(url, 1);
let product = await startProduct(url);
try {
  const { workspace, user } = product.founded;
  const listed = JSON.parse(
    (await product.call('channel.list', { workspace: workspace.id, search: 'general' })).text,
  ) as {
    channels: { channel: { id: string; general?: true } }[];
  };
  const general = listed.channels.find(({ channel }) => channel.general)!.channel.id;
  if ((await sql`select 1 from message limit 1`).length === 0) {
    await product.stop();
    const start = performance.now();
    await fill(sql, { workspace: workspace.id, owner: user.id, general }, size);
    say(`filled in ${((performance.now() - start) / 60_000).toFixed(1)} min`);
    product = await startProduct(url);
  }
  const [held] = await sql<{ bytes: number }[]>`select pg_database_size(current_database()) as bytes`;
  say(
    `${size.messages} messages in ${size.channels} channels, ${size.people} people, ${(held!.bytes / 1e9).toFixed(1)} GB`,
  );
  for (const [name, away] of [
    ['an hour', 1_200],
    ['a day', 28_000],
  ] as const) {
    await readBut(sql, user.id, away, size);
    await measureSnapshot(product, workspace.id, `of somebody who was away for ${name} (${away} messages)`);
  }
  await readBut(sql, user.id, 1_200, size);
  await measurePages(product);
  await measurePosts(product, general);
  await switchThere(product.url, say);
  const plans = await plansOf(sql, {
    channel: idOf('C', 0),
    at: Date.UTC(2026, 4, 1) * 1000,
    message: idOf('M', size.messages / 2),
    user: user.id,
  });
  for (const [name, plan] of Object.entries(plans)) say(`\n${name}:\n\n\`\`\`\n${plan}\n\`\`\``);
  if (values.report) writeFileSync(values.report, `${lines.join('\n')}\n`);
} finally {
  await product.stop();
  await sql.end();
  await databases?.close();
}

function at(values: readonly number[], share: number): string {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!.toFixed(1);
}

function spread(values: readonly number[]): string {
  return `p50 ${at(values, 0.5)} ms, p95 ${at(values, 0.95)} ms, longest ${at(values, 1)} ms`;
}

async function measureSnapshot({ call }: Product, workspace: string, whose: string): Promise<void> {
  const times: number[] = [];
  let text = '';
  for (let i = 0; i < 40; i++) {
    const answer = await call('workspace.snapshot', { workspace });
    times.push(answer.ms);
    text = answer.text;
  }
  say(
    `snapshot ${whose}, 40 times: ${spread(times)}; ${(text.length / 1000).toFixed(0)} kB, gzip ${(gzipSync(text).length / 1000).toFixed(0)} kB`,
  );
}

/** Pages of the largest, of middling and of small channels: the newest, and from the middle of what was said. */
async function measurePages({ call }: Product): Promise<void> {
  for (const [what, share] of [
    ['the largest channel', 0],
    ['middling channels', 0.3],
    ['small channels', 0.95],
  ] as const) {
    const newest: number[] = [];
    const middle: number[] = [];
    for (let i = 0; i < SAMPLES; i++) {
      const channel = idOf(
        'C',
        Math.floor(share * size.channels) + (share === 0 ? 0 : i % Math.floor(size.channels / 25)),
      );
      newest.push((await call('channel.history', { channel, limit: 50 })).ms);
      const instant = new Date(
        Date.UTC(2025, 10, 2) + ((i * 7919) % 10_000) * 31_000 * (size.messages / 10_000_000) * 100,
      );
      middle.push(
        (await call('channel.history', { channel, before: instant.toISOString().replace('Z', '000Z'), limit: 50 })).ms,
      );
    }
    say(`page of ${what}, ${SAMPLES} times: newest ${spread(newest)}; of the past ${spread(middle)}`);
  }
}

/** One after the other, to all and to a few: what the sender waits, and what it costs the server. */
async function measurePosts({ call, pid }: Product, general: string): Promise<void> {
  const few = idOf('C', Math.floor(size.channels * 0.95));
  const costs = new Map<string, { times: number[]; micros: number }>();
  for (const [name, channel] of [
    [`to ${size.people} people`, general],
    ['to about 30', few],
  ] as const)
    costs.set(name, await posts(channel));
  for (const [name, channel] of [
    [`to ${size.people} people`, general],
    ['to about 30', few],
  ] as const) {
    const again = await posts(channel);
    const cost = costs.get(name)!;
    say(
      `post ${name}, twice ${SAMPLES / 2}: ${spread([...cost.times, ...again.times])}; ${((cost.micros + again.micros) / SAMPLES).toFixed(0)} µs of the server each`,
    );
  }

  async function posts(channel: string) {
    const times: number[] = [];
    const before = cpuOf(pid);
    for (let i = 0; i < SAMPLES / 2; i++) {
      const args = { channel, clientId: `post-${channel}-${performance.now()}`, text: `message ${i}` };
      times.push((await call('message.post', args)).ms);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    return { times, micros: cpuOf(pid) - before };
  }
}
