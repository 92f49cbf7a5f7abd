import type { User } from '@roost/protocol/entities';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { revokeInvitesBy } from '../invites/sql.ts';
import type { Acting } from '../acting.ts';
import type { IndexedUser } from '../members/rules.ts';
import { canSuspendUser, leavesNoOwner } from '../permissions.ts';
import { botsMadeBy, revokeTokens } from '../tokens/sql.ts';
import { plans } from '../verb.ts';
import { findPerson, nobody, userUpdated } from './find.ts';
import { workspaceLeft } from './remove.ts';
import { readUsers, subjectOf } from './sql.ts';

/**
 * Shuts somebody out: with the item's commit they may do nothing and hear nothing, as somebody who was removed. Their role and their
 * channels wait for them. Tokens of theirs and of the bots that they made are worth nothing from then on, their invites neither.
 */
export const userDeactivate = plans('user.deactivate', async (world, call, args) => {
  const { acting, target } = await findPerson(world, call, args.user);
  const { sql } = world.database;
  checkMaySuspend(acting, target);
  const [before] = await readUsers(sql, acting.workspace, [target.id]);
  if (!before) throw nobody();
  if (before.deactivated) return { item: null, answer: () => ({ user: before }) };
  if (before.left) throw new Reject('conflict', 'They are not in the workspace any more.');
  if (before.kind === 'bot') throw new Reject('conflict', 'A bot is stopped by revoking its tokens, or removed.');
  if (leavesNoOwner(acting.rules.users.values(), target, 'member'))
    throw new Reject('last_owner', 'Make somebody else an owner first.');
  const subject = await subjectOf(sql, target.id);
  const bots = subject === null ? [] : await botsMadeBy(sql, acting.workspace, subject);
  const shutOut: User = { ...before, left: true, deactivated: true };
  const parting =
    subject === null ? [] : [workspaceLeft(subject, acting.actor.id, { workspace: acting.workspace, user: target.id })];
  return {
    item: {
      events: [userUpdated(acting, shutOut), ...parting] as NewEvent[],
      checked: acting.checked,
      guards: [],
      touches: [`user:${target.id}`],
      alongside: (tx) => [
        revokeTokens(tx, { of: bots.map(({ user }) => user.id), heldBy: subject, workspace: acting.workspace }),
        revokeInvitesBy(tx, [target.id]),
      ],
    },
    answer: ([updated]) => ({ user: (updated as LoggedEvent<'user.updated'>).data.user }),
  };
});

/** Refuses whoever may not shut this person out or let them in. */
export function checkMaySuspend({ actor }: Acting, target: IndexedUser): void {
  if (!canSuspendUser(actor, target))
    throw new Reject('forbidden', 'Only admins may do this, with others than themselves, and with owners only owners.');
}
