import type { Item } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { loginEnded } from '../logins/ending.ts';
import { markEnded } from '../logins/sql.ts';
import type { World } from '../verb.ts';
import { accountById, passwordUnchanged, type KnownAccount } from './find.ts';
import { updatePassword } from './sql.ts';

/**
 * What the log needs to give an account another password and end its logins, except one. The guard on the list of logins makes sure
 * that none slips in between: one that was made with the old password ends too.
 */
export async function newPassword(
  world: World,
  account: KnownAccount,
  { passwordHash, except }: { passwordHash: string; except: string | null },
): Promise<{ item: Item; others: string[] }> {
  const now = await accountById(world.database, account.id);
  if (now?.passwordHash !== account.passwordHash) {
    throw new Reject('conflict', 'The password was changed elsewhere at this moment.');
  }
  const live = await world.database.prisma.login.findMany({
    where: { accountId: account.id, endedAt: null },
    select: { id: true },
  });
  const ids = live.map(({ id }) => id).sort();
  const others = ids.filter((id) => id !== except);
  const item: Item = {
    events: others.map((login) => loginEnded(account.id, login)),
    checked: [{ stream: account.id, rulesRev: 0 }], // locks the account's stream, also when there is no event for it
    guards: [passwordUnchanged(account), { kind: 'logins', id: account.id, is: ids.join(' ') }],
    touches: [`account:${account.id}`],
    alongside: (tx) => [updatePassword(tx, account.id, passwordHash), markEnded(tx, others)],
  };
  return { item, others };
}
