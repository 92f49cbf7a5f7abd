import { createHash } from 'node:crypto';
import type { Guard } from '../../log/item.ts';
import type { Database } from '../../storage/database.ts';

/** Somebody who can sign in. */
export interface KnownAccount {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
}

export function accountByEmail(database: Database, email: string): Promise<KnownAccount | null> {
  return database.prisma.account.findUnique({ where: { email } });
}

export function accountById(database: Database, id: string): Promise<KnownAccount | null> {
  return database.prisma.account.findUnique({ where: { id } });
}

/** That the password is still the one that was compared. */
export function passwordUnchanged(account: KnownAccount): Guard {
  return { kind: 'password', id: account.id, is: createHash('md5').update(account.passwordHash).digest('hex') };
}
