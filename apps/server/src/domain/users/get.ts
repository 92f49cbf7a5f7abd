import { actingIn } from '../acting.ts';
import { mayKnow } from '../members/sharing.ts';
import { runs } from '../verb.ts';
import { readUsers } from './sql.ts';

/** Some people by id; those who are not in the workspace, or of whom one may not know, are left out. */
export const userGet = runs('user.get', async (world, call, args) => {
  const { workspace, actor, rules } = await actingIn(world, call, args.workspace);
  const users = args.users.filter((user) => mayKnow(rules, actor.id, user));
  return { users: await readUsers(world.database.sql, workspace, users) };
});
