import { pino } from 'pino';
import { afterRestore } from './afterRestore.ts';
import { buildApp, webFolderOf } from './app.ts';
import { migrationsOf, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { StartRefused } from './storage/dataFolder.ts';
import { startEmbedded } from './storage/embeddedPostgres.ts';
import { migrate } from './storage/migrate.ts';
import { onStopRequest } from './stopRequest.ts';

/** Callers waiting to be let in: after a restart everybody comes at once. */
const BACKLOG = 4_096;

/** Secrets that a request or an answer may carry. */
const SECRETS = ['authorization', 'cookie', '["sec-websocket-protocol"]', '["set-cookie"]'].flatMap((name) =>
  ['req.headers', 'res.headers', 'headers', 'err.headers'].map((at) =>
    name.startsWith('[') ? `${at}${name}` : `${at}.${name}`,
  ),
);

/** Ends what has been started so far. */
let stop = async (): Promise<void> => {};
let isStopping = false;
onStopRequest(() => {
  isStopping = true;
  return stop();
});

try {
  await start(readConfig());
} catch (error) {
  // Of a start that was asked to stop the database goes away under it.
  if (!isStopping) {
    console.error(error instanceof StartRefused ? `Roost cannot start. ${error.message}` : error);
    process.exit(1);
  }
}

async function start(config: Config): Promise<void> {
  const migrations = migrationsOf(config);
  const logger = pino({ level: config.logLevel, redact: SECRETS });
  const embedding = config.databaseUrl
    ? null
    : startEmbedded({ dataDir: config.dataDir, log: logger, onProgress: (doing) => console.log(`  … ${doing}`) });
  // Also one that is only just starting: it would outlive us.
  const stopDatabase = async (): Promise<void> =>
    void (await embedding?.then(
      (embedded) => embedded.stop(),
      () => {},
    ));
  stop = stopDatabase;
  try {
    const embedded = await embedding;
    const databaseUrl = config.databaseUrl ?? embedded!.url;
    await migrate(databaseUrl, migrations, (message) => logger.warn(message));
    if (embedded && (await afterRestore(embedded)))
      logger.warn('The database is a copy. What it lacks is gone; clients fetch the state anew.');
    await serve(config, databaseUrl, logger, stopDatabase);
  } catch (error) {
    await stopDatabase();
    throw error;
  }
}

async function serve(
  config: Config,
  databaseUrl: string,
  logger: pino.Logger,
  stopDatabase: () => Promise<void>,
): Promise<void> {
  const app = await buildApp({
    databaseUrl,
    url: config.url,
    fallbackUrl: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`,
    trustedProxies: config.trustedProxies,
    mail: config.mail,
    webFolder: webFolderOf(config.root),
    logger,
  });
  stop = async () => {
    await app.close();
    await stopDatabase();
  };
  const address = await app.http
    .listen({ host: config.host, port: config.port, backlog: BACKLOG })
    .catch(async (error: NodeJS.ErrnoException) => {
      await app.close();
      throw error.code === 'EADDRINUSE' ? portTaken(config.port) : error;
    });
  console.log(`Roost is ready at ${config.url ?? address}`);
}

function portTaken(port: number): StartRefused {
  return new StartRefused(
    `Port ${port} is taken by another program. Stop it, or choose another port: PORT=3001 npm start`,
  );
}
