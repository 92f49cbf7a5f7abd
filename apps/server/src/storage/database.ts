import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';
import { openSql } from './sql.ts';
import type { Sql } from './sql.ts';

export type { PrismaClient } from '../generated/prisma/client.ts';

export type Database = { sql: Sql; prisma: PrismaClient; close(): Promise<void> };

/** Opens both ways to the same database. Nothing connects before the first query. */
export function openDatabase(url: string, { connections = 10, prismaConnections = 5 } = {}): Database {
  const sql = openSql(url, connections);
  const pool = new Pool({ connectionString: url, max: prismaConnections, application_name: 'roost prisma' });
  pool.on('error', () => {}); // an idle connection died with Postgres; the next query opens another
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    sql,
    prisma,
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), prisma.$disconnect()]);
      await pool.end();
    },
  };
}
