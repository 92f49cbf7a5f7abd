// Finds an nginx for the tests that need a real proxy, and gets one where that is possible.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say, step } from './steps.mjs';

/** An nginx that is on this machine; undefined when there is none. */
export function findNginx() {
  const folders = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));
}

/** The same, after asking apt for one. Without it the tests behind a proxy are skipped, and say so. */
export async function ensureNginx() {
  if (findNginx()) return;
  try {
    await step('nginx', fromDebian);
  } catch {
    say('    Without nginx the tests behind a real proxy are skipped.');
  }
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error('needs root and apt-get');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, timeoutMs: 120_000 });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'nginx-light'], { env, timeoutMs: 120_000 });
}
