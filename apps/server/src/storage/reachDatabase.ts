import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from './dataFolder.ts';
import { runningUrl, startEmbedded } from './embeddedPostgres.ts';

/**
 * The database for a tool: one's own, that of a Roost which runs, or the one in the data folder, started for as long as this takes.
 * Throws `StartRefused` when there is none.
 */
export async function reachDatabase(
  { databaseUrl, dataDir }: { databaseUrl: string | null; dataDir: string },
  tell: { progress: (doing: string) => void; trouble: (message: string) => void },
): Promise<{ url: string; close: () => Promise<void> }> {
  const known = databaseUrl ?? runningUrl(dataDir);
  if (known) return { url: known, close: async () => {} };
  if (!existsSync(join(dataDir, 'pg')))
    throw new StartRefused(`There is no Roost in ${dataDir} yet. Start it with npm start and set it up first.`);
  const log = { info() {}, warn: tell.trouble, error: tell.trouble };
  const embedded = await startEmbedded({ dataDir, log, onProgress: tell.progress });
  return { url: embedded.url, close: () => embedded.stop() };
}
