import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ended, isRunning } from './storage/processes.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = join(tmpdir(), `roost main ${randomBytes(6).toString('hex')}`);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** The number of the Postgres of this data folder, as soon as there is one. */
async function postmaster(): Promise<number> {
  const lock = join(dataDir, 'pg/postmaster.pid');
  const read = () => (existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n', 1)[0]) : 0);
  return vi.waitUntil(read, { timeout: 20_000, interval: 2 });
}

test('asked to stop while its Postgres is starting, it leaves nothing behind', { timeout: 60_000 }, async () => {
  const { DATABASE_URL: _, ...env } = process.env;
  const root = join(import.meta.dirname, '../../..');
  const server = spawn(process.execPath, [join(root, 'apps/server/dist/main.js')], {
    cwd: root,
    env: { ...env, ROOST_ROOT: root, ROOST_DATA: dataDir, PORT: '0', LOG_LEVEL: 'silent' },
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (said += text));
  const postgres = await postmaster();
  try {
    server.kill('SIGTERM');
    expect(await once(server, 'close')).toEqual([0, null]);
    expect(said).toBe('');
    expect(isRunning(postgres)).toBe(false);
  } finally {
    if (isRunning(postgres)) process.kill(postgres, 'SIGQUIT');
    await ended(postgres, 10_000);
  }
});
