import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { table } from './table.ts';

// node --import tsx bench/profile.ts <folder> [--skip 3]: where the time of a server went, by part of the product, from the profiles that
// `BENCH_NODE_ARGS="--cpu-prof --cpu-prof-dir=<folder>" npm run bench -- <scenario>` left just now: they speak of lines of
// the bundle. The first seconds are warm-up.

interface Node {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  children?: number[];
}

interface Profile {
  nodes: Node[];
  samples: number[];
  /** Microseconds since the sample before. */
  timeDeltas: number[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { skip: { type: 'string', default: '3' } },
});
const folder = positionals[0];
if (folder === undefined) throw new Error('Say in which folder the profiles lie.');

const bundle = path.resolve(import.meta.dirname, '../apps/server/.cache/bench/roost.mjs');
const sources = sourcesOf(readFileSync(bundle, 'utf8'));
const spent = new Map<string, number>();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
  const profile = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Profile;
  if (profile.nodes.some(({ callFrame }) => isOurs(callFrame.url))) add(profile, Number(values.skip) * 1e6);
}
const all = [...spent.values()].reduce((sum, micros) => sum + micros, 0);
const share = (micros: number) => micros / all;
const rows = [...spent]
  .filter(([, micros]) => share(micros) >= 0.005)
  .sort((a, b) => b[1] - a[1])
  .map(([area, micros]) => [area, `${(share(micros) * 100).toFixed(1)} %`]);
console.log(`${(all / 1e6).toFixed(1)} s of the server's main thread\n\n${table(['where', 'share'], rows)}`);

function add({ nodes, samples, timeDeltas }: Profile, skipMicros: number): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  let clock = 0;
  for (const [i, id] of samples.entries()) {
    const micros = timeDeltas[i]!;
    clock += micros;
    const area = clock < skipMicros ? null : areaOf(id, byId, parents);
    if (area !== null) spent.set(area, (spent.get(area) ?? 0) + micros);
  }
}

/** The nearest caller that is a part of the product; what is nobody's is Node's. Null while nothing is done. */
function areaOf(id: number, nodes: ReadonlyMap<number, Node>, parents: ReadonlyMap<number, number>): string | null {
  const own = nodes.get(id)!.callFrame.functionName;
  if (own === '(idle)') return null;
  if (own === '(garbage collector)') return 'collecting garbage';
  const isWrite = own === 'writeBuffer' || own === 'writev' || own === 'writeUtf8String';
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const { url, lineNumber } = nodes.get(at)!.callFrame;
    const area = isOurs(url) ? partOf(sources[lineNumber] ?? '') : packageOf(url);
    if (area !== null) return isWrite ? `system calls that write: ${area}` : area;
  }
  return 'Node: streams, timers, event loop';
}

function isOurs(url: string): boolean {
  return url.endsWith('/.cache/bench/roost.mjs');
}

function partOf(source: string): string | null {
  const [, part] = /^apps\/server\/src\/(\w+)\//.exec(source) ?? [];
  if (part !== undefined) return part;
  return source.startsWith('packages/') ? 'packages/protocol' : null;
}

function packageOf(url: string): string | null {
  return /node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\/(?!.*node_modules)/.exec(url)?.[1] ?? null;
}

/** Of each line of the bundle the file that it comes from, which esbuild writes above. */
function sourcesOf(text: string): string[] {
  let source = '';
  return text.split('\n').map((line) => (source = /^\/\/ (\S+\.(?:ts|js|mjs|cjs))$/.exec(line)?.[1] ?? source));
}
