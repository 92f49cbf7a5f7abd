import type { User } from '@roost/protocol/entities';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import type { Acting } from '../acting.ts';
import { revokeInvitesBy } from '../invites/sql.ts';
import { memberLeft } from '../members/leaving.ts';
import type { IndexedUser } from '../members/rules.ts';
import { canRemoveUser, leavesNoOwner } from '../permissions.ts';
import { revokeTokensOf } from '../tokens/sql.ts';
import { plans } from '../verb.ts';
import { findPerson, nobody, userUpdated } from './find.ts';
import { readUsers } from './sql.ts';

/**
 * Takes somebody out of the workspace, or lets them go: with the item's commit they can do nothing and are told nothing more, in any
 * channel, by any invite or token of theirs. What they wrote stays, and so do direct channels for whoever else is in them.
 */
export const userRemove = plans('user.remove', async (world, call, args) => {
  const { acting, target } = await findPerson(world, call, args.user);
  const [before] = await readUsers(world.database.sql, acting.workspace, [target.id]);
  if (!before) throw nobody();
  if (before.left) return { item: null, answer: () => ({ user: before }) };
  checkMay(acting, target);
  const channels = [...acting.rules.channelsOf(target.id)].filter((channel) => isLeft(acting, channel));
  const by = acting.actor.id;
  return {
    item: {
      events: [
        ...channels.map((channel) => memberLeft(acting.workspace, channel, target.id, by)),
        userUpdated(acting, gone(before)),
        ...workspaceLeft(acting, target),
      ],
      checked: acting.checked,
      guards: [],
      touches: [`user:${target.id}`, ...channels.map((channel) => `member:${channel}|${target.id}`)],
      alongside: (tx) => [revokeTokensOf(tx, target.id), revokeInvitesBy(tx, target.id)],
    },
    answer: (events) => ({ user: (events[channels.length] as LoggedEvent<'user.updated'>).data.user }),
  };
});

function checkMay({ actor, rules }: Acting, target: IndexedUser): void {
  if (!canRemoveUser(actor, target))
    throw new Reject('forbidden', 'Only admins may remove people, and owners only owners.');
  if (leavesNoOwner(rules.users.values(), target, 'member')) {
    throw new Reject('last_owner', 'Make somebody else an owner first.');
  }
}

/** A direct channel is its people, also when one of them is gone. */
function isLeft({ rules }: Acting, channel: string): boolean {
  return rules.channels.get(channel)?.kind !== 'direct';
}

function gone({ imported: _, ...user }: User): User {
  return { ...user, role: 'member', left: true };
}

/** In the stream of the account or app; who was imported and never came has none. */
function workspaceLeft({ workspace, actor }: Acting, { id, account, app }: IndexedUser): NewEvent[] {
  const subject = account ?? app;
  if (subject === null) return [];
  const event: NewEvent<'workspace.left'> = {
    stream: subject,
    type: 'workspace.left',
    actor: actor.id,
    audience: '*',
    data: () => ({ workspace, user: id }),
  };
  return [event as NewEvent];
}
