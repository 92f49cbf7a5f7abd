import { MembershipIndex } from '../domain/members/membershipIndex.ts';
import { identityGuards, identityProjections } from '../domain/accounts/registrations.ts';
import { guards, projections } from '../domain/registrations.ts';
import type { World } from '../domain/verb.ts';
import { openLog } from '../log/append.ts';
import { withPosition } from '../log/snapshot.ts';
import { openDatabase } from '../storage/database.ts';
import { openSql } from '../storage/sql.ts';

/** The domain without doors, for tools that run beside a server or in its place. */
export async function openWorld(
  databaseUrl: string,
  now: () => number = Date.now,
): Promise<{ world: World; close(): Promise<void> }> {
  const database = openDatabase(databaseUrl, { connections: 2, prismaConnections: 1 });
  const log = await openLog({
    sql: database.sql,
    connect: () => openSql(databaseUrl, 1),
    projections: [...projections, ...identityProjections],
    guards: [...guards, ...identityGuards],
    now,
  }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const rules = new MembershipIndex({ sql: database.sql, withPosition });
  log.onCommitted((stream, events) => {
    for (const event of events) rules.apply(stream, event);
  });
  return {
    world: { log, rules, database, now },
    async close() {
      await log.close();
      await database.close();
    },
  };
}
