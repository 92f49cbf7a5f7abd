import { newId } from '@roost/protocol/ids';
import { Reject } from '../../reject.ts';
import { normalEmail } from '../accounts/email.ts';
import { makeEntry } from '../accounts/entry.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import { insertAccount } from '../accounts/sql.ts';
import { giveFirstToken, newLogin } from '../logins/newLogin.ts';
import { properName } from '../names.ts';
import { runs } from '../verb.ts';
import { foundingEvents } from '../workspaces/founding.ts';
import { isSettled } from './sql.ts';

/**
 * The first workspace and its owner [A7]. Two people who do this at the same moment have no row in common that could be locked, so
 * the item carries a key that the log lets take effect once, with arguments that differ for everybody.
 */
export const createSetup = (identity: IdentityParts) =>
  runs('setup.create', async (world, call, args) => {
    const { sql } = world.database;
    if (await isSettled(sql)) throw setUpAlready();
    const now = world.now();
    const account = {
      id: newId('account', now),
      email: normalEmail(args.email),
      name: properName(args.name),
      passwordHash: await identity.passwords.hash(args.password),
      createdAt: now * 1000,
    };
    const workspaceName = properName(args.workspaceName, 'args.workspaceName');
    const founding = foundingEvents({ workspaceName, userName: account.name, account: account.id });
    const login = newLogin(account.id, call, now);
    const outcome = await world.log.append({
      events: [...founding.events, login.event],
      key: { author: 'server', key: 'setup.create', argsHash: account.id },
      checked: [],
      guards: [],
      touches: [...founding.touches, `account:${account.id}`, 'setup'],
      alongside: (tx) => [insertAccount(tx, account), login.row(tx)],
    });
    if (outcome.type !== 'committed') throw setUpAlready();
    const entry = await makeEntry(identity, sql, { account, login: login.id, workspace: founding.workspace });
    return { ...entry, ...giveFirstToken(identity, call, login.id, args.client) };
  });

function setUpAlready(): Reject {
  return new Reject('setup_done', 'This server has been set up already. Sign in.');
}
