import type { User } from '@roost/protocol/entities';
import type { NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import type { IndexedUser } from '../members/rules.ts';
import { mayKnow } from '../members/sharing.ts';
import type { Call, World } from '../verb.ts';
import { workspaceOfUser } from './sql.ts';

/** Somebody, and who the caller is in the same workspace. One in a workspace that the caller is not in does not exist [O7]. */
export async function findPerson(
  world: World,
  call: Call,
  id: string,
): Promise<{ acting: Acting; target: IndexedUser }> {
  const workspace = await workspaceOfUser(world.database.sql, id);
  if (workspace === null) throw nobody();
  const acting = await actingIn(world, call, workspace).catch((error: unknown) => {
    throw error instanceof Reject && error.code === 'not_found' ? nobody() : error;
  });
  const target = acting.rules.users.get(id);
  if (!target || !mayKnow(acting.rules, acting.actor.id, id)) throw nobody();
  return { acting, target };
}

/** The person as they become. */
export function userUpdated({ workspace, actor }: Acting, user: User): NewEvent {
  const event: NewEvent<'user.updated'> = {
    stream: workspace,
    type: 'user.updated',
    actor: actor.id,
    audience: '*',
    rules: true,
    data: ({ seq }) => ({ user: { ...user, rev: seq } }),
  };
  return event as NewEvent;
}

export function nobody(): Reject {
  return new Reject('not_found', 'There is no such person.');
}
