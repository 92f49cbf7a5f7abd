import { join } from 'node:path';
import { openIdentity } from '../domain/accounts/identityParts.ts';
import { identityGuards, identityProjections, identityVerbs } from '../domain/accounts/registrations.ts';
import { makeDispatch } from '../domain/dispatch.ts';
import { MembershipIndex } from '../domain/members/membershipIndex.ts';
import { noRates } from '../domain/rateLimits.ts';
import { guards, projections, verbs } from '../domain/registrations.ts';
import { openLog } from '../log/append.ts';
import { withPosition } from '../log/snapshot.ts';
import { openDatabase } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import { openSql } from '../storage/sql.ts';
import { seed } from './seed.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../../prisma/migrations');

/** Makes the demo world in the database at this address, over a log of its own. `false`: it is set up already. */
export async function seedDatabase(url: string): Promise<boolean> {
  await migrate(url, MIGRATIONS);
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const database = openDatabase(url, { connections: 4, prismaConnections: 2 });
  const log = await openLog({
    sql: database.sql,
    connect: () => openSql(url, 1),
    projections: [...projections, ...identityProjections],
    guards: [...guards, ...identityGuards],
    now,
  });
  const identity = await openIdentity(database, now);
  try {
    const rules = new MembershipIndex({ sql: database.sql, withPosition });
    log.onCommitted((stream, events) => events.forEach((event) => rules.apply(stream, event)));
    const dispatch = makeDispatch({ log, rules, database, now }, [...verbs, ...identityVerbs(identity)], noRates);
    return await seed({ dispatch, clock, authenticate: (token) => identity.accessTokens.authenticate(token) });
  } finally {
    await identity.close();
    await log.close();
    await database.close();
  }
}
