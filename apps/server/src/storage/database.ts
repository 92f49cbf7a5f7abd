import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';
import { openSql } from './sql.ts';
import type { Sql } from './sql.ts';

export type { PrismaClient } from '../generated/prisma/client.ts';

/** A prepared statement lives as long as its connection; lists of many lengths must not make ever more of them. */
const MOST_STATEMENTS = 500;

export type Database = { sql: Sql; prisma: PrismaClient; close(): Promise<void> };

/** Opens both ways to the same database. Nothing connects before the first query. */
export function openDatabase(url: string, { connections = 10, prismaConnections = 5 } = {}): Database {
  const sql = openSql(url, connections);
  const pool = new Pool({ connectionString: url, max: prismaConnections, application_name: 'roost prisma' });
  pool.on('error', () => {}); // an idle connection died with Postgres; the next query opens another
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: nameStatements() }) });
  return {
    sql,
    prisma,
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), prisma.$disconnect()]);
      await pool.end();
    },
  };
}

/** Lets Postgres plan what Prisma asks again and again only once per connection; '' means unnamed. */
function nameStatements(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size === MOST_STATEMENTS) return known ?? '';
    const name = `prisma_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
