// npm run big -- [--messages 10000000]: how the built product does in a workspace as large as they come.
import { build } from './build.mjs';
import { ensureBrowser } from './browser.mjs';
import { install } from './install.mjs';
import { main, root, run } from './steps.mjs';

await main(async () => {
  await install();
  await build();
  const env = { ROOST_CHROMIUM: await ensureBrowser() };
  await run(process.execPath, ['--import', 'tsx', 'bench/big/run.ts', ...process.argv.slice(2)], {
    cwd: root,
    loud: true,
    env,
  });
});
