import { Reject } from '../../reject.ts';
import { runs } from '../verb.ts';
import { appendFresh } from './appendFresh.ts';
import { accountById } from './find.ts';
import type { IdentityParts } from './identityParts.ts';
import { newPassword } from './newPassword.ts';

/** A new password; whoever is signed in elsewhere is not any more. */
export const changePassword = (identity: IdentityParts) =>
  runs('account.changePassword', async (world, call, args) => {
    const { subject, credential } = call.identity!;
    const account = await accountById(world.database, subject);
    if (!account) throw new Reject('unauthenticated', 'This account is gone.');
    const attempt = identity.throttle.begin(call.door.address, account.email);
    if (!(await identity.passwords.matches(account.passwordHash, args.current))) {
      attempt.failed();
      throw new Reject('wrong_credentials', 'The current password is wrong.', { field: 'args.current' });
    }
    attempt.succeeded();
    const passwordHash = await identity.passwords.hash(args.password);
    const { planned, outcome } = await appendFresh(world, () =>
      newPassword(world, account, { passwordHash, except: credential }),
    );
    if (outcome.type !== 'committed') throw new TypeError(`changing a password ended in ${outcome.type}`);
    for (const login of planned.others) identity.revocations.revoke(login);
    return {};
  });
