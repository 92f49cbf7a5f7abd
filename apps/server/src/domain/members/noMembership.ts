import { Reject } from '../../reject.ts';

/** Somebody left, or was removed, while it was being asked. */
export function noMembership(): Reject {
  return new Reject('forbidden', 'Only members of the channel may do this.');
}
