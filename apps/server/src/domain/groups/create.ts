import type { Group } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { oneLine, properName } from '../names.ts';
import { plans } from '../verb.ts';
import { allowGroups, checkedChannels, checkedPeople, freeHandle } from './checks.ts';
import { groupEvent, groupIn, joinings, touchesOf } from './events.ts';

/** Makes a group of people. */
export const groupCreate = plans('group.create', async (world, call, args) => {
  const acting = await actingIn(world, call, args.workspace);
  allowGroups(acting);
  const { workspace, actor, rules, checked } = acting;
  if (rules.groups.size >= limits.groups) throw new Reject('conflict', 'There are too many groups.');
  const group: Group = {
    id: newId('group', world.now()),
    rev: 0,
    workspace,
    name: properName(args.name),
    handle: freeHandle(acting, args.handle),
    description: oneLine(args.description ?? ''),
    users: checkedPeople(acting, args.users ?? [], 'users'),
    channels: checkedChannels(acting, args.channels ?? []),
    createdBy: actor.id,
    createdAt: '',
  };
  const joined = joinings(acting, { users: [], channels: [] }, group);
  const events = [groupEvent('group.created', acting, ({ at }) => ({ ...group, createdAt: toIso(at) })), ...joined];
  return {
    item: { events, checked, guards: [], touches: touchesOf(group, events) },
    answer: groupIn,
    keep: 'event',
  };
});
