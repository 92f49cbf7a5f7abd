// Packages and generated code: what a fresh clone lacks before anything of it can run.
import { accessSync, constants, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure, root, run, step } from './steps.mjs';
import { unlessDone } from './stamps.mjs';

const OLDEST_NODE = [20, 19];

/** Installs and generates what is missing or out of date. */
export async function install() {
  checkNode();
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests()];
  const also = [packageManager, process.platform, process.arch];
  await unlessDone('install', { inputs, also, output: 'node_modules/.modules.yaml' }, () =>
    step('packages', () =>
      run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile'], {
        env: { CI: 'true', ...writableHome() }, // CI: pnpm must not ask anything
        why: 'Installing needs the npm registry; see above for what it said.',
      }),
    ),
  );
  await generate();
}

async function generate() {
  const made = 'apps/server/src/generated/prisma';
  await unlessDone(
    'generate',
    { inputs: ['prisma/schema.prisma', 'prisma.config.ts', 'package.json'], output: `${made}/client.ts` },
    () =>
      step('database client', () =>
        run(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--no-hints'], {
          env: {
            // Generating needs no schema engine, yet Prisma downloads one unless it is shown a file in its place.
            PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY || process.execPath,
            CHECKPOINT_DISABLE: '1',
          },
        }),
      ),
  );
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Failure(`Roost needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

function manifests() {
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
  );
  return ['.', 'sim', 'bench', ...folders].map((folder) => join(folder, 'package.json'));
}

/** Some service users have no home folder to keep a cache in; then it lies in the project. */
function writableHome() {
  try {
    accessSync(homedir(), constants.W_OK);
    return {};
  } catch {
    const home = join(root, '.cache', 'home');
    mkdirSync(home, { recursive: true });
    return { HOME: home };
  }
}
