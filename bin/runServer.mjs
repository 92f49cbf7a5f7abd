// Runs a program of the built server and ends with it, as it ended.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onStop, root } from './steps.mjs';

/** Most of what a chat server allocates dies at once: a larger nursery saves a tenth of the CPU of a send (docs/benchmarks.md). */
export const flags = ['--enable-source-maps', '--max-semi-space-size=32'];

/**
 * Hands our terminal, our environment and our signals to the program, and exits with its code. The channel between us is
 * how it learns that we were killed without a chance to say so: it closes, and the program stops.
 */
export function runServer(file, args) {
  const child = spawn(process.execPath, [...flags, join(root, 'apps/server/dist', file), ...args], {
    cwd: root,
    env: { NODE_ENV: 'production', ...process.env, ROOST_ROOT: root },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // In a terminal Ctrl-C reaches the program as well as us; it takes two signals in quick succession for one.
  onStop(() => child.kill('SIGTERM'));
  return new Promise((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal) console.error(`Roost was ended by ${signal}.`);
      process.exit(code ?? 1);
    });
  });
}
