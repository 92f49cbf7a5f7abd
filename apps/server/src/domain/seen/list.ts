import { toIso } from '@roost/protocol/time';
import { actingIn } from '../acting.ts';
import { mayKnow } from '../members/sharing.ts';
import { readUsers } from '../users/sql.ts';
import { runs } from '../verb.ts';

/** When people were active last, of those who let others know. */
export const userSeen = runs('user.seen', async (world, call, args) => {
  const { workspace, actor, rules } = await actingIn(world, call, args.workspace);
  const known = args.users.filter((user) => rules.users.has(user) && mayKnow(rules, actor.id, user));
  const people = await readUsers(world.database.sql, workspace, known);
  const told = people.filter(({ kind, left, hidesSeen }) => kind === 'person' && !left && !hidesSeen);
  const seen = await world.seen?.of(told.map(({ id }) => id));
  return { seen: [...(seen ?? [])].map(([user, at]) => ({ user, at: toIso(at) })) };
});
