import { actingIn } from '../acting.ts';
import { runs } from '../verb.ts';
import { readUsers } from './sql.ts';

/** Some people by id; those who are not in the workspace are left out. */
export const userGet = runs('user.get', async (world, call, args) => {
  const { workspace } = await actingIn(world, call, args.workspace);
  return { users: await readUsers(world.database.sql, workspace, args.users) };
});
