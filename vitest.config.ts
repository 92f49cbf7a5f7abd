import { defineConfig } from 'vitest/config';

const EVERYWHERE = ['apps/*/src/**', 'packages/*/src/**', 'sim/**', 'bin/**', 'bench/**'];
const tests = (ending: string) => EVERYWHERE.map((folder) => `${folder}/*${ending}`);

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
          setupFiles: 'apps/web/src/testPatience.ts',
          include: tests('.test.{ts,tsx}'),
          exclude: ['**/node_modules/**', ...tests('.pg.test.ts')],
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          // Each file has a database of its own and nothing in the server's modules outlives a world: loading them once is enough.
          isolate: false,
          include: tests('.pg.test.ts'),
          globalSetup: 'apps/server/src/storage/testPostgres.ts',
        },
      },
    ],
  },
});
