// npm run siege -- --deliveries 10000000: the built server, a real PostgreSQL and a thousand members, under blows.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { main, onStop, root } from './steps.mjs';

await main(async () => {
  await install();
  await build();
  const args = ['--import', 'tsx', join(root, 'sim/siege/run.ts'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  onStop(() => child.kill('SIGTERM'));
  process.exit(await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))));
});
