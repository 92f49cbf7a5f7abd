import { defineConfig } from 'vitest/config';

const EVERYWHERE = ['apps/*/src/**', 'packages/*/src/**', 'sim/**', 'bin/**', 'bench/**'];
const tests = (ending: string) => EVERYWHERE.map((folder) => `${folder}/*${ending}`);

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: tests('.test.{ts,tsx}'),
          exclude: ['**/node_modules/**', ...tests('.pg.test.ts')],
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          include: tests('.pg.test.ts'),
          globalSetup: 'apps/server/src/storage/testPostgres.ts',
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
