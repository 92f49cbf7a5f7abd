// npm run dev: the server from its sources, restarted when they change, and the web client through Vite.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install } from './install.mjs';
import { main, onStop, root, say } from './steps.mjs';

await main(async () => {
  await install();
  const server = start(['--watch', '--enable-source-maps', '--import', 'tsx', 'apps/server/src/main.ts'], root);
  const web = start(['node_modules/vite/bin/vite.js', '--clearScreen', 'false'], join(root, 'apps/web'));
  say('Open the address that Vite prints; it hands /api on to the server.');
  const all = [server, web];
  onStop(() => all.forEach((child) => child.kill('SIGTERM')));
  await Promise.all(all.map((child) => new Promise((resolve) => child.once('exit', resolve))));
});

function start(args, cwd) {
  return spawn(process.execPath, args, { cwd, env: { ...process.env, ROOST_ROOT: root }, stdio: 'inherit' });
}
