import type { Posting } from '@roost/protocol/entities';
import { Reject } from '../../reject.ts';
import type { Acting } from '../acting.ts';
import { checkPeople } from './find.ts';

/** Refuses people of whom one may not know, and that nobody is chosen where some are to write. */
export function checkPosting(acting: Acting, { who, users }: Posting): void {
  checkPeople(acting, users, 'args.posting.users');
  if (who === 'chosen' && users.length === 0)
    throw new Reject('invalid', 'Choose at least one person.', { field: 'args.posting.users' });
}

/** As it is kept: as usual is as nothing said. */
export function keptPosting({ who, users, replies }: Posting): Posting | undefined {
  if (who === 'everybody') return undefined;
  return { who, users: who === 'chosen' ? [...new Set(users)].sort() : [], replies };
}
