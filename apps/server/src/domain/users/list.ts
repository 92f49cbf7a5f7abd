import { actingIn } from '../acting.ts';
import { knownTo } from '../members/sharing.ts';
import { containing } from '../names.ts';
import { runs } from '../verb.ts';
import { pageEnd, placeAfter } from './paging.ts';
import { listUsers } from './sql.ts';

const PAGE = 100;

/** The people of a workspace by name, as far as one may know of them, a page at a time. */
export const userList = runs('user.list', async (world, call, args) => {
  const { workspace, actor, rules } = await actingIn(world, call, args.workspace);
  const limit = args.limit ?? PAGE;
  const like = args.search === undefined ? null : containing(args.search);
  const { users, last } = await listUsers(world.database.sql, {
    workspace,
    like,
    role: args.role ?? null,
    deactivated: args.deactivated ?? false,
    among: knownTo(rules, actor.id),
    after: placeAfter(args.after),
    limit,
  });
  return { users, next: users.length === limit ? pageEnd(last) : null };
});
