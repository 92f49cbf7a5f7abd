// npm run bench -- [fanout|durable] [--rounds 5] [--seconds 4]: Roost beside its rivals, in one run.
import { install } from './install.mjs';
import { main, run } from './steps.mjs';

await main(async () => {
  await install();
  await run(process.execPath, ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)], { loud: true });
});
