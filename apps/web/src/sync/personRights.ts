import type { User } from '@roost/protocol/entities';

export interface PersonRights {
  /** Take them out of the workspace. */
  remove: boolean;
  /** Make a link with which somebody becomes them. */
  inviteAs: boolean;
}

/** What one may do with somebody else in the workspace; mirrors the server's table, which has the last word. */
export function rightsOver(user: User, self: User | undefined): PersonRights {
  const isAdmin = self?.role === 'owner' || self?.role === 'admin';
  const isOwner = self?.role === 'owner';
  return {
    remove: isAdmin && user.id !== self.id && !user.left && (isOwner || user.role !== 'owner'),
    // Whoever comes so reads what that person could read: only owners hand that out.
    inviteAs: isOwner && user.kind === 'person' && (user.imported === true || user.left === true),
  };
}
