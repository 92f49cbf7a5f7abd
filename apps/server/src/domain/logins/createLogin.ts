import { Reject } from '../../reject.ts';
import { normalEmail } from '../accounts/email.ts';
import { makeEntry } from '../accounts/entry.ts';
import { accountByEmail, passwordUnchanged, type KnownAccount } from '../accounts/find.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import { isSettled } from '../setup/sql.ts';
import { runs, type Call, type World } from '../verb.ts';
import { giveFirstToken, newLogin } from './newLogin.ts';

/** Signs in. Everything that can go wrong with e-mail and password is one answer, at one speed [A5]. */
export const createLogin = (identity: IdentityParts) =>
  runs('login.create', async (world, call, args) => {
    const account = await prove(identity, world, call, args);
    const login = newLogin(account.id, call, world.now());
    const outcome = await world.log.append({
      events: [login.event],
      checked: [],
      guards: [passwordUnchanged(account)],
      touches: [`account:${account.id}`],
      alongside: (tx) => [login.row(tx)],
    });
    if (outcome.type !== 'committed') throw wrongCredentials(); // the password was changed at this moment
    const entry = await makeEntry(identity, world.database.sql, { account, login: login.id });
    return { ...entry, ...giveFirstToken(identity, call, login.id, args.client) };
  });

async function prove(
  identity: IdentityParts,
  world: World,
  call: Call,
  given: { email: string; password: string },
): Promise<KnownAccount> {
  const email = normalEmail(given.email);
  const attempt = identity.throttle.begin(call.door.address, email);
  const account = await accountByEmail(world.database, email);
  const right = await identity.passwords.matches(account?.passwordHash ?? null, given.password);
  if (account && right) {
    attempt.succeeded();
    return account;
  }
  attempt.failed();
  // Asked also where there is an account, so that it takes as long.
  if (!(await isSettled(world.database.sql))) {
    throw new Reject('setup_required', 'This server has not been set up yet.');
  }
  throw wrongCredentials();
}

function wrongCredentials(): Reject {
  return new Reject('wrong_credentials', 'E-mail or password is wrong.');
}
