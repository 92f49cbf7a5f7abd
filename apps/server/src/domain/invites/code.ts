import { createHash, randomBytes } from 'node:crypto';

/** What an invite's link carries: 160 random bits. */
export function newInviteCode(): string {
  return randomBytes(20).toString('base64url');
}

/** As stored and looked up. */
export function hashInviteCode(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}
