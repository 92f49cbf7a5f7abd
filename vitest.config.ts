import { defineConfig } from 'vitest/config';

const EVERYWHERE = ['apps/*/src/**', 'packages/*/src/**', 'sim/**', 'bin/**', 'bench/**'];
const tests = (...endings: string[]) => EVERYWHERE.flatMap((folder) => endings.map((ending) => `${folder}/*${ending}`));
const DOM = tests('.test.tsx', '.dom.test.ts');
const PG = tests('.pg.test.ts');

export default defineConfig({
  test: {
    maxWorkers: 3,
    // Only what hangs should fail by its time, also where a machine does much else.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          pool: 'threads',
          // Functions and classes, which leave nothing behind in their modules.
          isolate: false,
          include: tests('.test.ts'),
          exclude: ['**/node_modules/**', ...DOM, ...PG],
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          // What draws has stores and handlers of the whole page: each file gets a page and modules of its own.
          pool: 'vmThreads',
          environment: 'happy-dom',
          setupFiles: 'apps/web/src/testPatience.ts',
          include: DOM,
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          // Each file has a database of its own and nothing in the server's modules outlives a world: loading them once is enough.
          isolate: false,
          include: PG,
          // Tests of programs run what ships.
          globalSetup: ['bin/builtServer.mjs', 'apps/server/src/storage/testPostgres.ts'],
        },
      },
    ],
  },
});
