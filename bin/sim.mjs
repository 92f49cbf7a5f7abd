// npm run sim -- --seeds 500: the real clients and servers against everything that can go wrong, and a checker.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install } from './install.mjs';
import { main, onStop, root } from './steps.mjs';

await main(async () => {
  await install();
  const args = ['--import', 'tsx', join(root, 'sim/run.ts'), ...process.argv.slice(2)];
  // Through the channel it learns of our end, also of one that leaves us no time to tell it.
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  onStop(() => child.kill('SIGTERM'));
  process.exit(await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))));
});
