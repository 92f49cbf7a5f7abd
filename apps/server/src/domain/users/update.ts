import type { User } from '@roost/protocol/entities';
import type { Args } from '@roost/protocol/registry';
import type { LoggedEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import type { Acting } from '../acting.ts';
import type { IndexedUser } from '../members/rules.ts';
import { oneLine, properName } from '../names.ts';
import { canChangeRole, canEditProfile, leavesNoOwner } from '../permissions.ts';
import { plans, type Call } from '../verb.ts';
import { findPerson, nobody, userUpdated } from './find.ts';
import { readUsers } from './sql.ts';

/** Changes a name, a title or a role. */
export const userUpdate = plans('user.update', async (world, call, args) => {
  const { acting, target } = await findPerson(world, call, args.user);
  if (target.left) throw nobody();
  checkScope(call, args);
  const [before] = await readUsers(world.database.sql, acting.workspace, [target.id]);
  if (!before) throw nobody();
  checkPermissions(acting, target, before, args);
  const after = changed(before, args);
  const same = after.name === before.name && after.title === before.title && after.role === before.role;
  if (same) return { item: null, answer: () => ({ user: before }) };
  return {
    item: {
      events: [userUpdated(acting, after)],
      checked: acting.checked,
      guards: [],
      touches: [`user:${target.id}`],
    },
    answer: ([updated]) => ({ user: (updated as LoggedEvent<'user.updated'>).data.user }),
  };
});

/** Giving roles is for admins: a program needs the scope, too [O9]. */
function checkScope({ identity }: Call, { role }: Args<'user.update'>): void {
  if (role !== undefined && !identity?.scopes.includes('admin'))
    throw new Reject('forbidden', 'The token lacks the scope admin.');
}

function checkPermissions(
  { actor, rules }: Acting,
  target: IndexedUser,
  before: User,
  args: Args<'user.update'>,
): void {
  const profile = args.name !== undefined || args.title !== undefined;
  if (profile && !canEditProfile(actor, target)) {
    throw new Reject('forbidden', 'Only they themselves may change their name and title.');
  }
  if (args.role === undefined) return;
  if (!canChangeRole(actor, before, args.role)) throw new Reject('forbidden', 'You may not give this role.');
  if (leavesNoOwner(rules.users.values(), target, args.role)) {
    throw new Reject('last_owner', 'Make somebody else an owner first.');
  }
}

function changed(before: User, to: Args<'user.update'>): User {
  const { title: _, ...user } = before;
  const title = to.title === undefined ? before.title : oneLine(to.title) || undefined;
  return {
    ...user,
    name: to.name === undefined ? before.name : properName(to.name),
    role: to.role ?? before.role,
    ...(title !== undefined && { title }),
  };
}
