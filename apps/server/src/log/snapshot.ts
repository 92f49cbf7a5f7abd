import type { Sql, TransactionSql } from 'postgres';
import { readHeads } from './read.ts';
import type { StreamHead } from './item.ts';

/** Is told of heads that were read. What was read with them is handed out when it resolves. */
export type Met = (heads: Iterable<StreamHead>) => Promise<void>;

/**
 * Reads a state and the position that it belongs to: one read-only transaction on one snapshot of the database, the heads of
 * the streams first. Events up to a head are in what `body` reads, later ones are not. `met` hears of the heads when the transaction is
 * over.
 */
export async function withPosition<T>(
  sql: Sql<{ bigint: number }>,
  streams: string[],
  body: (tx: TransactionSql<{ bigint: number }>, heads: Map<string, StreamHead>) => Promise<T>,
  met?: Met,
): Promise<T> {
  const result = await sql.begin('isolation level repeatable read read only', async (tx) => {
    const heads = await readHeads(tx as unknown as Sql, streams);
    return { value: await body(tx, heads), heads };
  });
  const { value, heads } = result as { value: T; heads: Map<string, StreamHead> };
  await met?.(heads.values());
  return value;
}
