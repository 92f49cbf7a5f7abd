import type { User } from '@roost/protocol/entities';
import type { LoggedEvent, NewEvent, Place } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { plans } from '../verb.ts';
import { readWorkspace } from '../workspaces/sql.ts';
import { checkMaySuspend } from './deactivate.ts';
import { findPerson, nobody, userUpdated } from './find.ts';
import { workspaceJoined } from './joining.ts';
import { formerAccountOf, readUsers } from './sql.ts';

/** Lets somebody who was deactivated in again, as whoever they were. Somebody imported who never came has no account to tell. */
export const userReactivate = plans('user.reactivate', async (world, call, args) => {
  const { acting, target } = await findPerson(world, call, args.user);
  const { sql } = world.database;
  checkMaySuspend(acting, target);
  const [before] = await readUsers(sql, acting.workspace, [target.id]);
  const workspace = await readWorkspace(sql, acting.workspace);
  if (!before || !workspace) throw nobody();
  if (!before.left) return { item: null, answer: () => ({ user: before }) };
  if (!before.deactivated) throw new Reject('conflict', 'They were removed. Invite them again.');
  const account = await formerAccountOf(sql, target.id);
  const { left: _, deactivated: __, ...rest } = before;
  let back: User = rest;
  const updated = userUpdated(acting, back);
  const event = { ...updated, data: (place: Place) => ({ user: (back = { ...rest, rev: place.seq }) }) } as NewEvent;
  const joined = account === null ? [] : [workspaceJoined(account, acting.actor.id, () => ({ workspace, user: back }))];
  return {
    item: {
      events: [event, ...joined] as NewEvent[],
      checked: acting.checked,
      guards: [],
      touches: [`user:${target.id}`, ...(account === null ? [] : [`subject:${workspace.id}:${account}`])],
    },
    answer: ([first]) => ({ user: (first as LoggedEvent<'user.updated'>).data.user }),
    taken: () => new Reject('conflict', 'They have come back under another name.'),
  };
});
