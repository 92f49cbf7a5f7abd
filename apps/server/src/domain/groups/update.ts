import type { Group } from '@roost/protocol/entities';
import type { Args } from '@roost/protocol/registry';
import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import { oneLine, properName } from '../names.ts';
import { plans, type Call, type World } from '../verb.ts';
import { allowGroups, checkedChannels, checkedPeople, checkSize, freeHandle } from './checks.ts';
import { groupEvent, groupIn, joinings, touchesOf } from './events.ts';
import { readGroup } from './sql.ts';

/** Changes a group, field by field. */
export const groupUpdate = plans('group.update', async (world, call, args) => {
  const { before, acting } = await findGroup(world, call, args.group);
  allowGroups(acting);
  const after = changed(acting, before, args);
  if (isSame(before, after)) return { item: null, answer: () => ({ group: before }) };
  const events = [groupEvent('group.updated', acting, () => after), ...joinings(acting, before, after)];
  return {
    item: { events, checked: acting.checked, guards: [], touches: touchesOf(after, events) },
    answer: groupIn,
    keep: 'event',
  };
});

async function findGroup(world: World, call: Call, id: string): Promise<{ before: Group; acting: Acting }> {
  const gone = new Reject('not_found', 'There is no such group.');
  const known = await readGroup(world.database.sql, id);
  if (!known) throw gone;
  const acting = await actingIn(world, call, known.workspace).catch(() => Promise.reject(gone));
  // Read once more: what was read before the rules were taken may be older than they are.
  const before = await readGroup(world.database.sql, id);
  if (!before) throw gone;
  return { before, acting };
}

function changed(acting: Acting, before: Group, to: Args<'group.update'>): Group {
  const { disabled: _disabled, ...kept } = before;
  const removed = new Set(to.remove);
  const users = checkedPeople(acting, to.add ?? [], 'add');
  const after = {
    ...kept,
    name: to.name === undefined ? before.name : properName(to.name),
    handle: to.handle === undefined ? before.handle : freeHandle(acting, to.handle, before.id),
    description: to.description === undefined ? before.description : oneLine(to.description),
    users: [...new Set([...before.users.filter((user) => !removed.has(user)), ...users])].sort(),
    channels: to.channels === undefined ? before.channels : checkedChannels(acting, to.channels, before.channels),
    ...((to.disabled ?? before.disabled) && { disabled: true as const }),
  };
  if (users.length > 0) checkSize(after.users);
  return after;
}

function isSame(before: Group, after: Group): boolean {
  const fields = ['name', 'handle', 'description', 'disabled'] as const;
  const lists = ['users', 'channels'] as const;
  return (
    fields.every((field) => before[field] === after[field]) &&
    lists.every((list) => before[list].join() === after[list].join())
  );
}
