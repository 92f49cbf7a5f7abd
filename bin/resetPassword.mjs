// npm run reset-password -- maya@example.org: a new password for somebody who forgot theirs.
import { build } from './build.mjs';
import { install } from './install.mjs';
import { runServer } from './runServer.mjs';
import { main } from './steps.mjs';

await main(async () => {
  await install();
  await build();
  await runServer('resetPassword.js', process.argv.slice(2));
});
