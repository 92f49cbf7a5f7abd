import type { GuardReader, Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part } from '../../storage/part.ts';

/** To be written with the joining that it allowed. */
export function countUse(tx: Tx, invite: string): Statement {
  return tx`update invite set uses = uses + 1 where id = ${invite}`;
}

/** What a check relied on: that an invite is neither revoked nor used up. */
export const inviteGuard: GuardReader = {
  kind: 'invite',
  read: (ids) => part`
      select id, 'open' as state from invite
      where id = any(${list(ids)}::text[]) and revoked_at is null and (max_uses is null or uses < max_uses)`,
};

/** What people who go have handed out, to be written with their leaving. */
export function revokeInvitesBy(tx: Tx, users: readonly string[]): Statement {
  return tx`
    update invite set revoked_at = (extract(epoch from clock_timestamp()) * 1000000)::bigint
    where created_by = any(${[...users]}::text[]) and revoked_at is null`;
}
