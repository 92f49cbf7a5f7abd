import { Reject } from '../../reject.ts';
import { loginEnded } from '../logins/ending.ts';
import { markEnded } from '../logins/sql.ts';
import { runs, type World } from '../verb.ts';
import { appendFresh } from './appendFresh.ts';
import { accountById, passwordUnchanged, type KnownAccount } from './find.ts';
import type { IdentityParts } from './identityParts.ts';
import { updatePassword } from './sql.ts';

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
    const { planned, outcome } = await appendFresh(world, () => plan(world, account, credential, passwordHash));
    if (outcome.type !== 'committed') throw new TypeError(`changing a password ended in ${outcome.type}`);
    for (const login of planned.others) identity.revocations.revoke(login);
    return {};
  });

// The guard on the list of logins makes sure that none slips in between: one that was made with the old password ends too.
async function plan(world: World, account: KnownAccount, current: string, passwordHash: string) {
  const now = await accountById(world.database, account.id);
  if (now?.passwordHash !== account.passwordHash) {
    throw new Reject('conflict', 'The password was changed elsewhere at this moment.');
  }
  const live = await world.database.prisma.login.findMany({
    where: { accountId: account.id, endedAt: null },
    select: { id: true },
  });
  const ids = live.map(({ id }) => id).sort();
  const others = ids.filter((id) => id !== current);
  const item = {
    events: others.map((login) => loginEnded(account.id, login)),
    checked: [{ stream: account.id, rulesRev: 0 }], // locks the account's stream, also when there is no event for it
    guards: [passwordUnchanged(account), { kind: 'logins', id: account.id, is: ids.join(' ') }],
    touches: [`account:${account.id}`],
    alongside: (tx: Parameters<typeof markEnded>[0]) => [
      updatePassword(tx, account.id, passwordHash),
      markEnded(tx, others),
    ],
  };
  return { item, others };
}
