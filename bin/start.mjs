// npm start: from a fresh clone to a running Roost, and the second time in a moment.
import { build } from './build.mjs';
import { install } from './install.mjs';
import { runServer } from './runServer.mjs';
import { main } from './steps.mjs';

await main(async () => {
  await install();
  await build();
  await runServer('main.js', process.argv.slice(2));
});
