import { randomInt } from 'node:crypto';
import type { World } from '../verb.ts';
import { appendFresh } from './appendFresh.ts';
import { normalEmail } from './email.ts';
import { accountByEmail } from './find.ts';
import { newPassword } from './newPassword.ts';
import type { Passwords } from './passwords.ts';

/** Without letters and digits that look alike, since it is read off a screen. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP = 4;

/**
 * Gives whoever forgot theirs a password made up here, and ends all their logins. For whoever operates the server: it asks for no
 * proof. Null when there is no such account.
 */
export async function resetPassword(world: World, passwords: Passwords, email: string): Promise<string | null> {
  const account = await accountByEmail(world.database, normalEmail(email));
  if (!account) return null;
  const password = madeUp();
  const passwordHash = await passwords.hash(password);
  const { outcome } = await appendFresh(world, () => newPassword(world, account, { passwordHash, except: null }));
  if (outcome.type !== 'committed') throw new TypeError(`resetting a password ended in ${outcome.type}`);
  return password;
}

/** 99 random bits. */
function madeUp(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)]!;
  return Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, letter).join('')).join('-');
}
