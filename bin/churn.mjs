// npm run churn -- --minutes 60: people come to the built server and go again; its memory must not grow.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { main, onStop, root } from './steps.mjs';

await main(async () => {
  await install();
  await build();
  const args = ['--import', 'tsx', join(root, 'sim/churn/run.ts'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  onStop(() => child.kill('SIGTERM'));
  process.exit(await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))));
});
