import { Reject } from '../../reject.ts';
import { makeEntry } from '../accounts/entry.ts';
import { accountById } from '../accounts/find.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import { runs, type World } from '../verb.ts';
import { endLogin } from './ending.ts';
import { presentedTo } from './rotation.ts';
import { moveGeneration, readLogin, type LoginRow } from './sql.ts';

/**
 * A new access token and the successor of the refresh token [A2, A3]. The successor goes back the way the token came: what came as a
 * cookie is never put into an answer, where a script could read it, whatever the caller says that it is.
 */
export const refreshLogin = (identity: IdentityParts) =>
  runs('login.refresh', async (world, call, args) => {
    const token = args.refreshToken ?? call.door.refreshToken;
    const presented = token === null ? null : await identity.refreshTokens.read(token);
    if (!presented) throw signInAgain('There is no refresh token that is valid here. Sign in.');
    const login = await rotate(world, identity, presented);
    const account = await accountById(world.database, login.accountId);
    if (!account) throw signInAgain('This account is gone.');
    const entry = await makeEntry(identity, world.database.sql, { account, login: login.id });
    const successor = identity.refreshTokens.make(login.id, presented.generation + 1);
    if (args.refreshToken !== undefined) return { ...entry, refreshToken: successor };
    call.door.setRefreshToken(successor);
    return entry;
  });

async function rotate(
  world: World,
  identity: IdentityParts,
  presented: { login: string; generation: number },
): Promise<LoginRow> {
  const { sql } = world.database;
  // Comes round again only when somebody else moved the generation between reading and writing, which then is higher.
  for (;;) {
    const login = await readLogin(sql, presented.login);
    if (!login) throw signInAgain('This login has ended. Sign in.');
    const { type } = presentedTo(rotating(login), presented.generation, world.now());
    switch (type) {
      case 'again':
        return login;
      case 'first':
        if (
          await moveGeneration(sql, login.id, {
            from: login.generation,
            to: presented.generation,
            at: world.now() * 1000,
          })
        ) {
          return login;
        }
        break;
      case 'pending':
        throw new Reject('refresh_pending', 'A newer refresh token is in use. Try with that.', { retryAfterMs: 1_000 });
      case 'reused':
        await endLogin(world, identity, login.accountId, login.id);
        throw signInAgain('An old refresh token was used again, so this login was ended. Sign in.');
      case 'ended':
        throw signInAgain('This login has ended. Sign in.');
      default:
        throw new TypeError(type satisfies never);
    }
  }
}

function rotating(login: LoginRow) {
  return {
    generation: login.generation,
    usedAtMs: login.usedAt / 1000,
    lastSeenAtMs: login.lastSeenAt / 1000,
    ended: login.endedAt !== null,
  };
}

function signInAgain(detail: string): Reject {
  return new Reject('unauthenticated', detail);
}
