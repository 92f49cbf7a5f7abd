import { toIso } from '@roost/protocol/time';
import { usersOfSubject } from '../members/sql.ts';
import { runs } from '../verb.ts';
import { IDLE_MS } from './rotation.ts';

/** Where the account is signed in, the latest used first. */
export const listLogins = runs('login.list', async (world, call) => {
  const { subject, credential } = call.identity!;
  const idleSince = BigInt(world.now() - IDLE_MS) * 1000n;
  const logins = await world.database.prisma.login.findMany({
    where: { accountId: subject, endedAt: null, lastSeenAt: { gt: idleSince } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
  });
  const users = await usersOfSubject(world.database.sql, subject);
  // A session is everybody that the account is.
  const active = users[0] && world.activeBy?.(users[0].user);
  return {
    logins: logins.map((login) => ({
      id: login.id,
      device: login.device,
      createdAt: toIso(Number(login.createdAt)),
      lastSeenAt: toIso(Number(login.lastSeenAt)),
      current: login.id === credential,
      active: active?.has(login.id) === true,
    })),
  };
});
