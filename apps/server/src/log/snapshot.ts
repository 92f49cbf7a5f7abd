import type { Sql, TransactionSql } from 'postgres';
import { readHeads } from './read.ts';
import type { StreamHead } from './item.ts';

/**
 * Reads a state and the position that it belongs to: one read-only transaction on one snapshot of the database, the heads of
 * the streams first. Events up to a head are in what `body` reads, later ones are not.
 */
export async function withPosition<T>(
  sql: Sql<{ bigint: number }>,
  streams: string[],
  body: (tx: TransactionSql<{ bigint: number }>, heads: Map<string, StreamHead>) => Promise<T>,
): Promise<T> {
  const result = await sql.begin('isolation level repeatable read read only', async (tx) => {
    const heads = await readHeads(tx as unknown as Sql, streams);
    return { value: await body(tx, heads) };
  });
  return (result as { value: T }).value;
}
