import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');

const homes = {
  roost: 'apps/server',
  limit: 'bench',
  durable: 'bench',
  naive: 'bench',
  socketIo: 'bench',
};
export type ServerFile = keyof typeof homes;

/** Server files as they run in production: one bundle each, beside the packages that it needs. Returns where they are, by name. */
export async function bundleServers(): Promise<Record<ServerFile, string>> {
  const all = await Promise.all(Object.entries(homes).map(async ([name, home]) => [name, await bundle(name, home)]));
  return Object.fromEntries(all) as Record<ServerFile, string>;
}

async function bundle(name: string, home: string): Promise<string> {
  const outfile = path.join(root, home, `.cache/bench/${name}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, `servers/${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'error',
    plugins: [
      {
        name: 'npm packages stay outside, ours come in',
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ path: wanted }) =>
            wanted.startsWith('@roost/') ? null : { path: wanted, external: true },
          );
        },
      },
    ],
  });
  return outfile;
}
