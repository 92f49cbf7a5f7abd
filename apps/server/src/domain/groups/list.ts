import { actingIn } from '../acting.ts';
import { runs } from '../verb.ts';
import { readGroups } from './sql.ts';

/** The groups of a workspace. */
export const groupList = runs('group.list', async (world, call, args) => {
  const { workspace } = await actingIn(world, call, args.workspace);
  return { groups: await readGroups(world.database.sql, workspace) };
});
