import { resolve } from 'node:path';
import { callersFolder, migrationsOf, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { openWorld } from './imports/openWorld.ts';
import { Progress } from './imports/progress.ts';
import { chooseWorkspace, readArguments, usage } from './imports/slack/arguments.ts';
import type { Asked } from './imports/slack/arguments.ts';
import { importSlack } from './imports/slack/importSlack.ts';
import { ImportRefused } from './imports/slack/refused.ts';
import { reportText } from './imports/slack/report.ts';
import { allWorkspaces } from './imports/slack/sql.ts';
import { onStopRequest } from './stopRequest.ts';
import { StartRefused } from './storage/dataFolder.ts';
import { migrate } from './storage/migrate.ts';
import { reachDatabase } from './storage/reachDatabase.ts';

/*
 * npm run import:slack. Works beside a running server, which hears of what is written within a second, or on the database of a
 * stopped one. Ends with 0 when the export is in, 1 when it is not, 2 when it was called wrongly.
 */

const progress = new Progress(process.stdout);
const phases = { reading: 'reading ', writing: 'importing' };
let closing: Promise<void> | null = null;
let closeAll: (() => Promise<void>)[] = [];

onStopRequest(async () => {
  progress.clear();
  console.error('Stopped. What was imported stays; run it again to import the rest.');
  await close();
  process.exit(130);
});
process.exit(await main(readArguments(process.argv.slice(2))));

async function main(asked: Asked): Promise<number> {
  if (asked.type === 'help') return say(console.log, usage, 0);
  if (asked.type === 'wrong') return say(console.error, `${asked.why}\n\n${usage}`, 2);
  try {
    return say(console.log, await run(asked, readConfig()), 0);
  } catch (error) {
    if (closing) return await closing.then(() => 130);
    if (error instanceof ImportRefused) return say(console.error, `Nothing was imported. ${error.message}`, 1);
    if (error instanceof StartRefused) return say(console.error, error.message, 1);
    console.error(error);
    return say(console.error, 'The import stopped. What was imported stays; run it again to import the rest.', 1);
  } finally {
    await close();
  }
}

async function run(asked: Extract<Asked, { type: 'import' }>, config: Config): Promise<string> {
  const migrations = migrationsOf(config);
  const reaching = reachDatabase(config, {
    progress: (doing) => console.log(`  … ${doing}`),
    trouble: console.error,
  });
  // Also one that is only just starting: it would outlive us.
  closeAll.push(() =>
    reaching.then(
      (database) => database.close(),
      () => {},
    ),
  );
  const { url } = await reaching;
  await migrate(url, migrations, (message) => console.error(message));
  const { world, close: closeWorld } = await openWorld(url);
  closeAll.unshift(closeWorld);
  const workspace = chooseWorkspace(await allWorkspaces(world.database.sql), asked.workspace);
  const report = await importSlack(world, resolve(callersFolder(), asked.path), {
    workspace,
    dryRun: asked.dryRun,
    placeholders: asked.placeholders,
    onProgress: (phase, done, of) => progress.show(phases[phase], done, of),
  });
  return reportText(report);
}

function close(): Promise<void> {
  closing ??= (async () => {
    for (const end of closeAll) await end();
    closeAll = [];
  })();
  return closing;
}

function say(out: (text: string) => void, text: string, code: number): number {
  progress.clear();
  out(text);
  return code;
}
