import postgres from 'postgres';
import { int8 } from './int8.ts';

/** SQL by hand, for the log and for what is hot. A bigint column arrives as a number. */
export type Sql = postgres.Sql<{ bigint: number }>;
export type TransactionSql = postgres.TransactionSql<{ bigint: number }>;
export type ReservedSql = postgres.ReservedSql<{ bigint: number }>;

/** A pool for SQL alone. Nothing connects before the first query. */
export function openSql(url: string, connections = 10): Sql {
  return postgres(url, {
    max: connections,
    onnotice: () => {},
    connection: { application_name: 'roost' },
    types: { bigint: int8 },
  });
}
