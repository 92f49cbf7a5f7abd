// npm run import:slack -- <export.zip> …: brings a Slack export into this Roost.
import { build } from './build.mjs';
import { install } from './install.mjs';
import { runServer } from './runServer.mjs';
import { main } from './steps.mjs';

process.env.INIT_CWD ??= process.cwd(); // npm says where one stands; a path is meant from there
await main(async () => {
  await install();
  await build();
  await runServer('importSlack.js', process.argv.slice(2));
});
