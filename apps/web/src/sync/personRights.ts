import type { User } from '@roost/protocol/entities';

export interface PersonRights {
  /** Take them out of the workspace. */
  remove: boolean;
  /** Make a link with which somebody becomes them. */
  inviteAs: boolean;
  /** Shut them out for a while. */
  deactivate: boolean;
  reactivate: boolean;
  /** Sign them out on all their devices. */
  endSessions: boolean;
}

/** What one may do with somebody else in the workspace; mirrors the server's table, which has the last word. */
export function rightsOver(user: User, self: User | undefined): PersonRights {
  const isAdmin = self?.role === 'owner' || self?.role === 'admin';
  const isOwner = self?.role === 'owner';
  const isOver = isAdmin && user.id !== self.id && (isOwner || user.role !== 'owner');
  const isHere = isOver && !user.left && user.kind === 'person' && !user.imported;
  return {
    remove: isOver && (!user.left || user.deactivated === true),
    deactivate: isHere,
    reactivate: isOver && user.deactivated === true,
    endSessions: isHere,
    // Whoever comes so reads what that person could read: only owners hand that out.
    inviteAs:
      isOwner && user.kind === 'person' && (user.imported === true || (user.left === true && !user.deactivated)),
  };
}
