import { Reject } from '../../reject.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import { runs } from '../verb.ts';
import { endLogin } from './ending.ts';
import { readLogin } from './sql.ts';

/** Signs out this device, or another one of the same account. */
export const endOwnLogin = (identity: IdentityParts) =>
  runs('login.end', async (world, call, args) => {
    const { subject, credential } = call.identity!;
    const id = args.login ?? credential;
    const login = await readLogin(world.database.sql, id);
    if (!login || login.accountId !== subject) throw new Reject('not_found', 'There is no such login.');
    if (login.endedAt === null) await endLogin(world, identity, subject, id);
    if (id === credential) call.door.setRefreshToken(null);
    return {};
  });
