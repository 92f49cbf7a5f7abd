import { changeEpochs } from './log/epoch.ts';
import type { Embedded } from './storage/embeddedPostgres.ts';
import { openSql } from './storage/sql.ts';

/**
 * Begins another life of every stream when the data folder is a copy [L9]: a backup that was put back is earlier than what clients have
 * seen, and its next positions will name other events. For a migrated database that nobody uses yet. Answers whether it was so.
 */
export async function afterRestore({
  url,
  isCopy,
  settle,
}: Pick<Embedded, 'url' | 'isCopy' | 'settle'>): Promise<boolean> {
  if (!isCopy) return false;
  const sql = openSql(url, 1);
  try {
    await changeEpochs(sql);
  } finally {
    await sql.end();
  }
  settle();
  return true;
}
