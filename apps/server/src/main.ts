import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { StartRefused } from './storage/dataFolder.ts';
import { startEmbedded } from './storage/embeddedPostgres.ts';
import { migrate } from './storage/migrate.ts';
import { onStopRequest } from './stopRequest.ts';

try {
  await start(readConfig());
} catch (error) {
  console.error(error instanceof StartRefused ? `Roost cannot start. ${error.message}` : error);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel });
  const embedded = config.databaseUrl
    ? null
    : await startEmbedded({ dataDir: config.dataDir, log, onProgress: (doing) => console.log(`  … ${doing}`) });
  const url = config.databaseUrl ?? (embedded?.url as string);
  await migrate(url, join(config.root, 'prisma/migrations'), (message) => log.warn(message));
  const app = fastify({ loggerInstance: log });
  app.get('/healthz', () => ({ ok: true }));
  await app.register(fastifyStatic, { root: join(config.root, 'apps/web/dist') });
  onStopRequest(async () => {
    await app.close();
    await embedded?.stop();
  });
  const address = await app
    .listen({ host: config.host, port: config.port })
    .catch(async (error: NodeJS.ErrnoException) => {
      await embedded?.stop();
      throw error.code === 'EADDRINUSE'
        ? new StartRefused(
            `Port ${config.port} is taken by another program. Stop it, or choose another port: PORT=3001 npm start`,
          )
        : error;
    });
  console.log(`Roost is ready at ${config.url ?? address}`);
}
