import type { User } from '@roost/protocol/entities';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import type { Acting } from '../acting.ts';
import { revokeInvitesBy } from '../invites/sql.ts';
import { memberLeft } from '../members/leaving.ts';
import type { IndexedUser } from '../members/rules.ts';
import { canRemoveUser, leavesNoOwner } from '../permissions.ts';
import { botsMadeBy, revokeTokens } from '../tokens/sql.ts';
import { plans } from '../verb.ts';
import { findPerson, nobody, userUpdated } from './find.ts';
import { readUsers, subjectOf } from './sql.ts';

/**
 * Takes somebody out of the workspace, or lets them go: with the item's commit they can do nothing and are told nothing more, in any
 * channel, by any invite, token or bot of theirs. What they wrote stays, and so do direct channels for whoever else is in them.
 */
export const userRemove = plans('user.remove', async (world, call, args) => {
  const { acting, target } = await findPerson(world, call, args.user);
  const { sql } = world.database;
  const [before] = await readUsers(sql, acting.workspace, [target.id]);
  if (!before) throw nobody();
  if (before.left && !before.deactivated) return { item: null, answer: () => ({ user: before }) };
  checkMay(acting, target);
  const subject = await subjectOf(sql, target.id);
  const bots = subject === null ? [] : await botsMadeBy(sql, acting.workspace, subject);
  const leaving = [{ user: before, subject }, ...bots];
  const ids = leaving.map(({ user }) => user.id);
  return {
    item: {
      events: leaving.flatMap(({ user, subject: of }) => partingEvents(acting, user, of)),
      checked: acting.checked,
      guards: [],
      touches: ids.flatMap((id) => [`user:${id}`, ...leftChannels(acting, id).map((left) => `member:${left}|${id}`)]),
      alongside: (tx) => [
        revokeTokens(tx, { of: ids, heldBy: subject, workspace: acting.workspace }),
        revokeInvitesBy(tx, ids),
      ],
    },
    answer: (events) => ({ user: (events.find(isUpdate) as LoggedEvent<'user.updated'>).data.user }),
  };
});

/** Out of the channels, out of the workspace, and told so themselves; who was imported and never came has no stream for that. */
function partingEvents(acting: Acting, user: User, subject: string | null): NewEvent[] {
  const { workspace, actor } = acting;
  return [
    ...leftChannels(acting, user.id).map((channel) => memberLeft(workspace, channel, user.id, actor.id)),
    userUpdated(acting, gone(user)),
    ...(subject === null ? [] : [workspaceLeft(subject, actor.id, { workspace, user: user.id })]),
  ] as NewEvent[];
}

function checkMay({ actor, rules }: Acting, target: IndexedUser): void {
  if (!canRemoveUser(actor, target))
    throw new Reject('forbidden', 'Only admins may remove people, and owners only owners.');
  if (leavesNoOwner(rules.users.values(), target, 'member')) {
    throw new Reject('last_owner', 'Make somebody else an owner first.');
  }
}

/** A direct channel is its people, also when one of them is gone. */
function leftChannels({ rules }: Acting, user: string): string[] {
  return [...rules.channelsOf(user)].filter((channel) => rules.channels.get(channel)?.kind !== 'direct');
}

function gone({ imported: _, deactivated: __, ...user }: User): User {
  return { ...user, role: 'member', left: true };
}

/** In the stream of the account or app. */
export function workspaceLeft(
  subject: string,
  actor: string,
  left: { workspace: string; user: string },
): NewEvent<'workspace.left'> {
  return { stream: subject, type: 'workspace.left', actor, audience: '*', data: () => left };
}

function isUpdate({ type }: LoggedEvent): boolean {
  return type === 'user.updated';
}
