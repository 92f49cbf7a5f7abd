import { actingIn } from '../acting.ts';
import { runs } from '../verb.ts';
import { readGroups } from './sql.ts';

/** The groups of a workspace. Guests know of none: they tell who else there is [W9]. */
export const groupList = runs('group.list', async (world, call, args) => {
  const { workspace, actor } = await actingIn(world, call, args.workspace);
  if (actor.role === 'guest') return { groups: [] };
  return { groups: await readGroups(world.database.sql, workspace) };
});
