import { Reject } from '../../reject.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import { checkMaySuspend } from '../users/deactivate.ts';
import { findPerson } from '../users/find.ts';
import { subjectOf } from '../users/sql.ts';
import { runs } from '../verb.ts';
import { endLogin } from './ending.ts';
import { liveLogins } from './sql.ts';

/** Signs somebody out on all their devices, as when one was lost. They may sign in again. */
export const endSessions = (identity: IdentityParts) =>
  runs('user.endSessions', async (world, call, args) => {
    const { acting, target } = await findPerson(world, call, args.user);
    checkMaySuspend(acting, target);
    if (target.kind === 'bot') throw new Reject('conflict', 'A bot is stopped by revoking its tokens.');
    const account = await subjectOf(world.database.sql, target.id);
    const logins = account === null ? [] : await liveLogins(world.database.sql, account);
    for (const login of logins) await endLogin(world, identity, account!, login);
    return { logins: logins.length };
  });
